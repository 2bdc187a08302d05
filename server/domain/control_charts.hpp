#pragma once
// Charts that tell a change from chance: the time between injuries, counts per exposure, organizations around
// their mean, and how likely a quiet streak is.

#include "domain/intervals.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace safetycell::domain {

/// A point outside the limits, which chance alone hardly makes.
struct Signal {
    std::size_t point = 0;
    bool better = false;  ///< Good news: longer without an injury, fewer cases.

    friend bool operator==(Signal const&, Signal const&) = default;
};

/// The t chart: days between injuries. Above the upper limit is good. Days to the power 1 / 3.6 are nearly
/// normal when injuries come at a constant rate (Nelson, Journal of Quality Technology 26, 1994); the limits
/// are those of individual values there, mean -+ 2.66 times the mean moving range, taken back to days.
struct TimeBetweenChart {
    double center = 0;
    double lower = 0;
    double upper = 0;
    std::vector<Signal> signals;  ///< Indices of gaps, in order.
};

/// None for less than two gaps: no moving range.
std::optional<TimeBetweenChart> time_between_chart(std::span<std::int64_t const> gaps_in_days);

/// The u chart: counts per exposure, with limits wider where there is less of it.
struct RateChart {
    double mean = 0;
    double sigma_z = 1;            ///< How much more the points vary than Poisson counts would.
    std::vector<Interval> limits;  ///< By point.
    std::vector<Signal> signals;
};

/// mean -+ 3 * sigma_z * sqrt(mean / exposure), never below 0. sigma_z = 1 is the plain u chart.
Interval rate_limits(double mean, double exposure, double sigma_z = 1);

/// With Laney's sigma (Quality Engineering 14, 2002): the mean moving range of the standardized points / 1.128.
/// Every exposure is > 0. None for less than two points, or without any case.
std::optional<RateChart> rate_chart(std::span<CountedExposure const> points);

/// Limits of a funnel plot at one exposure.
struct FunnelLimits {
    Interval percent_95;
    Interval percent_99_8;
};

/// Around the mean rate of all, per unit of exposure > 0, exact: a count lies outside the limits when, and only
/// when, so many or so few is less likely than 2.5 % (0.1 %) at the mean rate. So outside 95 % are just those
/// whose own Garwood interval leaves out the mean. Between whole counts the limits follow the gamma
/// distribution, which joins the Poisson tails smoothly: the upper limit falls and the lower rises as exposure
/// grows, without steps.
FunnelLimits funnel_limits(double mean, double exposure);

/// P(no event) over this exposure at this rate per unit of exposure: exp(-rate * exposure). Near 1 a quiet
/// streak is what was to be expected, and no achievement.
double streak_probability(double rate, double exposure);

}  // namespace safetycell::domain
