#pragma once
// Hours worked: the record, and the timeline of one organization with its gaps and estimates.
// Missing hours are never zero hours.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace safetycell::domain {

/// A first and a last day, both included.
struct Period {
    Date first;
    Date last;

    constexpr std::int32_t days() const { return days_between(first, last) + 1; }
    constexpr bool contains(Date day) const { return first <= day && day <= last; }
    constexpr bool overlaps(Period other) const { return first <= other.last && other.first <= last; }
    friend constexpr auto operator<=>(Period, Period) = default;
};

/// Hours in hundredths: whole periods add up exactly, whatever the order.
using HundredthHours = std::int64_t;

inline constexpr std::int32_t unknown_headcount = -1;

/// Hours of one organization at one site over one period: a day, month, quarter, year, or any other.
struct HoursRecord {
    HoursId id;
    OrganizationId organization;
    SiteId site;  ///< None where the source has no sites.
    Period period;
    HundredthHours hours_hundredths = 0;
    std::int32_t headcount = unknown_headcount;  ///< Average number of people over the period.
    bool estimated = false;                      ///< The source itself calls it an estimate.
    bool voided = false;

    friend bool operator==(HoursRecord const&, HoursRecord const&) = default;
};

/// The limits of filling a gap; settings of the policy.
struct GapPolicy {
    std::int32_t longest_filled_gap_days = 62;
    std::int32_t mean_of_reported_days = 92;
};

}  // namespace safetycell::domain
