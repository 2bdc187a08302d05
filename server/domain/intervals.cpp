#include "domain/intervals.hpp"

#include "domain/distributions.hpp"

namespace safetycell::domain {
namespace {

/// Left out on each side.
double tail_of(Confidence confidence) {
    switch (confidence) {
        case Confidence::percent_90: return 0.05;
        case Confidence::percent_95: return 0.025;
        case Confidence::percent_99: return 0.005;
    }
    return 0;
}

}  // namespace

Interval poisson_interval(std::int64_t count, Confidence confidence) {
    // A chi-squared quantile with 2x degrees of freedom is twice the gamma quantile of shape x.
    double const tail = tail_of(confidence);
    double const cases = static_cast<double>(count);
    Interval interval;
    if (count > 0) interval.lower = gamma_quantile_below(cases, tail);
    interval.upper = gamma_quantile_above(cases + 1, tail);
    return interval;
}

}  // namespace safetycell::domain
