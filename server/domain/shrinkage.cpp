#include "domain/shrinkage.hpp"

#include "domain/distributions.hpp"
#include "domain/rank_bands.hpp"

#include <algorithm>
#include <utility>

namespace safetycell::domain {
namespace {

constexpr double tail = 0.025;  // Of the credible interval, on each side.

}  // namespace

RateMoments moments_of(std::span<CountedExposure const> organizations) {
    RateMoments moments;
    for (CountedExposure const& organization : organizations) {
        moments.count += organization.count;
        moments.exposure += organization.exposure;
    }
    if (moments.count == 0) return moments;
    moments.mean = static_cast<double>(moments.count) / moments.exposure;
    double squares = 0;
    for (auto const& [count, exposure] : organizations) {
        double const difference = static_cast<double>(count) / exposure - moments.mean;
        squares += exposure * difference * difference;
    }
    double const observed = squares / moments.exposure;
    double const by_chance = moments.mean * static_cast<double>(organizations.size()) / moments.exposure;
    // What rounding may leave of nothing is nothing.
    if (observed - by_chance > 1e-9 * by_chance) moments.between_variance = observed - by_chance;
    return moments;
}

Shrinkage shrink(std::span<CountedExposure const> organizations) {
    // In an order of their own, so that the order in which they come changes no digit.
    std::vector<CountedExposure> sorted(organizations.begin(), organizations.end());
    std::sort(sorted.begin(), sorted.end(), [](CountedExposure const& a, CountedExposure const& b) {
        return std::pair(a.exposure, a.count) < std::pair(b.exposure, b.count);
    });
    RateMoments const moments = moments_of(sorted);
    Shrinkage result;
    result.mean = moments.mean;
    result.between_variance = moments.between_variance;
    result.pooled = moments.between_variance == 0;
    if (organizations.empty()) return result;
    if (result.pooled) {
        Interval const counts = poisson_interval(moments.count);
        result.each.assign(organizations.size(), {moments.mean, counts.lower / moments.exposure,
                                                  counts.upper / moments.exposure, 0, 1, organizations.size()});
        return result;
    }

    double const alpha = moments.mean * moments.mean / moments.between_variance;
    double const beta = moments.mean / moments.between_variance;
    result.alpha = alpha;
    result.beta = beta;
    std::vector<GammaRate> posteriors;
    for (auto const& [count, exposure] : organizations)
        posteriors.push_back({static_cast<double>(count) + alpha, exposure + beta});
    std::vector<RankBand> const bands = rank_bands(posteriors);
    for (std::size_t i = 0; i < posteriors.size(); ++i) {
        GammaRate const& posterior = posteriors[i];
        result.each.push_back({posterior.shape / posterior.exposure,
                               gamma_quantile_below(posterior.shape, tail) / posterior.exposure,
                               gamma_quantile_above(posterior.shape, tail) / posterior.exposure,
                               gamma_above(posterior.shape, moments.mean * posterior.exposure), bands[i].from,
                               bands[i].to});
    }
    return result;
}

}  // namespace safetycell::domain
