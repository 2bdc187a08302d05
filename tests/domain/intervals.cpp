#include "domain/intervals.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

using namespace safetycell::domain;

namespace {

struct Row {
    std::int64_t count;
    Interval percent_90;
    Interval percent_95;
    Interval percent_99;
};

// R's qchisq; 25 agrees with GraphPad at all three levels, 0 and 10 with epitools' pois.exact at 95 %.
constexpr std::array published{
    Row{0, {0, 2.995732274}, {0, 3.688879454}, {0, 5.298317367}},
    Row{1, {0.051293294, 4.743864518}, {0.025317808, 5.571643391}, {0.005012542, 7.430129500}},
    Row{2, {0.355361511, 6.295793622}, {0.242209279, 7.224687668}, {0.103494547, 9.273792089}},
    Row{3, {0.817691447, 7.753656528}, {0.618672123, 8.767273070}, {0.337863389, 10.977477495}},
    Row{4, {1.366318397, 9.153519027}, {1.089865374, 10.241588675}, {0.672206544, 12.594089786}},
    Row{5, {1.970149568, 10.513034909}, {1.623486390, 11.668332079}, {1.077928241, 14.149759411}},
    Row{6, {2.613014744, 11.842395652}, {2.201894253, 13.059474023}, {1.536911819, 15.659674811}},
    Row{8, {3.980822786, 14.434649715}, {3.453832177, 15.763189220}, {2.571102722, 18.578225728}},
    Row{10, {5.425405697, 16.962219236}, {4.795388696, 18.390356042}, {3.716922131, 21.397827500}},
    Row{12, {6.924212514, 19.442569330}, {6.200575109, 20.961585048}, {4.943116751, 24.144941166}},
    Row{25, {17.382125842, 34.916080170}, {16.178681848, 36.904931698}, {13.995374433, 41.000412851}},
    Row{75, {61.345887694, 90.885122866}, {58.992257701, 94.013149449}, {54.571124055, 100.328378165}},
    Row{100, {84.139277218, 118.079272782}, {81.363991251, 121.626793792}, {76.120495844, 128.760580120}},
};

bool close(double actual, double expected) {
    return std::abs(actual - expected) <= 1e-6 * std::abs(expected);
}

/// P(X <= count) of a Poisson variable, summed term by term.
double poisson_at_most(std::int64_t count, double mean) {
    double term = std::exp(-mean);
    double sum = term;
    for (std::int64_t i = 1; i <= count; ++i) {
        term *= mean / static_cast<double>(i);
        sum += term;
    }
    return sum;
}

}  // namespace

TEST_CASE("the exact interval of a count, against published values") {
    for (Row const& row : published) {
        CAPTURE(row.count);
        for (auto const& [confidence, expected] : {std::pair{Confidence::percent_90, row.percent_90},
                                                   std::pair{Confidence::percent_95, row.percent_95},
                                                   std::pair{Confidence::percent_99, row.percent_99}}) {
            Interval const interval = poisson_interval(row.count, confidence);
            CHECK(close(interval.lower, expected.lower));
            CHECK(close(interval.upper, expected.upper));
        }
        CHECK(poisson_interval(row.count).upper == poisson_interval(row.count, Confidence::percent_95).upper);
    }
}

TEST_CASE("the interval of a rate is that of its count, per exposure") {
    struct Worked {
        std::int64_t count;
        double hours;
        double per_million;
        Interval interval;
        double per_200k;
        Interval interval_200k;
    };
    for (Worked const& row : {
             Worked{3, 412'350, 7.275373, {1.500357, 21.261727}, 1.455075, {0.300071, 4.252345}},
             Worked{0, 86'400, 0, {0, 42.695364}, 0, {0, 8.539073}},
             Worked{1, 52'000, 19.230769, {0.486881, 107.146988}, 3.846154, {0.097376, 21.429398}},
             Worked{2, 1'250'000, 1.6, {0.193767, 5.779750}, 0.32, {0.038753, 1.155950}},
             Worked{75, 117'187'500, 0.64, {0.503401, 0.802246}, 0.128, {0.100680, 0.160449}},
         }) {
        CAPTURE(row.count);
        Interval const counts = poisson_interval(row.count);
        auto const worked_out = [&](double cases, double base, double expected) {
            // To all six decimals.
            return std::abs(cases * base / row.hours - expected) <= 0.5e-6 * (1 + 1e-9);
        };
        CHECK(worked_out(static_cast<double>(row.count), 1e6, row.per_million));
        CHECK(worked_out(counts.lower, 1e6, row.interval.lower));
        CHECK(worked_out(counts.upper, 1e6, row.interval.upper));
        CHECK(worked_out(static_cast<double>(row.count), 2e5, row.per_200k));
        CHECK(worked_out(counts.lower, 2e5, row.interval_200k.lower));
        CHECK(worked_out(counts.upper, 2e5, row.interval_200k.upper));
    }
}

TEST_CASE("at its limits the count is just as unlikely as an interval of 95 % allows") {
    for (std::int64_t count = 1; count <= 300; ++count) {
        CAPTURE(count);
        Interval const interval = poisson_interval(count);
        CHECK(interval.lower < static_cast<double>(count));
        CHECK(interval.upper > static_cast<double>(count));
        CHECK(poisson_at_most(count, interval.upper) == doctest::Approx(0.025).epsilon(1e-9));
        CHECK(1 - poisson_at_most(count - 1, interval.lower) == doctest::Approx(0.025).epsilon(1e-9));
    }
}

TEST_CASE("from no case at all the lower limit is 0 and the upper -ln 0.025") {
    CHECK(poisson_interval(0).lower == 0);
    CHECK(close(poisson_interval(0).upper, -std::log(0.025)));
}

TEST_CASE("large counts stay finite and close to the normal interval") {
    Interval const interval = poisson_interval(1'000'000);
    CHECK(interval.lower == doctest::Approx(1'000'000 - 1.96 * 1'000).epsilon(1e-5));
    CHECK(interval.upper == doctest::Approx(1'000'000 + 1.96 * 1'000).epsilon(1e-5));
}
