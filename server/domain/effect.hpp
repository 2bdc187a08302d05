#pragma once
// Did it get better? One rate before and after a date, or in two scopes, with the evidence for the difference.

#include "domain/comparison.hpp"
#include "domain/rates.hpp"

#include <vector>

namespace safetycell::domain {

struct Effect {
    Figure before;
    Figure after;
    Comparison comparison;
};

/// The rate over `months` up to the day before `date`, and over as many from it on, or until the as-of date.
/// Each side is computed as of its own last day. Precondition: `date` is not after the as-of date, `months` >
/// 0.
Effect compare_around(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                      Scope scope, Date date, std::int32_t months);

/// The rate of `scope` against that of `other` over the same window.
Effect compare_scopes(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                      Scope scope, Scope other, WindowKind window);

}  // namespace safetycell::domain
