#include "domain/contributions.hpp"

#include <algorithm>
#include <tuple>

namespace safetycell::domain {

std::vector<OrganizationRecords> records_by_organization(Facts const& facts, AsOf const& as_of) {
    std::vector<OrganizationRecords> all(facts.organizations.size());
    auto const leave_trace = [&all](auto const& record, Date first) {
        Date& trace = all[record.organization.index()].first_trace;
        if (!record.voided) trace = std::min(trace, first);
    };
    for (HoursRecord const& record : facts.hours) {
        leave_trace(record, record.period.first);
        if (!record.voided) all[record.organization.index()].hours.push_back(&record);
    }
    for (Incident const& incident : facts.incidents) {
        leave_trace(incident, incident.occurred_on);
        if (!incident.voided && has_occurred(incident, as_of.instant, as_of.at(incident.site))) {
            all[incident.organization.index()].incidents.push_back(&incident);
        }
    }
    for (PeriodTotals const& totals : facts.period_totals) {
        leave_trace(totals, totals.period.first);
        if (!totals.voided && totals.period.last <= as_of.date) {
            all[totals.organization.index()].totals.push_back(&totals);
        }
    }
    for (OrganizationRecords& records : all) {
        std::sort(records.hours.begin(), records.hours.end(),
                  [](auto left, auto right) { return left->period < right->period; });
        std::sort(records.incidents.begin(), records.incidents.end(),
                  [](auto left, auto right) { return left->occurred_on < right->occurred_on; });
        std::sort(records.totals.begin(), records.totals.end(), [](auto left, auto right) {
            return std::tie(left->period, left->site) < std::tie(right->period, right->site);
        });
    }
    return all;
}

namespace {

/// Works out one organization, window by window.
class Collector {
public:
    Collector(Organization const& organization, OrganizationRecords const& records, Policy const& policy,
              AsOf const& as_of)
        : organization_(organization),
          records_(records),
          recordable_(policy.case_sets.tri),
          as_of_(as_of),
          settled_(settle(records)),
          timeline_(counted_hours(records, settled_), as_of.date, organization.demobilized_on, policy.gaps) {}

    std::vector<SettledTotals> const& settled() const { return settled_; }
    HoursTimeline const& timeline() const { return timeline_; }

    /// With `evidence` it also keeps what it added up.
    OrganizationWindow collect(Period window, WindowEvidence* evidence = nullptr) {
        evidence_ = evidence;
        window_ = reaching(window, settled_);
        result_ = {};
        result_.period = window_.widest();
        add_hours();
        add_incidents();
        add_totals();
        if (organization_.counts_from == CountsFrom::totals) require_totals_for_every_day();
        if (is_there_in(result_.period)) result_.active = true;
        result_.hours_missing = result_.active && are_hours_missing();
        return std::move(result_);
    }

private:
    /// Whoever is registered and has not left is there, however silent: silence must not look complete. Where
    /// nobody said since when, it is since its first record; one without any record is there from the
    /// beginning.
    bool is_there_in(Period period) const {
        Date const since =
            organization_.mobilized_on.is_never() ? records_.first_trace : organization_.mobilized_on;
        return organization_.demobilized_on >= period.first && (since.is_never() || since <= period.last);
    }

    /// Leaves a trace at the site, or at none.
    template <class Change>
    void change(SiteId site, Change&& apply) {
        result_.active = true;
        apply(result_.whole);
        if (site) apply(at(site));
    }

    Contribution& at(SiteId site) {
        for (SiteContribution& other : result_.sites) {
            if (other.site == site) return other.contribution;
        }
        return result_.sites.emplace_back(SiteContribution{site, {}}).contribution;
    }

    void add_hours() {
        // Who keeps only totals has no counts for the days after the last one. Estimated hours for them would
        // stand over no injuries at all and make the rate look better than it is.
        Estimates const estimates =
            organization_.counts_from == CountsFrom::totals ? Estimates::left_out : Estimates::counted;
        if (evidence_ != nullptr) {
            timeline_.for_each_share(window_, estimates,
                                     [this](HoursShare const& share) { evidence_->hours.push_back(share); });
        }
        for (SiteHours const& site : timeline_.within(window_, estimates)) {
            change(site.site, [&site](Contribution& contribution) {
                contribution.has_hours = true;
                contribution.hours += site.hours;
                contribution.estimated += site.estimated;
                contribution.average_headcount += site.average_headcount;
                contribution.headcount_known &= site.headcount_known;
            });
        }
    }

    void add_incidents() {
        for (Incident const* incident : records_.incidents) {
            // The upper end is the site's own: at an eastern one the injury of this night is dated tomorrow.
            if (incident->occurred_on < window_.at(incident->site).first ||
                incident->occurred_on > as_of_.at(incident->site)) {
                continue;
            }
            auto const index = static_cast<std::size_t>(incident->incident_class);
            std::int32_t const lost_days = lost_days_until(*incident, as_of_.at(incident->site));
            if (evidence_ != nullptr) evidence_->incidents.push_back({incident, lost_days});
            change(incident->site, [&](Contribution& contribution) {
                ++contribution.cases.cases[index];
                contribution.cases.lost_days[index] += lost_days;
                if (!incident->provisional) return;
                ++contribution.cases.provisional[index];
                contribution.cases.provisional_lost_days[index] += lost_days;
            });
        }
    }

    void add_totals() {
        for (SettledTotals const& one : settled_) {
            PeriodTotals const& totals = *one.totals;
            if (!totals.period.overlaps(window_.at(totals.site))) continue;
            if (evidence_ != nullptr) evidence_->totals.push_back(one);
            change(totals.site, [&](Contribution& contribution) {
                for (std::size_t i = 0; i < incident_class_count; ++i) {
                    if (one.counted.test(i)) contribution.cases.cases[i] += totals.counts[i];
                }
                if (one.counted.test(lost_days_quantity)) {
                    contribution.cases.lost_days_in_totals += totals.lost_days;
                }
                contribution.cases.unknown |= one.unknown;
            });
        }
        // Where a total without a site counts people beside hours that are known by site, nobody knows at which
        // site they were hurt; nobody at all is known everywhere.
        for (SettledTotals const& one : settled_) {
            PeriodTotals const& totals = *one.totals;
            if (totals.site || one.hours_count || !totals.period.overlaps(window_.window)) continue;
            Quantities unknown = one.unknown;
            for (std::size_t i = 0; i < quantity_count; ++i) {
                if (one.counted.test(i) && stated(totals, i) != 0) unknown.set(i);
            }
            for (SiteContribution& site : result_.sites)
                site.contribution.cases.unknown |= unknown;
        }
    }

    /// Of an organization that keeps only totals, a count is known when totals state it for every day with
    /// reported hours.
    void require_totals_for_every_day() {
        for (std::size_t quantity = 0; quantity < quantity_count; ++quantity) {
            for (HoursEntry const& entry : timeline_.entries()) {
                Period const counted = entry.counted.common_with(window_.at(entry.site));
                if (counted.is_empty() || is_stated_for_every_day_of(counted, entry.site, quantity)) continue;
                change(entry.site,
                       [quantity](Contribution& contribution) { contribution.cases.unknown.set(quantity); });
            }
        }
    }

    bool is_stated_for_every_day_of(Period days, SiteId site, std::size_t quantity) const {
        Date next = days.first;
        for (PeriodTotals const* totals : records_.totals) {
            bool const speaks = !site || speaks_for(*totals, site);
            if (!speaks || stated(*totals, quantity) == unknown_count) continue;
            if (totals->period.first > next) break;
            next = std::max(next, totals->period.last + 1);
        }
        return next > days.last;
    }

    bool are_hours_missing() const {
        if (!result_.whole.has_hours) return true;
        if (timeline_.is_missing_in(result_.period)) return true;
        // Before the first reported day there is nothing to fill from. Who was mobilized, hurt or counted was
        // there. First aid and less is no such evidence: whoever reports it must not lose its rate by that.
        Period const mobilized = timeline_.days_before_first_report(organization_.mobilized_on);
        if (!mobilized.is_empty() && mobilized.overlaps(result_.period)) return true;
        Date const first_day = timeline_.first_reported_day();
        for (Incident const* incident : records_.incidents) {
            if (incident->occurred_on >= first_day) break;
            if (recordable_.test(static_cast<std::size_t>(incident->incident_class)) &&
                incident->occurred_on >= window_.at(incident->site).first) {
                return true;
            }
        }
        return std::any_of(settled_.begin(), settled_.end(), [&](SettledTotals const& one) {
            Period const period = one.totals->period;
            return period.last < first_day && period.overlaps(window_.at(one.totals->site));
        });
    }

    Organization const& organization_;
    OrganizationRecords const& records_;
    std::bitset<incident_class_count> recordable_;
    AsOf const& as_of_;
    std::vector<SettledTotals> settled_;
    HoursTimeline timeline_;
    ReachingWindow window_;
    OrganizationWindow result_;
    WindowEvidence* evidence_ = nullptr;
};

/// At a site, every organization can be.
bool can_be_part_of(Scope scope, Organization const& organization) {
    switch (scope.kind) {
        case ScopeKind::enterprise:
        case ScopeKind::site: return true;
        case ScopeKind::own: return organization.kind == OrganizationKind::own;
        case ScopeKind::contractors: return organization.kind == OrganizationKind::contractor;
        case ScopeKind::organization: return scope.organization == organization.id;
    }
    return false;
}

}  // namespace

Contribution const* OrganizationWindow::at(SiteId site) const {
    for (SiteContribution const& other : sites) {
        if (other.site == site) return &other.contribution;
    }
    return nullptr;
}

std::vector<WindowEvidence> collect_evidence(Facts const& facts, Policy const& policy, AsOf const& as_of,
                                             Scope scope, Period window) {
    std::vector<OrganizationRecords> const records = records_by_organization(facts, as_of);
    std::vector<WindowEvidence> all;
    for (Scope const& of : all_scopes(facts)) {
        if (of.kind != ScopeKind::organization ||
            !can_be_part_of(scope, facts.organizations[of.organization.index()])) {
            continue;
        }
        std::size_t const index = of.organization.index();
        Collector collector(facts.organizations[index], records[index], policy, as_of);
        WindowEvidence& evidence = all.emplace_back();
        evidence.organization = of.organization;
        evidence.window = collector.collect(window, &evidence);
        // The shares point into the collector's timeline, which ends here.
        std::span<HoursEntry const> const entries = collector.timeline().entries();
        evidence.statements.assign(entries.begin(), entries.end());
        for (HoursShare& share : evidence.hours) {
            if (share.entry != nullptr)
                share.entry = &evidence.statements[static_cast<std::size_t>(share.entry - entries.data())];
        }
        std::stable_sort(
            evidence.hours.begin(), evidence.hours.end(),
            [](HoursShare const& a, HoursShare const& b) { return a.counted.first < b.counted.first; });
    }
    return all;
}

Contributions collect_contributions(Facts const& facts, Policy const& policy, AsOf const& as_of) {
    std::vector<OrganizationRecords> const records = records_by_organization(facts, as_of);
    Contributions all;
    for (Scope const& scope : all_scopes(facts)) {
        if (scope.kind != ScopeKind::organization) continue;
        std::size_t const index = scope.organization.index();
        Collector collector(facts.organizations[index], records[index], policy, as_of);
        OrganizationContributions contributions{.organization = scope.organization, .windows = {}};
        for (std::size_t window = 0; window < all_window_kinds.size(); ++window) {
            contributions.windows[window] =
                collector.collect(window_ending(all_window_kinds[window], as_of.date));
        }
        all.organizations.push_back(std::move(contributions));
        auto const found = differences(records[index], collector.settled(), policy.case_sets);
        all.differences.insert(all.differences.end(), found.begin(), found.end());
    }
    return all;
}

}  // namespace safetycell::domain
