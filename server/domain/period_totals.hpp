#pragma once
// Counts by class for a period, without single records: history from before the server, and the monthly
// form that contractors send.

#include "domain/definitions.hpp"
#include "domain/hours.hpp"
#include "domain/incident.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

namespace safetycell::domain {

inline constexpr std::int64_t unknown_count = -1;

/// Nothing here need be complete: what a source does not state stays unknown, which is not zero.
struct PeriodTotals {
    PeriodTotalsId id;
    OrganizationId organization;
    SiteId site;  ///< None where the source has no sites.
    Period period;
    HundredthHours hours_hundredths = unknown_count;
    std::int32_t headcount = unknown_headcount;
    std::array<std::int64_t, incident_class_count> counts{-1, -1, -1, -1, -1, -1, -1, -1, -1};
    std::int64_t lost_days = unknown_count;
    std::int64_t restricted_days = unknown_count;
    bool voided = false;

    friend bool operator==(PeriodTotals const&, PeriodTotals const&) = default;
};

/// What a period total may state about people, one bit each: the classes in their order, then lost days.
inline constexpr std::size_t quantity_count = incident_class_count + 1;
inline constexpr std::size_t lost_days_quantity = incident_class_count;
using Quantities = std::bitset<quantity_count>;
/// The bits of all classes from one to another, both included.
constexpr unsigned long class_bits(IncidentClass first, IncidentClass last) {
    return (2UL << static_cast<unsigned>(last)) - (1UL << static_cast<unsigned>(first));
}
/// FAT to MTC and lost days; first aid and micro-injuries; without injury. Single records of one kind take the
/// place of what a total states of that kind only, so that a first-aid record never hides a lost time injury
/// that only the total knows.
inline constexpr Quantities recordable_quantities{
    class_bits(IncidentClass::fatality, IncidentClass::medical_treatment_case) | (1UL << lost_days_quantity)};
inline constexpr Quantities minor_injury_quantities{
    class_bits(IncidentClass::first_aid_case, IncidentClass::micro_injury)};
inline constexpr Quantities no_injury_quantities{class_bits(IncidentClass::near_miss, IncidentClass::hazard)};
inline constexpr std::array quantity_kinds{recordable_quantities, minor_injury_quantities,
                                           no_injury_quantities};

/// unknown_count where it is not stated.
std::int64_t stated(PeriodTotals const& totals, std::size_t quantity);
Quantities stated_quantities(PeriodTotals const& totals);

/// Whether a total speaks for that site: its own, or every site when it has none.
constexpr bool speaks_for(PeriodTotals const& totals, SiteId site) {
    return !totals.site || totals.site == site;
}

/// A period total beside the single records of the same organization and days: what of it counts. The rest is
/// only compared with those records.
struct SettledTotals {
    PeriodTotals const* totals = nullptr;
    /// Its hours are stated, and hours records do not cover every day of it. Then what such records say of its
    /// days is set aside.
    bool hours_count = false;
    Quantities counted;
    /// What it speaks for without stating it: unknown, which is not zero.
    Quantities unknown;

    bool counts() const { return hours_count || counted.any(); }
};

/// A period total beside the single records of the same organization and period that replaced it.
struct TotalsDifference {
    OrganizationId organization;
    SiteId site;
    Period period;
    std::int64_t lti_in_totals = unknown_count;
    std::int64_t lti_in_records = 0;
    std::int64_t tri_in_totals = unknown_count;
    std::int64_t tri_in_records = 0;
    double hours_in_totals = -1;  ///< -1: not stated.
    double hours_in_records = 0;

    friend bool operator==(TotalsDifference const&, TotalsDifference const&) = default;
};

/// Hours of totals and records that differ by no more than this share of the total's are taken as equal: both
/// round, and clerks rounded before them.
inline constexpr double hours_tolerance = 0.005;

/// All of one organization that an as-of moment may look at; no voided record among it.
struct OrganizationRecords {
    std::vector<HoursRecord const*> hours;    ///< By first day.
    std::vector<Incident const*> incidents;   ///< By date.
    std::vector<PeriodTotals const*> totals;  ///< Ended by the as-of date; by first day.
    Date first_trace = Date::never();         ///< First day of any record, also of those not looked at yet.
};

std::vector<SettledTotals> settle(OrganizationRecords const& records);

/// The hours that count: totals whose hours count, and the records but for the days of those totals.
std::vector<HoursEntry> counted_hours(OrganizationRecords const& records,
                                      std::span<SettledTotals const> settled);

/// The totals that disagree with the records which replaced them.
std::vector<TotalsDifference> differences(OrganizationRecords const& records,
                                          std::span<SettledTotals const> settled, CaseSets const& case_sets);

/// The window as that organization sees it: no total that counts is cut at its start.
ReachingWindow reaching(Period window, std::span<SettledTotals const> settled);

}  // namespace safetycell::domain
