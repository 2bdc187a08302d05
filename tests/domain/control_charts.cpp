#include "domain/control_charts.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

using namespace safetycell::domain;

namespace {

bool close(double actual, double expected, double decimals = 1e-8) {
    return std::abs(actual - expected) <= std::max(1e-6 * std::abs(expected), decimals / 2);
}

/// Monthly LTIs and million hours.
std::vector<CountedExposure> monthly_ltis() {
    return {{2, 0.412}, {0, 0.398}, {1, 0.430}, {3, 0.441}, {1, 0.405}, {0, 0.389},
            {2, 0.377}, {1, 0.420}, {4, 0.436}, {0, 0.444}, {1, 0.402}, {2, 0.415}};
}

}  // namespace

TEST_CASE("A u chart with Laney's sigma, as worked out: monthly LTIs") {
    std::vector<CountedExposure> const points = monthly_ltis();
    std::optional<RateChart> const chart = rate_chart(points);
    REQUIRE(chart);
    CHECK(close(chart->mean, 3.4212115114));
    CHECK(close(chart->sigma_z * 1.128, 1.5096021635));
    CHECK(close(chart->sigma_z, 1.3382997903));
    REQUIRE(chart->limits.size() == points.size());
    CHECK(close(chart->limits[3].upper, 14.60387696));
    CHECK(close(chart->limits[8].upper, 14.66781496));
    CHECK(close(rate_limits(chart->mean, 0.441).upper, 11.77708628));
    CHECK(close(rate_limits(chart->mean, 0.436).upper, 11.82486182));
    for (Interval const& limits : chart->limits)
        CHECK(limits.lower == 0);
    CHECK(chart->signals.empty());
}

TEST_CASE("A u chart with Laney's sigma, as worked out: less spread than Poisson counts narrow the limits") {
    std::vector<CountedExposure> const points{{14, 1.00}, {18, 1.10}, {11, 0.90}, {16, 1.05},
                                              {20, 1.20}, {13, 0.95}, {17, 1.15}, {15, 1.00}};
    std::optional<RateChart> const chart = rate_chart(points);
    REQUIRE(chart);
    CHECK(close(chart->mean, 14.850299401));
    CHECK(close(chart->sigma_z * 1.128, 0.571390787));
    CHECK(close(chart->sigma_z, 0.506552116));
    CHECK(close(chart->limits[0].lower, 8.9941386));
    CHECK(close(chart->limits[0].upper, 20.7064602));
    Interval const plain = rate_limits(chart->mean, 1.00);
    CHECK(close(plain.lower, 3.2894735));
    CHECK(close(plain.upper, 26.4111253));
    CHECK(chart->signals.empty());
}

TEST_CASE("On a u chart above the limits is worse, below better") {
    std::vector<CountedExposure> points(20, {50, 1.0});
    for (std::size_t i = 0; i < points.size(); i += 2)
        points[i].count = 55;
    points[5].count = 150;
    points[15].count = 2;
    std::optional<RateChart> const chart = rate_chart(points);
    REQUIRE(chart);
    CHECK(chart->signals == std::vector<Signal>{{5, false}, {15, true}});
}

TEST_CASE("Without two points or any case there is no u chart, and equal points give no signal") {
    CHECK_FALSE(rate_chart({}));
    CHECK_FALSE(rate_chart(std::vector<CountedExposure>{{5, 1}}));
    CHECK_FALSE(rate_chart(std::vector<CountedExposure>{{0, 1}, {0, 2}}));
    std::optional<RateChart> const chart =
        rate_chart(std::vector<CountedExposure>{{1, 0.1}, {3, 0.3}, {7, 0.7}});
    REQUIRE(chart);
    CHECK(chart->signals.empty());
    CHECK(chart->limits[0].upper == doctest::Approx(10));
}

TEST_CASE("The time between injuries, as worked out") {
    std::vector<std::int64_t> const gaps{20, 78, 9, 110, 42, 103, 22, 116, 19, 172};
    std::optional<TimeBetweenChart> const chart = time_between_chart(gaps);
    REQUIRE(chart);
    CHECK(close(chart->upper, 892.60104285));
    CHECK(close(chart->center, 53.33347386));
    CHECK(close(chart->center, std::pow(3.0180205092, 3.6)));
    CHECK(close(chart->upper, std::pow(3.0180205092 + 2.66 * 1.3470837402, 3.6)));
    CHECK(chart->lower == 0);
    CHECK(chart->signals.empty());

    std::vector<std::int64_t> const even{35, 21, 49, 21, 49, 35};
    std::optional<TimeBetweenChart> const narrow = time_between_chart(even);
    REQUIRE(narrow);
    CHECK(close(narrow->upper, 143.0482676));
    CHECK(close(narrow->center, 33.5799939));
    CHECK(close(narrow->lower, 2.8567626));
    CHECK(narrow->signals.empty());
}

TEST_CASE("A time between injuries above the limit is good, below it bad") {
    std::vector<std::int64_t> gaps(30, 30);
    gaps[10] = 400;
    gaps[20] = 0;
    std::optional<TimeBetweenChart> const chart = time_between_chart(gaps);
    REQUIRE(chart);
    CHECK(chart->signals == std::vector<Signal>{{10, true}, {20, false}});
}

TEST_CASE("Less than two gaps make no chart; equal gaps, and injuries of one day, give no signal") {
    CHECK_FALSE(time_between_chart({}));
    CHECK_FALSE(time_between_chart(std::vector<std::int64_t>{30}));
    for (std::int64_t const days : {0, 1, 7, 365}) {
        CAPTURE(days);
        std::optional<TimeBetweenChart> const chart =
            time_between_chart(std::vector<std::int64_t>{days, days, days});
        REQUIRE(chart);
        CHECK(chart->center == doctest::Approx(static_cast<double>(days)));
        CHECK(chart->upper == doctest::Approx(static_cast<double>(days)));
        CHECK(chart->signals.empty());
    }
}

TEST_CASE("A count lies outside the funnel's 95 % just when its own interval leaves out the mean") {
    for (double const expected : {0.01, 0.02, 0.03, 0.5, 1.0, 3.0, 3.6, 3.7, 5.0, 12.5, 40.0, 250.0}) {
        FunnelLimits const limits = funnel_limits(2.5, expected / 2.5);
        for (std::int64_t count = 0; count < 400; ++count) {
            CAPTURE(expected);
            CAPTURE(count);
            double const rate = static_cast<double>(count) / (expected / 2.5);
            Interval const own = poisson_interval(count);
            CHECK((rate > limits.percent_95.upper) == (own.lower > expected));
            CHECK((rate < limits.percent_95.lower) == (own.upper < expected));
        }
    }
}

TEST_CASE("The funnel's 99.8 % limits leave 0.1 % on each side") {
    // From no case at all, -ln 0.001 = 6.9078 expected is the least at which a lower limit shows.
    CHECK(funnel_limits(1, 6.90).percent_99_8.lower == 0);
    CHECK(funnel_limits(1, 6.92).percent_99_8.lower > 0);
    // P(X >= 3) = 0.001 at an expected 0.190533, from which the upper limit is 3.
    CHECK(funnel_limits(1, 0.1905).percent_99_8.upper * 0.1905 == doctest::Approx(3).epsilon(1e-3));
    for (double const expected : {0.5, 4.0, 10.0, 100.0}) {
        FunnelLimits const limits = funnel_limits(1, expected);
        CHECK(limits.percent_99_8.upper > limits.percent_95.upper);
        CHECK(limits.percent_99_8.lower <= limits.percent_95.lower);
        CHECK(limits.percent_95.upper > 1);
        CHECK(limits.percent_95.lower < 1);
    }
}

TEST_CASE("The funnel narrows smoothly from a sliver of exposure to a great deal of it") {
    FunnelLimits previous = funnel_limits(2, 1e-7);
    for (double exposure = 1.1e-7; exposure < 1e7; exposure *= 1.1) {
        CAPTURE(exposure);
        FunnelLimits const limits = funnel_limits(2, exposure);
        CHECK(limits.percent_95.upper < previous.percent_95.upper);
        CHECK(limits.percent_99_8.upper < previous.percent_99_8.upper);
        CHECK(limits.percent_95.lower >= previous.percent_95.lower);
        CHECK(limits.percent_99_8.lower >= previous.percent_99_8.lower);
        previous = limits;
    }
    CHECK(previous.percent_99_8.upper == doctest::Approx(2).epsilon(0.001));
    CHECK(previous.percent_99_8.lower == doctest::Approx(2).epsilon(0.001));
    CHECK(funnel_limits(0, 10).percent_99_8.upper == 0);
}

TEST_CASE("How likely a quiet streak is, as worked out") {
    // LTIFR per million hours, hours in 30 days, and days.
    struct Streak {
        double ltifr;
        double hours_in_30_days;
        double days;
        double probability;
    };
    for (Streak const& streak : {Streak{1.2, 30'000, 90, 0.897628}, Streak{1.2, 30'000, 365, 0.645326},
                                 Streak{2.0, 85'000, 90, 0.600496}, Streak{2.0, 85'000, 365, 0.126396},
                                 Streak{0.64, 800'000, 90, 0.215240}, Streak{0.64, 800'000, 365, 0.001971}}) {
        CAPTURE(streak.probability);
        double const million_hours = streak.hours_in_30_days / 30 * streak.days / 1e6;
        CHECK(close(streak_probability(streak.ltifr, million_hours), streak.probability, 1e-6));
    }
    CHECK(close(streak_probability(1 / 69.1, 207), 0.05000369));
    CHECK(streak_probability(1.2, 0) == 1);
    CHECK(streak_probability(0, 100) == 1);
}
