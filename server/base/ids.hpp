#pragma once
// Numbers that name records. Each family has a type of its own, so that a site is never passed where an
// organization is meant. The store counts each family from 1 without gaps, so an id minus one is an index.

#include <compare>
#include <cstddef>
#include <cstdint>

namespace safetycell {

template <class Tag>
struct Id {
    std::int32_t value = 0;  ///< 0: none.

    constexpr explicit operator bool() const { return value != 0; }
    constexpr std::size_t index() const { return static_cast<std::size_t>(value - 1); }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using OrganizationId = Id<struct OrganizationTag>;
using SiteId = Id<struct SiteTag>;
using HoursId = Id<struct HoursTag>;
using IncidentId = Id<struct IncidentTag>;
using ViolationId = Id<struct ViolationTag>;
using PeriodTotalsId = Id<struct PeriodTotalsTag>;
using ObligationId = Id<struct ObligationTag>;
using ActivityId = Id<struct ActivityTag>;
using BreachId = Id<struct BreachTag>;
using DisputeId = Id<struct DisputeTag>;
using AccountId = Id<struct AccountTag>;

/// Number of a change in the one sequence of all changes; 0 is the empty database.
using Revision = std::int64_t;

}  // namespace safetycell
