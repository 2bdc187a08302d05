#include "domain/rating_inputs.hpp"

#include "domain/contributions.hpp"
#include "domain/repeats.hpp"
#include "domain/windows.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

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
    explicit ViolationInputs(Period window) : window_(window), tally_(window), self_found_tally_(window) {}

    void add(Violation const& violation, Date local_date, Date local_end_of_previous_month, bool is_repeat,
             RatingPolicy const& policy) {
        if (violation.self_found) {
            if (may_have_fallen_due(violation, due_date_on(violation, local_date)))
                self_found_tally_.add(violation, local_date);
            return;
        }
        note_if_critical_overdue(violation, local_end_of_previous_month, critical_before_);
        note_if_critical_overdue(violation, local_date, critical_now_);
        ViolationStatus const status = status_on(violation, local_date);
        if (status == ViolationStatus::not_found_yet || status == ViolationStatus::cancelled) return;
        Date const due_in_force = due_date_on(violation, local_date);
        if (status == ViolationStatus::open && due_in_force >= local_date && !due_in_force.is_never()) {
            ++open_not_overdue_;
        }
        if (may_have_fallen_due(violation, due_in_force)) tally_.add(violation, local_date);
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
        ViolationFigures const self_found = self_found_tally_.figures(definition);
        inputs.self_found_elimination = {self_found.due, self_found.on_time};
        inputs.open_not_overdue = open_not_overdue_;
        inputs.comparable = comparable_;
        inputs.repeats = repeats_;
        for (auto const& [requirement, repeats] : recent_repeats_)
            inputs.recent_repeats.push_back({requirement, repeats});
        open_gate(inputs.gates, critical_now_);
        open_gate(inputs.gates_at_end_of_previous_month, critical_before_);
    }

private:
    /// The tallies keep a curve of ages too, which nobody asks for here.
    bool may_have_fallen_due(Violation const& violation, Date due_in_force) const {
        return window_.contains(due_in_force) || window_.contains(violation.due_on);
    }

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
    ViolationTally self_found_tally_;
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

/// What was agreed with one contractor, and what of it was kept.
class ObligationInputs {
public:
    void add(Obligation const& obligation) {
        Kept& kept = of(obligation.kind);
        ++kept.due;
        if (is_kept(obligation)) ++kept.kept;
    }

    void put_into(RatingInputs& inputs) const {
        if (meetings_.due + measures_.due > 0) inputs.mentorship = {meetings_, measures_};
        if (commitments_.due + onboarding_.due > 0) inputs.commitments = {commitments_, onboarding_};
    }

private:
    Kept& of(ObligationKind kind) {
        switch (kind) {
            case ObligationKind::meeting: return meetings_;
            case ObligationKind::measure: return measures_;
            case ObligationKind::commitment: return commitments_;
            case ObligationKind::onboarding_step: return onboarding_;
        }
        return measures_;
    }

    Kept meetings_;
    Kept measures_;
    Kept commitments_;
    Kept onboarding_;
};

/// The gates that open breaches of one contractor open.
class BreachGates {
public:
    void add(Breach const& breach) {
        OpenGate& open = breach.kind == BreachKind::cardinal_rule ? cardinal_rule_ : concealment_;
        open.records.references.push_back(breach.reference);
        open.since = std::min(open.since.value_or(Date::never()), held_against_since(breach));
    }

    void put_into(std::vector<OpenGate>& gates) {
        for (OpenGate& open : {std::ref(cardinal_rule_), std::ref(concealment_)}) {
            if (open.records.references.empty()) continue;
            std::sort(open.records.references.begin(), open.records.references.end());
            gates.push_back(open);
        }
    }

private:
    OpenGate cardinal_rule_{Gate::cardinal_rule_breach, {}, std::nullopt};
    OpenGate concealment_{Gate::concealment, {}, std::nullopt};
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

/// Records that do not count, because they are disputed.
struct LeftOut {
    std::set<ViolationId> violations;
    std::set<ObligationId> obligations;
    std::set<BreachId> breaches;

    void add(Dispute const& dispute) {
        switch (dispute.family) {
            case Disputed::violation: violations.insert({dispute.record}); break;
            case Disputed::incident: break;
            case Disputed::obligation: obligations.insert({dispute.record}); break;
            case Disputed::breach: breaches.insert({dispute.record}); break;
        }
    }
};

/// What one contractor's inputs are made of.
struct Inputs {
    ViolationInputs violations;
    ObligationInputs obligations;
    BreachGates gates;
    BreachGates gates_at_end_of_previous_month;
    std::int64_t joint_inspections = 0;
    std::int64_t proposals = 0;
    std::vector<DisputeId> disputed;
};

class Collector {
public:
    Collector(Facts const& facts, Policy const& policy, AsOf const& as_of)
        : facts_(facts),
          policy_(policy),
          as_of_(as_of),
          before_(end_of_previous_month(as_of, facts)),
          window_(window_ending(WindowKind::rolling_12_months, as_of.date)),
          rated_(facts.organizations.size()) {
        for (std::size_t i = 0; i < rated_.size(); ++i)
            rated_[i] = is_rated(facts.organizations[i], window_) ? 1 : 0;
        for (Dispute const& dispute : facts.disputes) {
            if (is_upheld(dispute)) left_out_.add(dispute);
        }
    }

    /// From now on only who disputes something, without that.
    void leave_out_disputed() {
        std::vector<std::uint8_t> disputing(rated_.size());
        for (Dispute const& dispute : facts_.disputes) {
            if (!is_open_on(dispute, as_of_.date)) continue;
            left_out_.add(dispute);
            std::size_t const organization = organization_of(dispute, facts_).index();
            disputing[organization] = rated_[organization];
        }
        rated_ = std::move(disputing);
    }

    std::vector<RatingInputs> collect() const {
        if (std::find(rated_.begin(), rated_.end(), 1) == rated_.end()) return {};
        std::vector<Inputs> inputs(rated_.size(), Inputs{ViolationInputs{window_}, {}, {}, {}, 0, 0, {}});
        add_violations(inputs);
        add_obligations(inputs);
        add_activities(inputs);
        add_breaches(inputs);
        for (Dispute const& dispute : facts_.disputes) {
            if (!is_open_on(dispute, as_of_.date)) continue;
            inputs[organization_of(dispute, facts_).index()].disputed.push_back(dispute.id);
        }
        std::vector<OrganizationRecords> const records = records_by_organization(facts_, as_of_);
        std::vector<RatingInputs> all;
        for (Scope const& scope : all_scopes(facts_)) {
            if (scope.kind != ScopeKind::organization) continue;
            std::size_t const index = scope.organization.index();
            if (rated_[index] != 0) {
                all.push_back(finish(inputs[index], facts_.organizations[index], records[index]));
            }
        }
        return all;
    }

private:
    void add_violations(std::vector<Inputs>& inputs) const {
        CountedViolations const counted{rated_, left_out_.violations};
        std::vector<std::uint8_t> const repeats =
            find_repeats(facts_, as_of_, policy_.rating.repeat_days, window_.first, counted);
        for (std::size_t i = 0; i < facts_.violations.size(); ++i) {
            Violation const& violation = facts_.violations[i];
            if (!counted.contains(violation)) continue;
            inputs[violation.organization.index()].violations.add(violation, as_of_.at(violation.site),
                                                                  before_.at(violation.site), repeats[i] != 0,
                                                                  policy_.rating);
        }
    }

    void add_obligations(std::vector<Inputs>& inputs) const {
        for (Obligation const& obligation : facts_.obligations) {
            if (left_out_.obligations.contains(obligation.id) || !window_.contains(obligation.due_on) ||
                !has_fallen_due(obligation, as_of_.at(obligation.site))) {
                continue;
            }
            inputs[obligation.organization.index()].obligations.add(obligation);
        }
    }

    void add_activities(std::vector<Inputs>& inputs) const {
        for (Activity const& activity : facts_.activities) {
            if (!shows_initiative(activity) || activity.held_on < window_.first ||
                !has_been_held(activity, as_of_.at(activity.site))) {
                continue;
            }
            Inputs& of = inputs[activity.organization.index()];
            ++(activity.kind == ActivityKind::proposal ? of.proposals : of.joint_inspections);
        }
    }

    void add_breaches(std::vector<Inputs>& inputs) const {
        for (Breach const& breach : facts_.breaches) {
            if (left_out_.breaches.contains(breach.id)) continue;
            Inputs& of = inputs[breach.organization.index()];
            if (is_open_on(breach, as_of_.at(breach.site))) of.gates.add(breach);
            if (is_open_on(breach, before_.at(breach.site))) of.gates_at_end_of_previous_month.add(breach);
        }
    }

    RatingInputs finish(Inputs& of, Organization const& organization,
                        OrganizationRecords const& records) const {
        RatingInputs inputs;
        inputs.organization = organization.id;
        of.violations.put_into(inputs, policy_.on_time);
        of.obligations.put_into(inputs);
        of.gates.put_into(inputs.gates);
        of.gates_at_end_of_previous_month.put_into(inputs.gates_at_end_of_previous_month);
        HoursInputs const hours{organization, records, policy_.gaps};
        inputs.hours = hours.within(window_, as_of_.date);
        hours.open_gate(inputs.gates, as_of_.date);
        hours.open_gate(inputs.gates_at_end_of_previous_month, before_.date);
        auto const reports = [&](IncidentClass incident_class) {
            return reports_of(incident_class, records, window_);
        };
        inputs.initiative.near_misses = reports(IncidentClass::near_miss);
        inputs.initiative.hazards = reports(IncidentClass::hazard);
        inputs.initiative.micro_injuries = reports(IncidentClass::micro_injury);
        if (!facts_.activities.empty()) {
            inputs.initiative.joint_inspections = of.joint_inspections;
            inputs.initiative.proposals = of.proposals;
        }
        inputs.first_aid_cases = reports(IncidentClass::first_aid_case);
        inputs.disputed = std::move(of.disputed);
        return inputs;
    }

    Facts const& facts_;
    Policy const& policy_;
    AsOf const& as_of_;
    AsOf before_;
    Period window_;
    std::vector<std::uint8_t> rated_;  ///< By index of the organization, 1 where it is to be rated.
    LeftOut left_out_;
};

}  // namespace

std::vector<RatingInputs> collect_rating_inputs(Facts const& facts, Policy const& policy, AsOf const& as_of) {
    return Collector(facts, policy, as_of).collect();
}

std::vector<RatingInputs> collect_undisputed_inputs(Facts const& facts, Policy const& policy,
                                                    AsOf const& as_of) {
    Collector collector(facts, policy, as_of);
    collector.leave_out_disputed();
    return collector.collect();
}

OrganizationId organization_of(Dispute const& dispute, Facts const& facts) {
    auto const index = static_cast<std::size_t>(dispute.record - 1);
    switch (dispute.family) {
        case Disputed::violation: return facts.violations[index].organization;
        case Disputed::incident: return facts.incidents[index].organization;
        case Disputed::obligation: return facts.obligations[index].organization;
        case Disputed::breach: return facts.breaches[index].organization;
    }
    return {};
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
