#pragma once
// Counts by class for a period, without single records: history from before the server, and the monthly
// form that contractors send.

#include "domain/hours.hpp"
#include "domain/incident.hpp"

#include <array>
#include <cstdint>

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

}  // namespace safetycell::domain
