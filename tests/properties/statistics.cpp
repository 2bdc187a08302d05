#include "domain/comparison.hpp"
#include "domain/control_charts.hpp"
#include "domain/decimals.hpp"
#include "domain/shrinkage.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

using namespace safetycell::domain;

namespace {

int draw(int from, int below) {
    return *rc::gen::inRange(from, below);
}

/// From a few hundred hours to a hundred million, in million hours; often the same as others.
double drawn_exposure() {
    return std::pow(10.0, draw(-8, 5) / 2.0) * draw(1, 4);
}

CountedExposure drawn_counted() {
    int const most = draw(0, 3) == 0 ? 500 : 8;
    return {draw(0, most), drawn_exposure()};
}

std::vector<CountedExposure> drawn_organizations() {
    std::vector<CountedExposure> organizations;
    int const count = draw(0, 25);
    for (int i = 0; i < count; ++i)
        organizations.push_back(drawn_counted());
    return organizations;
}

bool near(double a, double b, double relative = 1e-9) {
    return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b));
}

/// To the last bit.
bool same(Shrunk const& a, Shrunk const& b) {
    return a.mean == b.mean && a.lower == b.lower && a.upper == b.upper && a.p_above_mean == b.p_above_mean &&
           a.rank_from == b.rank_from && a.rank_to == b.rank_to;
}

}  // namespace

TEST_CASE("p is below 5 % exactly when the interval of the ratio leaves out 1") {
    CHECK(rc::check([] {
        CountedExposure const after = drawn_counted();
        CountedExposure const before = drawn_counted();
        Comparison const result = compare(after, before);
        if (after.count + before.count == 0) {
            RC_ASSERT(result.verdict == Verdict::no_cases);
            return;
        }
        bool const leaves_out_1 = *result.lower > 1 || (result.upper && *result.upper < 1);
        RC_ASSERT((*result.p < 0.05) == leaves_out_1);
        RC_ASSERT(*result.p >= 0 && *result.p <= 1);
        if (before.count == 0) {
            RC_ASSERT(result.verdict == Verdict::from_zero);
            RC_ASSERT((!result.ratio && !result.change_percent && !result.upper));
            return;
        }
        RC_ASSERT((result.verdict == Verdict::shown) == leaves_out_1);
        RC_ASSERT(*result.lower <= *result.ratio && *result.ratio <= *result.upper);
        RC_ASSERT((result.direction == Direction::fell) == (*result.ratio < 1));
        RC_ASSERT((result.direction == Direction::rose) == (*result.ratio > 1));
    }));
}

TEST_CASE("Compared the other way round, the ratio turns over and p stays") {
    CHECK(rc::check([] {
        CountedExposure const one = drawn_counted();
        CountedExposure const other = drawn_counted();
        RC_PRE(one.count > 0 && other.count > 0);
        Comparison const there = compare(one, other);
        Comparison const back = compare(other, one);
        RC_ASSERT(near(*there.ratio, 1 / *back.ratio));
        RC_ASSERT(near(*there.lower, 1 / *back.upper));
        RC_ASSERT(near(*there.upper, 1 / *back.lower));
        RC_ASSERT(near(*there.p, *back.p));
    }));
}

TEST_CASE("A shrunk rate lies between the raw rate and the mean, inside its interval") {
    CHECK(rc::check([] {
        std::vector<CountedExposure> const organizations = drawn_organizations();
        Shrinkage const result = shrink(organizations);
        RC_ASSERT(result.each.size() == organizations.size());
        RC_ASSERT(result.pooled == (result.between_variance == 0));
        RC_ASSERT(result.pooled != result.alpha.has_value());
        for (std::size_t i = 0; i < organizations.size(); ++i) {
            Shrunk const& each = result.each[i];
            double const raw = static_cast<double>(organizations[i].count) / organizations[i].exposure;
            double const slack = 1e-9 * (raw + result.mean);
            RC_ASSERT(each.mean >= std::min(raw, result.mean) - slack);
            RC_ASSERT(each.mean <= std::max(raw, result.mean) + slack);
            RC_ASSERT(each.lower >= 0 && each.lower <= each.upper);
            RC_ASSERT(each.p_above_mean >= 0 && each.p_above_mean <= 1);
            RC_ASSERT(1 <= each.rank_from && each.rank_from <= each.rank_to);
            RC_ASSERT(each.rank_to <= organizations.size());
        }
    }));
}

TEST_CASE("More exposure shrinks less") {
    CHECK(rc::check([] {
        std::vector<CountedExposure> const organizations = drawn_organizations();
        Shrinkage const result = shrink(organizations);
        RC_PRE(!result.pooled);
        // How far towards the mean each is drawn, from its exposure and what was estimated.
        std::vector<std::pair<double, double>> kept;
        for (std::size_t i = 0; i < organizations.size(); ++i) {
            double const raw = static_cast<double>(organizations[i].count) / organizations[i].exposure;
            if (std::abs(raw - result.mean) < 1e-3 * result.mean) continue;
            kept.emplace_back(organizations[i].exposure,
                              (result.each[i].mean - result.mean) / (raw - result.mean));
        }
        std::sort(kept.begin(), kept.end());
        for (std::size_t i = 1; i < kept.size(); ++i)
            RC_ASSERT(kept[i].second >= kept[i - 1].second - 1e-6);
    }));
}

TEST_CASE("The unit of exposure changes the rates and nothing else") {
    CHECK(rc::check([] {
        std::vector<CountedExposure> const organizations = drawn_organizations();
        double const unit = draw(0, 2) == 0 ? 1e6 : 5.0;
        std::vector<CountedExposure> scaled = organizations;
        for (CountedExposure& organization : scaled)
            organization.exposure *= unit;
        Shrinkage const result = shrink(organizations);
        Shrinkage const other = shrink(scaled);
        RC_ASSERT(near(result.mean, other.mean * unit));
        RC_ASSERT(result.pooled == other.pooled);
        for (std::size_t i = 0; i < organizations.size(); ++i) {
            Shrunk const& a = result.each[i];
            Shrunk const& b = other.each[i];
            RC_ASSERT(near(a.mean, b.mean * unit, 1e-6));
            RC_ASSERT(near(a.upper, b.upper * unit, 1e-6));
            RC_ASSERT(std::abs(a.p_above_mean - b.p_above_mean) < 1e-6);
            RC_ASSERT(a.rank_from == b.rank_from);
            RC_ASSERT(a.rank_to == b.rank_to);
        }
    }));
}

TEST_CASE("The order of the organizations changes no digit, and equals are told equal") {
    CHECK(rc::check([] {
        std::vector<CountedExposure> const organizations = drawn_organizations();
        std::vector<std::size_t> order(organizations.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(draw(0, static_cast<int>(i)))]);
        std::vector<CountedExposure> shuffled;
        for (std::size_t const i : order)
            shuffled.push_back(organizations[i]);
        Shrinkage const result = shrink(organizations);
        Shrinkage const other = shrink(shuffled);
        RC_ASSERT(result.mean == other.mean);
        RC_ASSERT(result.between_variance == other.between_variance);
        for (std::size_t i = 0; i < order.size(); ++i)
            RC_ASSERT(same(result.each[order[i]], other.each[i]));
        for (std::size_t i = 0; i < organizations.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (organizations[i].count == organizations[j].count &&
                    organizations[i].exposure == organizations[j].exposure) {
                    RC_ASSERT(same(result.each[i], result.each[j]));
                }
            }
        }
    }));
}

TEST_CASE("Of two with the same exposure the one with more cases never ranks better") {
    CHECK(rc::check([] {
        std::vector<CountedExposure> organizations = drawn_organizations();
        RC_PRE(!organizations.empty());
        CountedExposure more = organizations[0];
        more.count += draw(1, 20);
        organizations.push_back(more);
        Shrinkage const result = shrink(organizations);
        RC_ASSERT(result.each.back().mean >= result.each[0].mean);
        RC_ASSERT(result.each.back().rank_from <= result.each[0].rank_from);
        RC_ASSERT(result.each.back().rank_to <= result.each[0].rank_to);
    }));
}

TEST_CASE("More cases never lower an interval, more confidence never narrows it") {
    CHECK(rc::check([] {
        std::int64_t const count = draw(0, 100'000);
        Interval const at_95 = poisson_interval(count);
        Interval const at_90 = poisson_interval(count, Confidence::percent_90);
        Interval const at_99 = poisson_interval(count, Confidence::percent_99);
        Interval const next = poisson_interval(count + 1);
        RC_ASSERT(next.lower > at_95.lower && next.upper > at_95.upper);
        RC_ASSERT(at_99.lower <= at_95.lower && at_95.lower <= at_90.lower);
        RC_ASSERT(at_99.upper > at_95.upper && at_95.upper > at_90.upper);
    }));
}

TEST_CASE("Points of a chart outside their limits are its signals, and no others") {
    CHECK(rc::check([] {
        std::vector<CountedExposure> points;
        std::vector<std::int64_t> gaps;
        for (int i = draw(2, 30); i > 0; --i) {
            points.push_back({draw(0, 12), draw(1, 50) / 10.0});
            gaps.push_back(draw(0, 4) == 0 ? draw(0, 2'000) : draw(20, 40));
        }
        if (std::optional<RateChart> const chart = rate_chart(points)) {
            RC_ASSERT(chart->limits.size() == points.size());
            std::size_t signals = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                double const rate = static_cast<double>(points[i].count) / points[i].exposure;
                RC_ASSERT(chart->limits[i].lower >= 0);
                RC_ASSERT(chart->limits[i].lower <= chart->mean && chart->mean <= chart->limits[i].upper);
                if (rate > chart->limits[i].upper * 1.000001 || rate < chart->limits[i].lower * 0.999999) {
                    RC_ASSERT(signals < chart->signals.size());
                    RC_ASSERT((chart->signals[signals] == Signal{i, rate < chart->mean}));
                    ++signals;
                }
            }
            RC_ASSERT(signals == chart->signals.size());
        }
        std::optional<TimeBetweenChart> const chart = time_between_chart(gaps);
        RC_ASSERT(chart.has_value());
        RC_ASSERT(chart->lower <= chart->center && chart->center <= chart->upper);
        for (Signal const& signal : chart->signals) {
            double const days = static_cast<double>(gaps[signal.point]);
            RC_ASSERT((signal.better ? days > chart->upper : days < chart->lower));
        }
    }));
}

TEST_CASE("More exposure at the same rate never takes a decimal away") {
    CHECK(rc::check([] {
        std::int64_t const count = draw(1, 200);
        double const exposure = drawn_exposure();
        int previous = 0;
        for (std::int64_t times = 1; times <= 1'000'000; times *= 10) {
            Interval const counts = poisson_interval(count * times);
            double const all = exposure * static_cast<double>(times);
            double const rate = static_cast<double>(count) / exposure;
            Interval const interval{counts.lower / all, counts.upper / all};
            int const decimals = decimals_of(rate, interval);
            RC_ASSERT(decimals >= previous && decimals <= most_decimals);
            RC_ASSERT(wall_decimals_of(rate, interval) <= decimals);
            previous = decimals;
        }
    }));
}
