#pragma once
// One rate of one scope, added up from the parts that organizations bring into it. Shared by the rates of an
// edition and by the lineage of one figure, so that both say the same.

#include "domain/contributions.hpp"
#include "domain/rates.hpp"

#include <bitset>
#include <optional>
#include <vector>

namespace safetycell::domain {

/// One organization as a scope sees it: whole, or its part at the scope's site.
struct Part {
    OrganizationId organization;
    Period period;
    bool hours_missing = false;
    Contribution const* contribution = nullptr;
};

/// The active organizations of one scope in one window, by code.
using Parts = std::vector<Part>;

struct Count {
    std::int64_t number = 0;
    std::int64_t provisional = 0;
};

/// A definition with what follows from it once for all figures.
struct Rate {
    RateDefinition const& definition;
    std::bitset<incident_class_count> non_fatal_lti;
    Quantities needed;  ///< What must be known for every day.

    Rate(RateDefinition const& of, CaseSets const& case_sets);

    Count count(Cases const& cases) const;
    /// Why this organization has no rate of its own and is left out of the totals; none when it counts.
    std::optional<NoRateReason> reason_left_out(Part const& part) const;
};

/// Whole, or at the scope's site; none where the organization was not there.
std::optional<Part> part_in(Scope scope, OrganizationId organization, OrganizationWindow const& window);

/// Without its definition's index and its kind of window, which the caller knows.
Figure figure_of(Parts const& parts, Rate const& rate, Scope scope, Period window);

/// One rate of one scope in any window that ends with the as-of date; for the windows of an edition the same as
/// compute_rates gives, but for the kind of window, which the caller knows.
Figure compute_figure(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                      Scope scope, Period window);

}  // namespace safetycell::domain
