#include "domain/comparison.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

using namespace safetycell::domain;

namespace {

struct Row {
    char const* what;
    CountedExposure after;
    CountedExposure before;
    double ratio;
    double change_percent;  ///< To two decimals.
    double p;
    double lower;
    double upper;
};

// Fay's row is published (the vignette of R's rateratio.test); the others are computed with R's qbeta and
// pbinom.
std::array const worked{
    Row{"Fay", {2, 17'877}, {9, 16'660}, 0.207094156, -79.29, 0.0501064956, 0.021774063, 1.000549104},
    Row{"8 after 17", {8, 1}, {17, 1}, 0.470588235, -52.94, 0.1077521443, 0.175772626, 1.150540953},
    Row{"7 after 15", {7, 1}, {15, 1}, 0.466666667, -53.33, 0.1338005066, 0.160963559, 1.215940904},
    Row{"47 after 100", {47, 1}, {100, 1}, 0.47, -53.00, 0.0000146943, 0.325010247, 0.671135557},
    Row{"3 after 6", {3, 1}, {6, 1}, 0.5, -50, 0.5078125, 0.080911210, 2.341184491},
    Row{"6 after 12", {6, 1}, {12, 1}, 0.5, -50, 0.2378845215, 0.153971407, 1.439469218},
    Row{"20 after 40", {20, 1}, {40, 1}, 0.5, -50, 0.0134892937, 0.276926298, 0.875724527},
    Row{"IOGP fatalities 2019 after 2018",
        {25, 25e8 / 0.82},
        {31, 31e8 / 1.01},
        0.811881188,
        -18.81,
        0.5206298558,
        0.459602287,
        1.420786555},
    Row{"Kazakhmys Smelting 2023", {6, 1}, {10, 1}, 0.6, -40, 0.4544982910, 0.179222582, 1.822099682},
};

bool close(double actual, double expected) {
    return std::abs(actual - expected) <= 1e-6 * std::abs(expected);
}

double p_of(CountedExposure after, CountedExposure before) {
    return compare(after, before).p.value();
}

}  // namespace

TEST_CASE("Worked comparisons come out to six digits") {
    for (Row const& row : worked) {
        CAPTURE(row.what);
        Comparison const result = compare(row.after, row.before);
        CHECK(close(result.ratio.value(), row.ratio));
        CHECK(std::round(*result.change_percent * 100) / 100 == doctest::Approx(row.change_percent));
        // The smallest p is worked out to six significant digits only.
        CHECK(std::abs(*result.p - row.p) <= std::max(1e-6 * row.p, 5e-11));
        CHECK(close(result.lower.value(), row.lower));
        CHECK(close(result.upper.value(), row.upper));
        CHECK(result.direction == Direction::fell);
        CHECK(result.verdict == (row.p < 0.05 ? Verdict::shown : Verdict::not_shown_yet));
    }
}

TEST_CASE("The ICMM's drop in recordable injuries from 2015 to 2016 is beyond doubt") {
    Comparison const result = compare({8'445, 1'981'148'588}, {10'494, 2'231'437'832});
    CHECK(close(result.ratio.value(), 0.906413440));
    CHECK(close(result.lower.value(), 0.880707333));
    CHECK(close(result.upper.value(), 0.932849121));
    CHECK(*result.p == doctest::Approx(1.7e-11).epsilon(0.03));
    CHECK(result.verdict == Verdict::shown);
}

TEST_CASE("How many cases a fall by half needs before it is shown") {
    CHECK(p_of({14, 1}, {30, 1}) == doctest::Approx(0.0226).epsilon(0.002));
    CHECK(p_of({9, 1}, {19, 1}) == doctest::Approx(0.0872).epsilon(0.001));
    CHECK(close(p_of({14, 1}, {28, 1}), 0.0435585));
    CHECK(close(p_of({13, 1}, {26, 1}), 0.0532519));
    CHECK(compare({14, 1}, {30, 1}).verdict == Verdict::shown);
    CHECK(compare({14, 1}, {28, 1}).verdict == Verdict::shown);
    CHECK(compare({13, 1}, {26, 1}).verdict == Verdict::not_shown_yet);
    // With equal hours no smaller pair that reads as -53 % is shown.
    for (int before = 1; before < 30; ++before) {
        for (int after = 0; after < before; ++after) {
            CAPTURE(after);
            CAPTURE(before);
            Comparison const result = compare({after, 1}, {before, 1});
            if (std::round(*result.change_percent) == -53) CHECK(result.verdict == Verdict::not_shown_yet);
        }
    }
}

TEST_CASE("From zero there is no percentage, and how unlikely it is by chance is still told") {
    Comparison const result = compare({43, 1'000}, {0, 1'000});
    CHECK(result.verdict == Verdict::from_zero);
    CHECK(result.direction == Direction::rose);
    CHECK_FALSE(result.ratio);
    CHECK_FALSE(result.change_percent);
    CHECK_FALSE(result.upper);
    CHECK(*result.lower > 1);
    CHECK(close(*result.p, 2 * std::pow(0.5, 43)));

    Comparison const single = compare({1, 1'000}, {0, 1'000});
    CHECK(single.verdict == Verdict::from_zero);
    CHECK(*single.p == 1);
    CHECK(*single.lower == doctest::Approx(0.025 / 0.975));
}

TEST_CASE("To zero is a fall by 100 %, shown only when so much was to be expected") {
    Comparison const few = compare({0, 1'000}, {5, 1'000});
    CHECK(*few.ratio == 0);
    CHECK(*few.change_percent == -100);
    CHECK(few.direction == Direction::fell);
    CHECK(*few.lower == 0);
    CHECK(*few.p == doctest::Approx(2.0 / 32));
    CHECK(few.verdict == Verdict::not_shown_yet);

    Comparison const more = compare({0, 1'000}, {6, 1'000});
    CHECK(*more.p == doctest::Approx(2.0 / 64));
    CHECK(*more.upper < 1);
    CHECK(more.verdict == Verdict::shown);
}

TEST_CASE("Without cases or without hours nothing is compared") {
    for (auto const& [after, before, verdict] :
         {std::tuple{CountedExposure{0, 10}, CountedExposure{0, 20}, Verdict::no_cases},
          std::tuple{CountedExposure{3, 0}, CountedExposure{2, 20}, Verdict::no_hours},
          std::tuple{CountedExposure{3, 10}, CountedExposure{2, 0}, Verdict::no_hours},
          std::tuple{CountedExposure{0, 0}, CountedExposure{0, 0}, Verdict::no_hours}}) {
        Comparison const result = compare(after, before);
        CHECK(result.verdict == verdict);
        CHECK_FALSE(result.direction);
        CHECK_FALSE(result.ratio);
        CHECK_FALSE(result.change_percent);
        CHECK_FALSE(result.lower);
        CHECK_FALSE(result.upper);
        CHECK_FALSE(result.p);
    }
}

TEST_CASE("Equal rates are the same, whatever the hours") {
    Comparison const result = compare({3, 30}, {1, 10});
    CHECK(result.direction == Direction::same);
    CHECK(*result.ratio == 1);
    CHECK(*result.change_percent == 0);
    CHECK(*result.p == 1);
    CHECK(result.verdict == Verdict::not_shown_yet);
}

TEST_CASE("At exactly 5 % nothing is shown, and p and interval still agree") {
    for (double const unit : {0.03, 0.05, 0.06, 0.07, 0.1, 1.0, 1e6}) {
        CAPTURE(unit);
        // None in 39 hours after one in 1 hour: twice 1 / 40.
        Comparison const fell = compare({0, 39 * unit}, {1, unit});
        CHECK(*fell.p == doctest::Approx(0.05));
        CHECK((*fell.p < 0.05) == (*fell.upper < 1));
        // One in 1 hour after none in 39.
        Comparison const rose = compare({1, unit}, {0, 39 * unit});
        CHECK(*rose.p == doctest::Approx(0.05));
        CHECK((*rose.p < 0.05) == (*rose.lower > 1));
    }
}

TEST_CASE("Millions of cases and very unequal hours stay finite") {
    Comparison const many = compare({2'000'000, 1e9}, {2'010'000, 1e9});
    CHECK(many.verdict == Verdict::shown);
    CHECK(*many.lower < *many.ratio);
    CHECK(*many.upper > *many.ratio);
    CHECK(*many.p == doctest::Approx(5.9e-7).epsilon(0.02));

    Comparison const unequal = compare({1, 1e-2}, {1'000, 1e9});
    CHECK(*unequal.ratio == doctest::Approx(1e8));
    CHECK(*unequal.lower == doctest::Approx(0.0253 * 1e8).epsilon(0.01));
    CHECK(unequal.verdict == Verdict::shown);
}

TEST_CASE("Words") {
    CHECK(to_string(Verdict::shown) == "shown");
    CHECK(to_string(Verdict::not_shown_yet) == "not_shown_yet");
    CHECK(to_string(Verdict::from_zero) == "from_0");
    CHECK(to_string(Verdict::no_cases) == "no_cases");
    CHECK(to_string(Verdict::no_hours) == "no_hours");
    CHECK(to_string(Direction::fell) == "fell");
    CHECK(to_string(Direction::rose) == "rose");
    CHECK(to_string(Direction::same) == "same");
}
