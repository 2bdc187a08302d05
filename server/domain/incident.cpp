#include "domain/incident.hpp"

#include <algorithm>

namespace safetycell::domain {

std::string_view to_string(IncidentClass incident_class) {
    switch (incident_class) {
        case IncidentClass::fatality: return "FAT";
        case IncidentClass::permanent_total_disability: return "PTD";
        case IncidentClass::lost_work_day_case: return "LWC";
        case IncidentClass::restricted_work_case: return "RWC";
        case IncidentClass::medical_treatment_case: return "MTC";
        case IncidentClass::first_aid_case: return "FAC";
        case IncidentClass::micro_injury: return "MICRO";
        case IncidentClass::near_miss: return "NEAR_MISS";
        case IncidentClass::hazard: return "HAZARD";
    }
    return "HAZARD";
}

std::optional<IncidentClass> incident_class_from(std::string_view code) {
    for (IncidentClass const incident_class : all_incident_classes) {
        if (code == to_string(incident_class)) return incident_class;
    }
    return std::nullopt;
}

bool has_occurred(Incident const& incident, Instant as_of, Date local_date) {
    if (incident.voided || incident.occurred_on > local_date) return false;
    return !incident.occurred_at || *incident.occurred_at <= as_of;
}

std::int32_t lost_days_until(Incident const& incident, Date local_date) {
    if (incident.incident_class != IncidentClass::permanent_total_disability &&
        incident.incident_class != IncidentClass::lost_work_day_case) {
        return 0;
    }
    std::int32_t const elapsed = days_between(incident.occurred_on, local_date);
    if (incident.lost_days != unknown_days) {
        return std::clamp(std::min(incident.lost_days, elapsed), 0, days_cap);
    }
    // Away until the day before the return, or still away. Restricted days that are stated come at the end of
    // that stretch: first a person is away, then back at part of the work.
    Date const last_unfit = incident.returned_on.is_never() ? local_date : incident.returned_on - 1;
    Date const last_away = std::min(last_unfit - std::max(incident.restricted_days, 0), local_date);
    return std::clamp(days_between(incident.occurred_on, last_away), 0, days_cap);
}

}  // namespace safetycell::domain
