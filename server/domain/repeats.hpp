#pragma once
// Repeats: a violation of the same requirement by the same organization at the same site within some days of an
// earlier one. For millions of violations at once.

#include "domain/facts.hpp"
#include "domain/scopes.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace safetycell::domain {

/// Which violations count.
struct CountedViolations {
    std::vector<std::uint8_t> of_organization;  ///< By index, 1 where its violations count; empty: all do.
    std::set<ViolationId> left_out;

    bool contains(Violation const& violation) const {
        bool const is_of_them = of_organization.empty() || of_organization[violation.organization.index()] != 0;
        return is_of_them && (left_out.empty() || !left_out.contains(violation.id));
    }
};

/// By index of the violation, 1 where it is a repeat as of that moment and was found on `since` or later.
/// Earlier is an earlier day: two of one round do not repeat each other. The distance is counted from the
/// nearest earlier one. A violation that names no requirement is no repeat and has none; where no sites are
/// named, all is one place. Voided, cancelled, not yet found and self-found ones neither are repeats nor have
/// any.
std::vector<std::uint8_t> find_repeats(Facts const& facts, AsOf const& as_of, std::int32_t within_days,
                                       Date since, CountedViolations const& counted = {});

}  // namespace safetycell::domain
