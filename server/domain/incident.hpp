#pragma once
// One record per injured person (or per event without injury), and the classes of injury.
// Sources: IOGP safety data reporting; OSHA 29 CFR 1904.7 for the counting of days.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

/// From worst to mildest; the last two are without injury.
enum class IncidentClass : std::uint8_t {
    fatality,                    ///< FAT
    permanent_total_disability,  ///< PTD
    lost_work_day_case,          ///< LWC
    restricted_work_case,        ///< RWC
    medical_treatment_case,      ///< MTC
    first_aid_case,              ///< FAC
    micro_injury,                ///< MICRO
    near_miss,                   ///< NEAR_MISS
    hazard,                      ///< HAZARD
};

inline constexpr std::size_t incident_class_count = 9;
inline constexpr std::size_t injury_class_count = 7;
inline constexpr std::array<IncidentClass, incident_class_count> all_incident_classes{
    IncidentClass::fatality,
    IncidentClass::permanent_total_disability,
    IncidentClass::lost_work_day_case,
    IncidentClass::restricted_work_case,
    IncidentClass::medical_treatment_case,
    IncidentClass::first_aid_case,
    IncidentClass::micro_injury,
    IncidentClass::near_miss,
    IncidentClass::hazard,
};

/// The code used in files, SQL and JSON: FAT, PTD, LWC, RWC, MTC, FAC, MICRO, NEAR_MISS, HAZARD.
std::string_view to_string(IncidentClass incident_class);
std::optional<IncidentClass> incident_class_from(std::string_view code);

constexpr bool is_injury(IncidentClass incident_class) {
    return static_cast<std::size_t>(incident_class) < injury_class_count;
}

inline constexpr std::int32_t unknown_days = -1;
/// OSHA 1904.7(b)(3)(vii): days away and restricted together stop at 180.
inline constexpr std::int32_t days_cap = 180;

struct Incident {
    IncidentId id;
    std::string reference;               ///< Unique; the number people know it by.
    std::string event_reference;         ///< Shared by the records of one event; may be empty.
    OrganizationId organization;         ///< The injured person's employer.
    SiteId site;                         ///< None where unknown.
    Date occurred_on;                    ///< In the site's zone. Attribution is always by this date.
    std::optional<Instant> occurred_at;  ///< Where the time of day is known.
    Date reported_on = Date::never();
    IncidentClass incident_class = IncidentClass::first_aid_case;
    bool provisional = false;               ///< Until the medical decision. Counts at once, with the mark.
    std::int32_t lost_days = unknown_days;  ///< Where stated.
    std::int32_t restricted_days = unknown_days;  ///< Where stated.
    Date returned_on = Date::never();             ///< First day back at full work.
    std::string description;
    bool voided = false;

    friend bool operator==(Incident const&, Incident const&) = default;
};

/// Whether the incident exists for an observer at `as_of`, whose date at the incident's site is `local_date`.
bool has_occurred(Incident const& incident, Instant as_of, Date local_date);

/// Calendar days lost up to and including `local_date`: the day of injury excluded, lost and restricted
/// together capped at 180, an open case counted to `local_date`. A fatality has none. 0 for classes without
/// lost time.
std::int32_t lost_days_until(Incident const& incident, Date local_date);

}  // namespace safetycell::domain
