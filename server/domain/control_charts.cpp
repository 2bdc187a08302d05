#include "domain/control_charts.hpp"

#include "domain/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace safetycell::domain {
namespace {

/// A point on the limit is inside it, also when rounding has moved either.
constexpr double slack = 1e-9;

bool lies_above(double value, double limit) {
    return value > limit + slack * std::abs(limit);
}

bool lies_below(double value, double limit) {
    return value < limit - slack * std::abs(limit);
}

double mean_of(std::vector<double> const& values) {
    double sum = 0;
    for (double const value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

/// The mean distance between neighbours, of which there are at least two.
double mean_moving_range(std::vector<double> const& values) {
    double sum = 0;
    for (std::size_t i = 1; i < values.size(); ++i)
        sum += std::abs(values[i] - values[i - 1]);
    return sum / static_cast<double>(values.size() - 1);
}

Interval counts_around(double expected, double tail) {
    Interval counts;
    counts.upper = gamma_shape_below(expected, tail);
    // Where even no case at all is likelier than that there is no lower limit.
    if (gamma_above(1, expected) < tail) counts.lower = gamma_shape_above(expected, tail) - 1;
    return counts;
}

}  // namespace

std::optional<TimeBetweenChart> time_between_chart(std::span<std::int64_t const> gaps_in_days) {
    if (gaps_in_days.size() < 2) return std::nullopt;
    constexpr double power = 3.6;
    std::vector<double> roots;
    for (std::int64_t const days : gaps_in_days)
        roots.push_back(std::pow(static_cast<double>(days), 1 / power));
    double const mean = mean_of(roots);
    double const reach = 2.66 * mean_moving_range(roots);

    TimeBetweenChart chart;
    chart.center = std::pow(mean, power);
    chart.lower = std::pow(std::max(0.0, mean - reach), power);
    chart.upper = std::pow(mean + reach, power);
    for (std::size_t i = 0; i < gaps_in_days.size(); ++i) {
        double const days = static_cast<double>(gaps_in_days[i]);
        if (lies_above(days, chart.upper)) chart.signals.push_back({i, true});
        if (lies_below(days, chart.lower)) chart.signals.push_back({i, false});
    }
    return chart;
}

Interval rate_limits(double mean, double exposure, double sigma_z) {
    double const reach = 3 * sigma_z * std::sqrt(mean / exposure);
    return {std::max(0.0, mean - reach), mean + reach};
}

std::optional<RateChart> rate_chart(std::span<CountedExposure const> points) {
    std::int64_t count = 0;
    double exposure = 0;
    for (CountedExposure const& point : points) {
        count += point.count;
        exposure += point.exposure;
    }
    if (points.size() < 2 || count == 0) return std::nullopt;

    RateChart chart;
    chart.mean = static_cast<double>(count) / exposure;
    std::vector<double> standardized;
    for (CountedExposure const& point : points) {
        double const rate = static_cast<double>(point.count) / point.exposure;
        standardized.push_back((rate - chart.mean) / std::sqrt(chart.mean / point.exposure));
    }
    // 1.128 is the mean range of two standard normal values.
    chart.sigma_z = mean_moving_range(standardized) / 1.128;
    for (std::size_t i = 0; i < points.size(); ++i) {
        double const rate = static_cast<double>(points[i].count) / points[i].exposure;
        Interval const limits = rate_limits(chart.mean, points[i].exposure, chart.sigma_z);
        chart.limits.push_back(limits);
        if (lies_above(rate, limits.upper)) chart.signals.push_back({i, false});
        if (lies_below(rate, limits.lower)) chart.signals.push_back({i, true});
    }
    return chart;
}

FunnelLimits funnel_limits(double mean, double exposure) {
    double const expected = mean * exposure;
    if (!(expected > 0)) return {};
    Interval const counts_95 = counts_around(expected, 0.025);
    Interval const counts_99_8 = counts_around(expected, 0.001);
    return {{counts_95.lower / exposure, counts_95.upper / exposure},
            {counts_99_8.lower / exposure, counts_99_8.upper / exposure}};
}

double streak_probability(double rate, double exposure) {
    return std::exp(-rate * exposure);
}

}  // namespace safetycell::domain
