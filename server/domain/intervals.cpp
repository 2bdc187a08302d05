#include "domain/intervals.hpp"

#include <boost/math/distributions/chi_squared.hpp>

namespace safetycell::domain {

Interval poisson_interval(std::int64_t count) {
    using boost::math::chi_squared;
    using boost::math::complement;
    constexpr double tail = 0.025;  // Half of what a 95 % interval leaves out.
    double const cases = static_cast<double>(count);
    Interval interval;
    if (count > 0) interval.lower = quantile(chi_squared{2 * cases}, tail) / 2;
    interval.upper = quantile(complement(chi_squared{2 * cases + 2}, tail)) / 2;
    return interval;
}

}  // namespace safetycell::domain
