#include "domain/shrinkage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace safetycell::domain;

namespace {

/// Six digits, or all the decimals to which it is worked out.
bool close(double actual, double expected) {
    return std::abs(actual - expected) <= std::max(1e-6 * std::abs(expected), 5e-9);
}

struct Row {
    CountedExposure given;  // Cases in million hours.
    double mean;
    double lower;
    double upper;
    double p_above_mean;
};

// Ten contractors, computed with R.
constexpr std::array ten{
    Row{{0, 0.05}, 2.26599755, 0.29029219, 6.22694936, 0.37671046},
    Row{{1, 0.08}, 3.25193040, 0.68852054, 7.76676605, 0.62297043},
    Row{{0, 0.40}, 1.63919927, 0.20999438, 4.50451099, 0.20889192},
    Row{{2, 0.35}, 3.35229819, 0.92777787, 7.30553004, 0.68121317},
    Row{{5, 0.90}, 4.00727140, 1.62061301, 7.45553009, 0.87049136},
    Row{{1, 1.20}, 1.48844311, 0.31514317, 3.55493138, 0.13769072},
    Row{{9, 1.60}, 4.49195939, 2.24850859, 7.49864021, 0.96307534},
    Row{{3, 2.10}, 1.71115150, 0.56148319, 3.48993647, 0.17141108},
    Row{{0, 0.75}, 1.28402478, 0.16449372, 3.52849337, 0.11052156},
    Row{{4, 3.00}, 1.57143820, 0.58112116, 3.04568357, 0.10566760},
};

std::vector<CountedExposure> ten_contractors() {
    std::vector<CountedExposure> given;
    for (Row const& row : ten)
        given.push_back(row.given);
    return given;
}

std::size_t highest(Shrinkage const& result) {
    auto const by_mean = [](Shrunk const& a, Shrunk const& b) {
        return a.mean < b.mean;
    };
    return static_cast<std::size_t>(std::max_element(result.each.begin(), result.each.end(), by_mean) -
                                    result.each.begin());
}

void check_pooled(std::vector<CountedExposure> const& given, double mean, double lower, double upper) {
    Shrinkage const result = shrink(given);
    CHECK(result.pooled);
    CHECK(close(result.mean, mean));
    CHECK(result.between_variance == 0);
    CHECK_FALSE(result.alpha);
    CHECK_FALSE(result.beta);
    REQUIRE(result.each.size() == given.size());
    for (Shrunk const& each : result.each) {
        CHECK(each.mean == result.mean);
        CHECK(close(each.lower, lower));
        CHECK(close(each.upper, upper));
        CHECK(each.p_above_mean == 0);
        CHECK(each.rank_from == 1);
        CHECK(each.rank_to == given.size());
    }
}

}  // namespace

TEST_CASE("Ten contractors shrink as worked out") {
    Shrinkage const result = shrink(ten_contractors());
    CHECK_FALSE(result.pooled);
    CHECK(close(result.mean, 2.3969319271));
    CHECK(close(result.between_variance, 2.7700012185));
    CHECK(close(result.alpha.value(), 2.0741083523));
    CHECK(close(result.beta.value(), 0.8653180046));
    REQUIRE(result.each.size() == ten.size());
    for (std::size_t i = 0; i < ten.size(); ++i) {
        CAPTURE(i);
        CHECK(close(result.each[i].mean, ten[i].mean));
        CHECK(close(result.each[i].lower, ten[i].lower));
        CHECK(close(result.each[i].upper, ten[i].upper));
        CHECK(close(result.each[i].p_above_mean, ten[i].p_above_mean));
    }
}

TEST_CASE("One case in a few hours does not make the worst, nor no case in a few hours the best") {
    Shrinkage const result = shrink(ten_contractors());
    CHECK(highest(result) == 6);  // Not the second, whose raw rate is the highest by far.
    CHECK(std::min_element(result.each.begin(), result.each.end(),
                           [](Shrunk const& a, Shrunk const& b) { return a.mean < b.mean; }) -
              result.each.begin() ==
          8);
    CHECK(std::abs(result.each[0].mean - result.mean) < 0.15);
}

TEST_CASE("Three contractors of equal size shrink as worked out") {
    std::vector<CountedExposure> const given{{0, 2}, {2, 2}, {7, 2}};
    Shrinkage const result = shrink(given);
    CHECK(close(result.mean, 1.5));
    CHECK(close(result.between_variance, 1.4166666667));
    CHECK(close(result.alpha.value(), 1.5882352941));
    CHECK(close(result.beta.value(), 1.0588235294));
    CHECK(close(result.each[0].mean, 0.51923077));
    CHECK(close(result.each[1].mean, 1.17307692));
    CHECK(close(result.each[2].mean, 2.80769231));
    // Worked out to eight decimals, the first not to six digits.
    CHECK(close(result.each[0].p_above_mean, 0.03125727));
    CHECK(close(result.each[1].p_above_mean, 0.25498107));
    CHECK(close(result.each[2].p_above_mean, 0.93876778));
}

TEST_CASE("Differences that chance alone makes are pooled: one rate, one rank for all") {
    // The spread of 2, 3, 2, 3 is less than that of Poisson counts.
    check_pooled({{2, 1}, {3, 1}, {2, 1}, {3, 1}}, 2.5, 4.795388696 / 4, 18.390356042 / 4);
    check_pooled({{3, 1}, {3, 1}}, 3, 2.201894253 / 2, 13.059474023 / 2);
}

TEST_CASE("As much spread as chance makes on average, to the last digit, is pooled too") {
    // Mean 1, sum of squares / 2 = 1, by chance 1 / 1.
    check_pooled({{0, 1}, {2, 1}}, 1, 0.242209279 / 2, 7.224687668 / 2);
    check_pooled({{0, 0.1}, {2, 0.1}}, 10, 0.242209279 / 0.2, 7.224687668 / 0.2);
    check_pooled({{0, 0.7}, {2, 0.7}}, 1 / 0.7, 0.242209279 / 1.4, 7.224687668 / 1.4);
    // Here rounding leaves a little more than nothing.
    for (double const exposure : {0.05, 0.1, 0.19, 0.2, 0.38, 0.4}) {
        double const all = 3 * exposure;
        check_pooled({{1, exposure}, {1, exposure}, {4, exposure}}, 6 / all, 2.201894253 / all,
                     13.059474023 / all);
    }
}

TEST_CASE("No case anywhere, one organization, none") {
    check_pooled({{0, 1}, {0, 5}, {0, 2}}, 0, 0, 3.688879454 / 8);
    check_pooled({{3, 0.41235}}, 7.275373, 1.500357, 21.261727);
    check_pooled({{0, 0.0864}}, 0, 0, 42.695364);
    Shrinkage const none = shrink({});
    CHECK(none.pooled);
    CHECK(none.mean == 0);
    CHECK(none.each.empty());
}

TEST_CASE("Few exposed among many, and one with nearly all cases, have limits and ranks") {
    std::vector<CountedExposure> given{{5, 0.001}};
    for (int i = 0; i < 48; ++i)
        given.push_back({0, 1});
    Shrinkage const result = shrink(given);
    CHECK(result.each[0].rank_from == 1);
    CHECK(result.each[0].rank_to == 1);
    for (std::size_t i = 1; i < given.size(); ++i) {
        CHECK(result.each[i].lower >= 0);
        CHECK(result.each[i].upper >= result.each[i].lower);
        CHECK(result.each[i].rank_from == result.each[1].rank_from);
        CHECK(result.each[i].rank_to == result.each[1].rank_to);
    }
    // Nothing tells the 48 apart, so their ranks are spread over all that is left: 5 % of 48 at either end.
    CHECK(result.each[1].rank_from <= 6);
    CHECK(result.each[1].rank_to >= 45);
}
