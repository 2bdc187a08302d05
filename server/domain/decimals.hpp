#pragma once
// How many decimals of a rate may be printed: exposure limits them, for digits that chance alone makes are
// noise.

#include "domain/intervals.hpp"

namespace safetycell::domain {

/// At most so many are ever printed.
inline constexpr int most_decimals = 2;

/// The decimals of a rate >= 0 with this 95 % interval: just enough that the interval spans more than one unit
/// of the last digit, 0 for one wider than 1, 1 for one wider than 0.1, 2 for all others. More than that, as
/// far as needed and allowed, where a rate above 0 would read as 0.
int decimals_of(double rate, Interval const& interval);

/// The same for walls: two significant digits at most (no digit before the point is left out, though: 123 stays
/// 123).
int wall_decimals_of(double rate, Interval const& interval);

}  // namespace safetycell::domain
