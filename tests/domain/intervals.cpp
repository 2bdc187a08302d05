#include "domain/intervals.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>

using namespace safetycell::domain;

namespace {

struct Row {
    std::int64_t count;
    double lower;
    double upper;
};

// R's qchisq; 0, 10 and 25 agree with published tables (epitools pois.exact, GraphPad).
constexpr std::array published{
    Row{0, 0, 3.688879454},
    Row{1, 0.025317808, 5.571643391},
    Row{2, 0.242209279, 7.224687668},
    Row{3, 0.618672123, 8.767273070},
    Row{4, 1.089865374, 10.241588675},
    Row{5, 1.623486390, 11.668332079},
    Row{6, 2.201894253, 13.059474023},
    Row{8, 3.453832177, 15.763189220},
    Row{10, 4.795388696, 18.390356042},
    Row{12, 6.200575109, 20.961585048},
    Row{25, 16.178681848, 36.904931698},
    Row{75, 58.992257701, 94.013149449},
    Row{100, 81.363991251, 121.626793792},
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

TEST_CASE("the exact 95 % interval of a count, against published values") {
    for (Row const& row : published) {
        CAPTURE(row.count);
        Interval const interval = poisson_interval(row.count);
        CHECK(close(interval.lower, row.lower));
        CHECK(close(interval.upper, row.upper));
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
