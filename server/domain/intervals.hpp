#pragma once
// How sure one may be of a count: the exact interval of a Poisson mean.

#include <cstdint>

namespace safetycell::domain {

struct Interval {
    double lower = 0;
    double upper = 0;
};

/// Garwood's exact 95 % interval for the mean of a Poisson variable observed as `count` (Biometrika 28, 1936):
/// chi-squared quantiles L = q(0.025; 2x) / 2 (0 for x = 0), U = q(0.975; 2x + 2) / 2. In units of counts.
Interval poisson_interval(std::int64_t count);

}  // namespace safetycell::domain
