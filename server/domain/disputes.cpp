#include "domain/disputes.hpp"

namespace safetycell::domain {
namespace {

bool is_working_day(Date day) {
    // 1970-01-01 was a Thursday; 0 is Monday.
    std::int32_t const weekday = ((day.days_since_1970 + 3) % 7 + 7) % 7;
    return weekday < 5;
}

}  // namespace

std::string_view to_string(Disputed family) {
    switch (family) {
        case Disputed::violation: return "violation";
        case Disputed::incident: return "incident";
        case Disputed::obligation: return "obligation";
        case Disputed::breach: return "breach";
    }
    return "";
}

std::optional<Disputed> disputed_from(std::string_view text) {
    for (std::size_t i = 0; i < disputed_count; ++i) {
        if (text == to_string(static_cast<Disputed>(i))) return static_cast<Disputed>(i);
    }
    return std::nullopt;
}

Date disputable_since(Violation const& violation) {
    return violation.found_on;
}

Date disputable_since(Incident const& incident) {
    return incident.reported_on.is_never() ? incident.occurred_on : incident.reported_on;
}

Date disputable_since(Obligation const& obligation) {
    return obligation.due_on + 1;
}

Date disputable_since(Breach const& breach) {
    return held_against_since(breach);
}

Date last_day_to_dispute(Date input_on) {
    Date day = input_on;
    for (int left = working_days_to_dispute; left > 0;) {
        day = day + 1;
        if (is_working_day(day)) --left;
    }
    return day;
}

bool is_open_on(Dispute const& dispute, Date date) {
    return !dispute.voided && dispute.submitted_on <= date && dispute.decided_on.is_never();
}

bool is_upheld(Dispute const& dispute) {
    return !dispute.voided && dispute.upheld;
}

}  // namespace safetycell::domain
