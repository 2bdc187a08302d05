#pragma once
// Fair rates of small organizations: each is drawn towards the mean of all, the more the less exposure it has,
// so that one case in a few hours does not make an organization the worst, nor the absence of cases the best.
//
// Empirical Bayes with a gamma distribution of the true rates between organizations and a Poisson count in
// each. Its mean and variance are taken from the data by moments (Marshall, Applied Statistics 40, 1991). Where
// the counts differ no more than chance alone makes them differ, all are pooled: everybody has the mean, and
// nobody is ranked before another.

#include "domain/intervals.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace safetycell::domain {

/// Mean and variance of the true rates, by moments (Marshall 1991).
struct RateMoments {
    std::int64_t count = 0;
    double exposure = 0;
    double mean = 0;              ///< All cases over all exposure.
    double between_variance = 0;  ///< Beyond what chance makes; 0 where nothing is left, or rounding only.
};

/// Every exposure is > 0. Sums of fractions: whoever wants the same digits always gives the same order.
RateMoments moments_of(std::span<CountedExposure const> organizations);

/// What is believed of one organization's rate, per unit of exposure.
struct Shrunk {
    double mean = 0;
    double lower = 0;  ///< 95 % credible interval.
    double upper = 0;
    double p_above_mean = 0;    ///< P(its rate > the mean of all); 0 when pooled.
    std::size_t rank_from = 1;  ///< 5th percentile of its rank; rank 1 is the highest rate.
    std::size_t rank_to = 1;    ///< 95th percentile.

    friend bool operator==(Shrunk const&, Shrunk const&) = default;
};

struct Shrinkage {
    double mean = 0;              ///< All cases over all exposure.
    double between_variance = 0;  ///< Of the true rates; 0 when pooled.
    bool pooled = true;
    std::optional<double> alpha;  ///< The gamma distribution of true rates: alpha / beta is the mean.
    std::optional<double> beta;   ///< In the unit of exposure. None of the two when pooled.
    std::vector<Shrunk> each;     ///< In the order given.
};

/// Every exposure is > 0. When pooled, the interval of each is Garwood's of all cases over all exposure, and
/// the rank band of each is all ranks.
Shrinkage shrink(std::span<CountedExposure const> organizations);

}  // namespace safetycell::domain
