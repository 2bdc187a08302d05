#pragma once
// Repeats: a violation of the same requirement by the same organization at the same site within some days of an
// earlier one. For millions of violations at once.

#include "domain/facts.hpp"
#include "domain/scopes.hpp"

#include <cstdint>
#include <vector>

namespace safetycell::domain {

/// By index of the violation, 1 where it is a repeat as of that moment and was found on `since` or later.
/// Earlier is an earlier day: two of one round do not repeat each other. The distance is counted from the
/// nearest earlier one. A violation that names no requirement is no repeat and has none; where no sites are
/// named, all is one place. Voided, cancelled and not yet found ones are no violations.
std::vector<std::uint8_t> find_repeats(Facts const& facts, AsOf const& as_of, std::int32_t within_days,
                                       Date since);

}  // namespace safetycell::domain
