#include "domain/causes.hpp"

#include <algorithm>
#include <tuple>

namespace safetycell::domain {
namespace {

/// The place of a cause among others: definitions, decisions on disputes, then people, then violations, then
/// what else is rated, then hours, then time.
int rank(CauseKind kind) {
    switch (kind) {
        case CauseKind::definition_changed: return 0;
        case CauseKind::dispute_upheld: return 1;
        case CauseKind::incident_recorded: return 2;
        case CauseKind::incident_reclassified: return 3;
        case CauseKind::incident_redated: return 4;
        case CauseKind::incident_voided: return 5;
        case CauseKind::incident_revised: return 6;
        case CauseKind::incident_entered_window: return 7;
        case CauseKind::incident_left_window: return 8;
        case CauseKind::violation_recorded: return 9;
        case CauseKind::violation_voided: return 10;
        case CauseKind::violation_revised: return 11;
        case CauseKind::input_recorded: return 12;
        case CauseKind::input_revised: return 13;
        case CauseKind::totals_recorded: return 14;
        case CauseKind::totals_revised: return 15;
        case CauseKind::hours_recorded: return 16;
        case CauseKind::hours_revised: return 17;
        case CauseKind::estimate_lapsed: return 18;
        case CauseKind::organization_changed: return 19;
        case CauseKind::less_known: return 20;
        case CauseKind::other_records: return 21;
        case CauseKind::window_moved: return 22;
    }
    return 22;
}

bool is_more_telling(Candidate const& left, Candidate const& right) {
    auto const key = [](Candidate const& candidate) {
        return std::tuple(rank(candidate.kind), -candidate.weight, candidate.organization, candidate.reference,
                          candidate.violation);
    };
    return key(left) < key(right);
}

Cause told(Candidate const& candidate) {
    return {candidate.kind,
            candidate.period.empty() ? std::string{candidate.reference} : candidate.period,
            std::string{candidate.organization},
            candidate.from,
            candidate.to,
            candidate.count,
            candidate.change,
            candidate.violation};
}

}  // namespace

std::string_view to_string(CauseKind kind) {
    switch (kind) {
        case CauseKind::incident_recorded: return "incident_recorded";
        case CauseKind::incident_reclassified: return "incident_reclassified";
        case CauseKind::incident_redated: return "incident_redated";
        case CauseKind::incident_voided: return "incident_voided";
        case CauseKind::incident_revised: return "incident_revised";
        case CauseKind::incident_left_window: return "incident_left_window";
        case CauseKind::incident_entered_window: return "incident_entered_window";
        case CauseKind::hours_recorded: return "hours_recorded";
        case CauseKind::hours_revised: return "hours_revised";
        case CauseKind::totals_recorded: return "totals_recorded";
        case CauseKind::totals_revised: return "totals_revised";
        case CauseKind::organization_changed: return "organization_changed";
        case CauseKind::window_moved: return "window_moved";
        case CauseKind::definition_changed: return "definition_changed";
        case CauseKind::estimate_lapsed: return "estimate_lapsed";
        case CauseKind::less_known: return "less_known";
        case CauseKind::violation_recorded: return "violation_recorded";
        case CauseKind::violation_revised: return "violation_revised";
        case CauseKind::violation_voided: return "violation_voided";
        case CauseKind::dispute_upheld: return "dispute_upheld";
        case CauseKind::input_recorded: return "input_recorded";
        case CauseKind::input_revised: return "input_revised";
        case CauseKind::other_records: return "other_records";
    }
    return "";
}

Candidate candidate_of(Incident const& incident, Facts const& facts) {
    Candidate candidate;
    candidate.reference = incident.reference;
    candidate.organization = facts.organizations[incident.organization.index()].code;
    candidate.weight =
        static_cast<std::int64_t>(incident_class_count) - static_cast<std::int64_t>(incident.incident_class);
    return candidate;
}

Candidate candidate_of(Revised<Incident> const& revised, ClassSet counted, Facts const& facts) {
    Candidate cause = candidate_of(revised.after, facts);
    cause.change = revised.change;
    if (!revised.before || revised.before->voided) {
        cause.kind = CauseKind::incident_recorded;
        cause.to = to_string(revised.after.incident_class);
        return cause;
    }
    Incident const& old = *revised.before;
    auto const is_counted = [counted](Incident const& state) {
        return counted.test(static_cast<std::size_t>(state.incident_class));
    };
    bool const redated = old.occurred_on != revised.after.occurred_on;
    bool const reclassified = old.incident_class != revised.after.incident_class;
    if (revised.after.voided) {
        cause.kind = CauseKind::incident_voided;
        cause.from = to_string(old.incident_class);
    } else if (reclassified && (!redated || is_counted(old) != is_counted(revised.after))) {
        cause.kind = CauseKind::incident_reclassified;
        cause.from = to_string(old.incident_class);
        cause.to = to_string(revised.after.incident_class);
        cause.weight = std::max(cause.weight, candidate_of(old, facts).weight);
    } else if (redated) {
        cause.kind = CauseKind::incident_redated;
        cause.from = to_string(old.occurred_on);
        cause.to = to_string(revised.after.occurred_on);
    } else {
        cause.kind = CauseKind::incident_revised;
    }
    return cause;
}

std::int64_t tell_most_telling(std::vector<Candidate>& candidates, std::vector<Cause>& told_causes) {
    std::size_t const count = std::min(candidates.size(), most_causes);
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
                      candidates.end(), is_more_telling);
    for (std::size_t i = 0; i < count; ++i)
        told_causes.push_back(told(candidates[i]));
    return static_cast<std::int64_t>(candidates.size() - count);
}

}  // namespace safetycell::domain
