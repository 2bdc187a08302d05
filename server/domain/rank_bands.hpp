#pragma once
// Which ranks an uncertain rate may have among the others: from the 5th to the 95th percentile of its rank.
//
// The rank of one rate is 1 + how many of the others lie above it. Once its own value is given the others lie
// above it independently of one another, so their number is Poisson-binomial; weighing that by where the rate
// itself may lie gives the distribution of the rank. Computed, not simulated: the same rates give the same
// bands, in whatever order they come, and equal rates equal bands.

#include <cstddef>
#include <span>
#include <vector>

namespace safetycell::domain {

/// What is known of a rate: gamma distributed with this shape, at 1 / exposure as its unit.
struct GammaRate {
    double shape = 1;
    double exposure = 1;
};

/// Rank 1 is the highest rate.
struct RankBand {
    std::size_t from = 1;
    std::size_t to = 1;
};

/// One band for each rate, in their order; each holds the rank with a probability of 90 % or more.
std::vector<RankBand> rank_bands(std::span<GammaRate const> rates);

}  // namespace safetycell::domain
