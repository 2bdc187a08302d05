#pragma once
// How sure one may be of a count: the exact interval of a Poisson mean.

#include <cstdint>

namespace safetycell::domain {

/// Cases and the exposure in which they happened, in the unit of the rate (hours, million hours, people).
struct CountedExposure {
    std::int64_t count = 0;
    double exposure = 0;
};

struct Interval {
    double lower = 0;
    double upper = 0;
};

/// How often an interval of this kind holds the true value, at least.
enum class Confidence : std::uint8_t { percent_90, percent_95, percent_99 };

/// Garwood's exact interval for the mean of a Poisson variable observed as `count` (Biometrika 28, 1936). With
/// a/2 of probability left out on each side, in chi-squared quantiles: L = q(a/2; 2x) / 2 (0 for x = 0),
/// U = q(1 - a/2; 2x + 2) / 2. In units of counts.
Interval poisson_interval(std::int64_t count, Confidence confidence = Confidence::percent_95);

}  // namespace safetycell::domain
