#include "domain/day_counts.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace safetycell::domain {
namespace {

constexpr std::array all_counter_classes{CounterClass::lti, CounterClass::tri};

/// The same days as ascending periods that do not overlap.
std::vector<Period> merged(std::vector<Period> periods) {
    std::sort(periods.begin(), periods.end());
    std::size_t kept = 0;
    for (Period const period : periods) {
        if (kept > 0 && period.first <= periods[kept - 1].last) {
            periods[kept - 1].last = std::max(periods[kept - 1].last, period.last);
        } else {
            periods[kept++] = period;
        }
    }
    periods.resize(kept);
    return periods;
}

/// The first of some merged periods that ends on `day` or later.
auto first_ending_from(std::vector<Period> const& periods, Date day) {
    return std::partition_point(periods.begin(), periods.end(),
                                [day](Period const& period) { return period.last < day; });
}

/// The days on which one organization was not on site.
class OffSiteDays {
public:
    OffSiteDays() = default;
    /// `periods` in any order; they may overlap.
    explicit OffSiteDays(std::vector<Period> periods) : periods_(merged(std::move(periods))) {}

    /// Days later than `after`, up to and including `until`, on which it was on site.
    std::int32_t on_site_days(Date after, Date until) const {
        if (until <= after) return 0;
        std::int32_t days = days_between(after, until);
        auto period = first_ending_from(periods_, after + 1);
        for (; period != periods_.end() && period->first <= until; ++period) {
            days -= days_between(std::max(period->first, after + 1), std::min(period->last, until)) + 1;
        }
        return days;
    }

private:
    std::vector<Period> periods_;  ///< Ascending, disjoint.
};

/// An injury that resets counters: on one day, or, known from totals only, on some day of a period.
struct Event {
    Period when;
    bool dated = true;
    bool provisional = false;
    std::array<bool, all_counter_classes.size()> resets{};
    OrganizationId organization;
    SiteId site;
};

/// The counter of one scope and class, fed with events in the order of their first days.
class Counter {
public:
    void add(Event const& event, OffSiteDays const& off_site) {
        // Of an event in a period only the days outside the period are certain to have been free of it.
        if (any_) longest_gap_ = std::max(longest_gap_, off_site.on_site_days(known_until_, event.when.first));
        known_until_ = any_ ? std::max(known_until_, event.when.last) : event.when.last;
        any_ = true;
        if (!event.dated) return;
        // Of several on one day each resets the counter, so it is provisional only while all of them are.
        provisional_ = event.provisional && (last_on_ != event.when.first || provisional_);
        last_on_ = event.when.first;
    }

    DayCount count(Scope scope, CounterClass counter_class, Date observed_from, Date today,
                   OffSiteDays const& off_site) const {
        DayCount count;
        count.scope = scope;
        count.counter_class = counter_class;
        if (last_on_.is_never()) count.observed_from = observed_from;
        if (!any_) {
            if (!observed_from.is_never()) count.days = off_site.on_site_days(observed_from, today);
            return count;
        }
        count.last_on = last_on_;
        count.provisional = provisional_;
        count.only_in_totals = last_on_ != known_until_;
        if (!count.only_in_totals) count.days = off_site.on_site_days(last_on_, today);
        if (!last_on_.is_never()) {
            count.record = std::max(longest_gap_, off_site.on_site_days(known_until_, today));
        }
        return count;
    }

private:
    bool any_ = false;
    Date known_until_;  ///< The last day on which an event may have been.
    Date last_on_ = Date::never();
    bool provisional_ = false;
    std::int32_t longest_gap_ = 0;
};

/// The four scopes of a record, as positions in one row: enterprise, own, contractors, sites, organizations.
class ScopeRow {
public:
    explicit ScopeRow(Facts const& facts) : facts_(&facts), sites_(facts.sites.size()) {}

    std::size_t size() const { return first_site + sites_ + facts_->organizations.size(); }
    std::size_t of_group(OrganizationId organization) const {
        return facts_->organizations[organization.index()].kind == OrganizationKind::own ? own : contractors;
    }
    std::size_t of(SiteId site) const { return first_site + site.index(); }
    std::size_t of(OrganizationId organization) const { return first_site + sites_ + organization.index(); }
    std::size_t of(Scope scope) const {
        switch (scope.kind) {
            case ScopeKind::enterprise: return enterprise;
            case ScopeKind::own: return own;
            case ScopeKind::contractors: return contractors;
            case ScopeKind::site: return of(scope.site);
            case ScopeKind::organization: return of(scope.organization);
        }
        return enterprise;
    }

    static constexpr std::size_t enterprise = 0;
    static constexpr std::size_t own = 1;
    static constexpr std::size_t contractors = 2;
    static constexpr std::size_t first_site = 3;

private:
    Facts const* facts_;
    std::size_t sites_;
};

/// The first day each scope was observed: the earliest date of any of its records; never: none.
std::vector<Date> find_first_observed(Facts const& facts, AsOf const& as_of, ScopeRow const& row) {
    std::vector<Date> first(row.size(), Date::never());
    auto const note = [&](std::size_t scope, Date day) {
        first[scope] = std::min(first[scope], day);
    };
    auto const observe = [&](OrganizationId organization, SiteId site, Date day) {
        if (facts.organizations[organization.index()].voided) return;
        note(row.of(organization), day);
        if (site) note(row.of(site), day);
    };
    for (Organization const& organization : facts.organizations) {
        if (organization.mobilized_on <= as_of.date) {
            observe(organization.id, SiteId{}, organization.mobilized_on);
        }
    }
    for (HoursRecord const& hours : facts.hours) {
        if (!hours.voided && hours.hours_hundredths > 0 && hours.period.first <= as_of.at(hours.site)) {
            observe(hours.organization, hours.site, hours.period.first);
        }
    }
    for (PeriodTotals const& totals : facts.period_totals) {
        if (!totals.voided && totals.period.last <= as_of.date) {
            observe(totals.organization, totals.site, totals.period.first);
        }
    }
    for (Incident const& incident : facts.incidents) {
        if (has_occurred(incident, as_of.instant, as_of.at(incident.site))) {
            observe(incident.organization, incident.site, incident.occurred_on);
        }
    }
    for (Violation const& violation : facts.violations) {
        if (!violation.voided && violation.found_on <= as_of.at(violation.site)) {
            observe(violation.organization, violation.site, violation.found_on);
        }
    }
    for (Organization const& organization : facts.organizations) {
        Date const day = first[row.of(organization.id)];
        note(row.of_group(organization.id), day);
        note(ScopeRow::enterprise, day);
    }
    return first;
}

/// The days of `zero` that are not in `worked`: at one site nothing was done, at another perhaps something was.
std::vector<Period> without(std::vector<Period> const& zero, std::vector<Period> worked) {
    worked = merged(std::move(worked));
    std::vector<Period> left;
    for (Period period : zero) {
        auto busy = first_ending_from(worked, period.first);
        for (; busy != worked.end() && busy->first <= period.last; ++busy) {
            if (period.first < busy->first) left.push_back({period.first, busy->first - 1});
            period.first = busy->last + 1;
        }
        if (period.first <= period.last) left.push_back(period);
    }
    return left;
}

/// By organization: days for which hours were reported and are 0, before mobilization, after demobilization.
std::vector<OffSiteDays> find_off_site_days(Facts const& facts, AsOf const& as_of) {
    std::vector<std::vector<Period>> zero(facts.organizations.size());
    std::vector<std::vector<Period>> worked(facts.organizations.size());
    for (HoursRecord const& hours : facts.hours) {
        if (!hours.voided && hours.hours_hundredths == 0) {
            zero[hours.organization.index()].push_back(hours.period);
        }
    }
    for (HoursRecord const& hours : facts.hours) {
        std::size_t const organization = hours.organization.index();
        if (!hours.voided && hours.hours_hundredths != 0 && !zero[organization].empty()) {
            worked[organization].push_back(hours.period);
        }
    }
    constexpr Date long_ago{std::numeric_limits<std::int32_t>::min()};
    std::vector<OffSiteDays> off_site;
    off_site.reserve(facts.organizations.size());
    for (Organization const& organization : facts.organizations) {
        std::size_t const index = organization.id.index();
        std::vector<Period> periods = without(zero[index], std::move(worked[index]));
        if (organization.mobilized_on <= as_of.date) {
            periods.push_back({long_ago, organization.mobilized_on - 1});
        }
        if (organization.demobilized_on <= as_of.date) {
            periods.push_back({organization.demobilized_on + 1, Date::never()});
        }
        off_site.emplace_back(std::move(periods));
    }
    return off_site;
}

std::bitset<incident_class_count> const& classes_of(CounterClass counter_class, CaseSets const& sets) {
    return counter_class == CounterClass::lti ? sets.lti : sets.tri;
}

/// Which counters are reset by classes for which `counts_class` holds.
template <class Counts>
std::array<bool, all_counter_classes.size()> resets_of(CaseSets const& sets, Counts&& counts_class) {
    std::array<bool, all_counter_classes.size()> resets{};
    for (CounterClass const counter_class : all_counter_classes) {
        for (std::size_t i = 0; i < incident_class_count; ++i) {
            if (classes_of(counter_class, sets).test(i) && counts_class(i)) {
                resets[static_cast<std::size_t>(counter_class)] = true;
            }
        }
    }
    return resets;
}

/// All that resets a counter at `as_of`, by first day. A withdrawn organization had none.
std::vector<Event> find_events(Facts const& facts, CaseSets const& sets, AsOf const& as_of) {
    std::vector<Event> events;
    auto const add = [&](Event const& event) {
        bool const any = std::find(event.resets.begin(), event.resets.end(), true) != event.resets.end();
        if (any && !facts.organizations[event.organization.index()].voided) events.push_back(event);
    };
    std::vector<OrganizationRecords> records(facts.organizations.size());
    for (Incident const& incident : facts.incidents) {
        if (!has_occurred(incident, as_of.instant, as_of.at(incident.site))) continue;
        records[incident.organization.index()].incidents.push_back(&incident);
        auto const incident_class = static_cast<std::size_t>(incident.incident_class);
        add({.when = {incident.occurred_on, incident.occurred_on},
             .dated = true,
             .provisional = incident.provisional,
             .resets = resets_of(sets, [incident_class](std::size_t i) { return i == incident_class; }),
             .organization = incident.organization,
             .site = incident.site});
    }
    for (PeriodTotals const& totals : facts.period_totals) {
        if (!totals.voided && totals.period.last <= as_of.date) {
            records[totals.organization.index()].totals.push_back(&totals);
        }
    }
    for (OrganizationRecords& of_organization : records) {
        std::sort(of_organization.incidents.begin(), of_organization.incidents.end(),
                  [](auto left, auto right) { return left->occurred_on < right->occurred_on; });
        // Where single records exist for the days of a total, they count, and with their dates.
        for (SettledTotals const& settled : settle(of_organization)) {
            PeriodTotals const& totals = *settled.totals;
            add({.when = totals.period,
                 .dated = false,
                 .provisional = false,
                 .resets = resets_of(
                     sets, [&](std::size_t i) { return settled.counted.test(i) && totals.counts[i] > 0; }),
                 .organization = totals.organization,
                 .site = totals.site});
        }
    }
    std::sort(events.begin(), events.end(),
              [](Event const& left, Event const& right) { return left.when < right.when; });
    return events;
}

}  // namespace

std::string_view to_string(CounterClass counter_class) {
    switch (counter_class) {
        case CounterClass::lti: return "lti";
        case CounterClass::tri: return "tri";
    }
    return "tri";
}

std::vector<DayCount> compute_day_counts(Facts const& facts, Policy const& policy, AsOf const& as_of) {
    ScopeRow const row{facts};
    std::vector<OffSiteDays> const off_site = find_off_site_days(facts, as_of);
    OffSiteDays const always_there;  // Only an organization leaves; a site or the enterprise does not.

    std::vector<std::array<Counter, all_counter_classes.size()>> counters(row.size());
    for (Event const& event : find_events(facts, policy.case_sets, as_of)) {
        for (std::size_t i = 0; i < all_counter_classes.size(); ++i) {
            if (!event.resets[i]) continue;
            counters[ScopeRow::enterprise][i].add(event, always_there);
            counters[row.of_group(event.organization)][i].add(event, always_there);
            if (event.site) counters[row.of(event.site)][i].add(event, always_there);
            counters[row.of(event.organization)][i].add(event, off_site[event.organization.index()]);
        }
    }

    std::vector<Date> const first_observed = find_first_observed(facts, as_of, row);
    std::vector<DayCount> counts;
    for (Scope const& scope : all_scopes(facts)) {
        std::size_t const position = row.of(scope);
        bool const may_leave = scope.kind == ScopeKind::organization;
        OffSiteDays const& away = may_leave ? off_site[scope.organization.index()] : always_there;
        Date const today = scope.kind == ScopeKind::site ? as_of.at(scope.site) : as_of.date;
        for (std::size_t i = 0; i < all_counter_classes.size(); ++i) {
            counts.push_back(counters[position][i].count(scope, all_counter_classes[i],
                                                         first_observed[position], today, away));
        }
    }
    return counts;
}

}  // namespace safetycell::domain
