#include "domain/rating_inputs.hpp"

#include "domain/contributions.hpp"
#include "domain/repeats.hpp"
#include "domain/windows.hpp"

#include <algorithm>
#include <map>

namespace safetycell::domain {
namespace {

/// The evening before the month of `as_of`, by the enterprise's clocks.
AsOf end_of_previous_month(AsOf const& as_of, Facts const& facts) {
    Instant const next_day = facts.enterprise.time_zone.start_of(first_of_month(as_of.date));
    return AsOf{next_day - seconds{1}, facts};
}

/// What the violations of one contractor come to, one by one.
class ViolationInputs {
public:
    explicit ViolationInputs(Period window) : window_(window), tally_(window) {}

    void add(Violation const& violation, Date local_date, Date local_end_of_previous_month, bool is_repeat,
             RatingPolicy const& policy) {
        note_if_critical_overdue(violation, local_end_of_previous_month, critical_before_);
        note_if_critical_overdue(violation, local_date, critical_now_);
        ViolationStatus const status = status_on(violation, local_date);
        if (status == ViolationStatus::not_found_yet || status == ViolationStatus::cancelled) return;
        Date const due_in_force = due_date_on(violation, local_date);
        if (status == ViolationStatus::open && due_in_force >= local_date && !due_in_force.is_never()) {
            ++open_not_overdue_;
        }
        // The tally keeps a curve of ages too, which nobody asks for here: only what may have fallen due.
        if (window_.contains(due_in_force) || window_.contains(violation.due_on)) {
            tally_.add(violation, local_date);
        }
        // No upper end: at an eastern site what was found this night is dated tomorrow.
        if (violation.requirement == 0 || violation.found_on < window_.first) return;
        ++comparable_;
        if (!is_repeat) return;
        ++repeats_;
        if (days_between(violation.found_on, local_date) <= policy.repeat_days) {
            recent_repeats_[violation.requirement].push_back(violation.id);
        }
    }

    void put_into(RatingInputs& inputs, OnTimeDefinition definition) const {
        ViolationFigures const figures = tally_.figures(definition);
        inputs.elimination = {figures.due, figures.on_time};
        inputs.open_not_overdue = open_not_overdue_;
        inputs.comparable = comparable_;
        inputs.repeats = repeats_;
        for (auto const& [requirement, repeats] : recent_repeats_)
            inputs.recent_repeats.push_back({requirement, repeats});
        open_gate(inputs.gates, critical_now_);
        open_gate(inputs.gates_at_end_of_previous_month, critical_before_);
    }

private:
    struct CriticalOverdue {
        std::vector<ViolationId> violations;
        Date since = Date::never();
    };

    static void note_if_critical_overdue(Violation const& violation, Date local_date,
                                         CriticalOverdue& overdue) {
        if (violation.severity != Severity::critical || !is_overdue_on(violation, local_date)) return;
        overdue.violations.push_back(violation.id);
        overdue.since = std::min(overdue.since, due_date_on(violation, local_date) + 1);
    }

    static void open_gate(std::vector<OpenGate>& gates, CriticalOverdue const& overdue) {
        if (overdue.violations.empty()) return;
        gates.push_back({Gate::critical_overdue, {overdue.violations, {}}, overdue.since});
    }

    Period window_;
    ViolationTally tally_;
    CriticalOverdue critical_now_;
    CriticalOverdue critical_before_;
    std::int64_t open_not_overdue_ = 0;
    std::int64_t comparable_ = 0;
    std::int64_t repeats_ = 0;
    std::map<std::int32_t, std::vector<ViolationId>> recent_repeats_;
};

/// The hours of one contractor as the rating sees them: what counts and which closed months miss them.
class HoursInputs {
public:
    HoursInputs(Organization const& organization, OrganizationRecords const& records, GapPolicy const& gaps)
        : organization_(organization),
          settled_(settle(records)),
          entries_(counted_hours(records, settled_)),
          gaps_(gaps) {}

    /// None where hours of the window are missing.
    std::optional<double> within(Period window, Date as_of) const {
        HoursTimeline const timeline = timeline_at(as_of);
        if (timeline.is_missing_in(window) || is_missing_at_start_of(window, timeline)) {
            return std::nullopt;
        }
        // Who keeps only totals has no counts for the days after the last one, so no estimated hours either.
        Estimates const estimates =
            organization_.counts_from == CountsFrom::totals ? Estimates::left_out : Estimates::counted;
        std::vector<SiteHours> const sites = timeline.within(reaching(window, settled_), estimates);
        if (sites.empty()) return std::nullopt;
        HoursSum sum;
        for (SiteHours const& site : sites)
            sum += site.hours;
        return sum.in_hours();
    }

    /// Opens the gate for the months that ended before that day and within the 12 months up to it.
    void open_gate(std::vector<OpenGate>& gates, Date as_of) const {
        HoursTimeline const timeline = timeline_at(as_of);
        Period const window = window_ending(WindowKind::rolling_12_months, as_of);
        OpenGate open{Gate::hours_missing, {}, std::nullopt};
        Date first =
            window.first == first_of_month(window.first) ? window.first : last_of_month(window.first) + 1;
        for (; last_of_month(first) < as_of; first = last_of_month(first) + 1) {
            Period const month{first, last_of_month(first)};
            if (!timeline.is_missing_in(month) && !is_missing_at_start_of(month, timeline)) continue;
            if (!open.since) open.since = first;
            open.records.references.push_back(to_string(first).substr(0, 7));
        }
        if (!open.records.references.empty()) gates.push_back(std::move(open));
    }

private:
    HoursTimeline timeline_at(Date as_of) const {
        return {entries_, as_of, organization_.demobilized_on, gaps_};
    }

    /// Whether the days between mobilization and the first reported day are too many to overlook and touch the
    /// period. Who never sent hours, and nobody said since when it is there, is there from the beginning.
    bool is_missing_at_start_of(Period period, HoursTimeline const& timeline) const {
        Period const silent = timeline.days_before_first_report(organization_.mobilized_on);
        if (organization_.mobilized_on.is_never()) {
            return timeline.first_reported_day().is_never() && period.first <= silent.last;
        }
        return !silent.is_empty() && silent.days() > gaps_.longest_filled_gap_days && silent.overlaps(period);
    }

    Organization const& organization_;
    std::vector<SettledTotals> settled_;
    std::vector<HoursEntry> entries_;
    GapPolicy const& gaps_;
};

/// How many of one class were reported: what totals that end in the window state, and the single records of the
/// window but for those that such a total states already. One more record never makes it fewer.
std::int64_t reports_of(IncidentClass incident_class, OrganizationRecords const& records, Period window) {
    struct Stated {
        PeriodTotals const* totals;
        std::int64_t not_matched;
    };
    std::vector<Stated> stated_in_totals;
    std::int64_t reports = 0;
    for (PeriodTotals const* totals : records.totals) {
        std::int64_t const count = stated(*totals, static_cast<std::size_t>(incident_class));
        if (!window.contains(totals->period.last) || count <= 0) continue;
        stated_in_totals.push_back({totals, count});
        reports += count;
    }
    for (Incident const* incident : records.incidents) {
        if (incident->incident_class != incident_class) continue;
        auto const states_it = [incident](Stated const& one) {
            return one.not_matched > 0 && one.totals->period.contains(incident->occurred_on) &&
                   speaks_for(*one.totals, incident->site);
        };
        auto const stating = std::find_if(stated_in_totals.begin(), stated_in_totals.end(), states_it);
        if (stating != stated_in_totals.end())
            --stating->not_matched;
        else if (incident->occurred_on >= window.first)
            ++reports;
    }
    return reports;
}

bool is_rated(Organization const& organization, Period window) {
    if (organization.voided || organization.kind != OrganizationKind::contractor) return false;
    bool const has_come = organization.mobilized_on.is_never() || organization.mobilized_on <= window.last;
    return has_come && organization.demobilized_on >= window.first;
}

}  // namespace

std::vector<RatingInputs> collect_rating_inputs(Facts const& facts, Policy const& policy, AsOf const& as_of) {
    Period const window = window_ending(WindowKind::rolling_12_months, as_of.date);
    AsOf const before = end_of_previous_month(as_of, facts);

    std::vector<ViolationInputs> violations(facts.organizations.size(), ViolationInputs{window});
    std::vector<std::uint8_t> const repeats =
        find_repeats(facts, as_of, policy.rating.repeat_days, window.first);
    for (std::size_t i = 0; i < facts.violations.size(); ++i) {
        Violation const& violation = facts.violations[i];
        std::size_t const organization = violation.organization.index();
        if (!is_rated(facts.organizations[organization], window)) continue;
        violations[organization].add(violation, as_of.at(violation.site), before.at(violation.site),
                                     repeats[i] != 0, policy.rating);
    }

    std::vector<OrganizationRecords> const records = records_by_organization(facts, as_of);
    std::vector<RatingInputs> all;
    for (Scope const& scope : all_scopes(facts)) {
        if (scope.kind != ScopeKind::organization) continue;
        std::size_t const index = scope.organization.index();
        Organization const& organization = facts.organizations[index];
        if (!is_rated(organization, window)) continue;
        RatingInputs inputs;
        inputs.organization = organization.id;
        violations[index].put_into(inputs, policy.on_time);
        HoursInputs const hours{organization, records[index], policy.gaps};
        inputs.hours = hours.within(window, as_of.date);
        hours.open_gate(inputs.gates, as_of.date);
        hours.open_gate(inputs.gates_at_end_of_previous_month, before.date);
        auto const reports = [&](IncidentClass incident_class) {
            return reports_of(incident_class, records[index], window);
        };
        inputs.initiative.near_misses = reports(IncidentClass::near_miss);
        inputs.initiative.hazards = reports(IncidentClass::hazard);
        inputs.initiative.micro_injuries = reports(IncidentClass::micro_injury);
        inputs.first_aid_cases = reports(IncidentClass::first_aid_case);
        all.push_back(std::move(inputs));
    }
    return all;
}

std::vector<ReportCount> report_counts(std::span<RatingInputs const> contractors) {
    std::vector<ReportCount> counts;
    for (RatingInputs const& inputs : contractors) {
        if (!inputs.hours) continue;
        counts.push_back({inputs.organization,
                          inputs.initiative.near_misses + inputs.initiative.hazards +
                              inputs.initiative.micro_injuries + inputs.first_aid_cases,
                          *inputs.hours});
    }
    return counts;
}

}  // namespace safetycell::domain
