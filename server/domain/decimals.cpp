#include "domain/decimals.hpp"

#include "domain/rates.hpp"

#include <algorithm>
#include <cmath>

namespace safetycell::domain {

int decimals_of(double rate, Interval const& interval) {
    double const width = interval.upper - interval.lower;
    int decimals = 0;
    while (decimals < most_decimals && width <= std::pow(10.0, -decimals))
        ++decimals;
    while (decimals < most_decimals && rate > 0 && round_half_up(rate, decimals) == 0)
        ++decimals;
    return decimals;
}

int wall_decimals_of(double rate, Interval const& interval) {
    // As it reads once rounded: 0.996 takes one decimal, because with two it would be 1.00.
    int const for_two_digits = round_half_up(rate, 2) < 1 ? 2 : round_half_up(rate, 1) < 10 ? 1 : 0;
    return std::min(decimals_of(rate, interval), for_two_digits);
}

}  // namespace safetycell::domain
