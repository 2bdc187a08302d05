// What other methods give for the numbers that the product's own tests use. They are in use elsewhere and look
// alike; whoever compares our figures with another program's finds here which of them it used. Rates and tests
// are worked out from Boost's distributions directly, apart from the code of the product.

#include "domain/intervals.hpp"

#include <doctest/doctest.h>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/digamma.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace safetycell;
using doctest::Approx;

namespace {

constexpr double published = 1e-6;  ///< Relative.

double z95() {
    return boost::math::quantile(boost::math::normal(), 0.975);
}

struct Limits {
    double lower = 0;
    double upper = 0;
};

Limits score_limits(double cases) {
    double const half = z95() * std::sqrt(cases + z95() * z95() / 4);
    double const middle = cases + z95() * z95() / 2;
    return {middle - half, middle + half};
}

/// Of the ratio 1 between `after` and `before`, whose exposures stand as `share` to 1 - `share`.
struct TwoSided {
    double central = 0;
    double least_likely = 0;  ///< As poisson.test of R.
    double mid = 0;
};

TwoSided two_sided(int after, int before, double share) {
    int const all = after + before;
    boost::math::binomial const counts(all, share);
    auto const mass = [&](int k) {
        return boost::math::pdf(counts, k);
    };
    double at_most = 0;
    double at_least = 0;
    double less_likely = 0;
    double const own = mass(after);
    for (int k = 0; k <= all; ++k) {
        if (k <= after) at_most += mass(k);
        if (k >= after) at_least += mass(k);
        if (mass(k) <= own * (1 + 1e-7)) less_likely += mass(k);
    }
    double const tail = std::min(at_most, at_least);
    return {std::min(1.0, 2 * tail), std::min(1.0, less_likely), std::min(1.0, 2 * (tail - own / 2))};
}

double mean_of(std::vector<double> const& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("reference 2.1: the score interval is another one than Garwood's") {
    for (auto const& [cases, lower, upper] :
         std::vector<std::tuple<double, double, double>>{{0, 0, 3.841458821},
                                                         {1, 0.176524555, 5.664934266},
                                                         {2, 0.548472138, 7.292986682},
                                                         {5, 2.135701138, 11.705757683},
                                                         {10, 5.431986106, 18.409472715}}) {
        CAPTURE(cases);
        Limits const limits = score_limits(cases);
        CHECK(limits.lower == Approx(lower).epsilon(published));
        CHECK(limits.upper == Approx(upper).epsilon(published));
        auto const ours = domain::poisson_interval(static_cast<std::int64_t>(cases));
        CHECK(std::abs(ours.upper - limits.upper) > 0.001);
    }
}

TEST_CASE("reference 2.2: the central p, the least likely one of R, and the mid-p") {
    struct Row {
        int after;
        int before;
        double share;
        TwoSided expected;
    };
    constexpr double equal = 0.5;
    double const fay = 17877.0 / (17877.0 + 16660.0);
    for (Row const& row : std::vector<Row>{{2, 9, fay, {0.0501064956, 0.0330942032, 0.0292665670}},
                                           {8, 17, equal, {0.1077521443, 0.1077521443, 0.0755186975}},
                                           {7, 15, equal, {0.1338005066, 0.1338005066, 0.0931396484}},
                                           {47, 100, equal, {0.0000146943, 0.0000146943, 0.0000106831}},
                                           {3, 6, equal, {0.5078125, 0.5078125, 0.34375}},
                                           {6, 12, equal, {0.2378845215, 0.2378845215, 0.1670684814}},
                                           {20, 40, equal, {0.0134892937, 0.0134892937, 0.0098534482}},
                                           {6, 10, equal, {0.4544982910, 0.4544982910, 0.3323059082}}}) {
        CAPTURE(row.after);
        CAPTURE(row.before);
        TwoSided const found = two_sided(row.after, row.before, row.share);
        // The tables print ten decimals.
        CHECK(found.central == Approx(row.expected.central).epsilon(5e-6));
        CHECK(found.least_likely == Approx(row.expected.least_likely).epsilon(5e-6));
        CHECK(found.mid == Approx(row.expected.mid).epsilon(5e-6));
    }
}

TEST_CASE("reference 2.3: maximum likelihood draws less than moments do") {
    std::vector<double> const cases{0, 1, 0, 2, 5, 1, 9, 3, 0, 4};
    std::vector<double> const hours{0.05, 0.08, 0.40, 0.35, 0.90, 1.20, 1.60, 2.10, 0.75, 3.00};
    constexpr double alpha = 2.365368;
    constexpr double beta = 0.896025;
    // At the maximum the likelihood is flat: both of its slopes are as small as six printed decimals allow.
    double by_alpha = 0;
    double by_beta = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        by_alpha += boost::math::digamma(cases[i] + alpha) - boost::math::digamma(alpha) +
                    std::log(beta / (beta + hours[i]));
        by_beta += alpha / beta - (cases[i] + alpha) / (beta + hours[i]);
    }
    CHECK(std::abs(by_alpha) < 1e-5);
    CHECK(std::abs(by_beta) < 1e-5);
    std::vector<double> const means{2.50032, 3.44803, 1.82509, 3.50343, 4.10093,
                                    1.60560, 4.55339, 1.79083, 1.43702, 1.63381};
    for (std::size_t i = 0; i < cases.size(); ++i) {
        CAPTURE(i);
        CHECK((cases[i] + alpha) / (hours[i] + beta) == Approx(means[i]).epsilon(4e-6));
    }
}

TEST_CASE("reference 2.4: sigma by the standard deviation is not Laney's") {
    std::vector<double> const cases{2, 0, 1, 3, 1, 0, 2, 1, 4, 0, 1, 2};
    std::vector<double> const hours{0.412, 0.398, 0.430, 0.441, 0.405, 0.389,
                                    0.377, 0.420, 0.436, 0.444, 0.402, 0.415};
    double const mean =
        std::accumulate(cases.begin(), cases.end(), 0.0) / std::accumulate(hours.begin(), hours.end(), 0.0);
    std::vector<double> scores;
    for (std::size_t i = 0; i < cases.size(); ++i)
        scores.push_back((cases[i] / hours[i] - mean) / std::sqrt(mean / hours[i]));
    double const middle = mean_of(scores);
    double squares = 0;
    for (double const score : scores)
        squares += (score - middle) * (score - middle);
    CHECK(std::sqrt(squares / static_cast<double>(scores.size() - 1)) ==
          Approx(1.0122864673).epsilon(published));
}

TEST_CASE("reference 2.4: exponential limits and the g chart of the same gaps") {
    std::vector<double> const gaps{20, 78, 9, 110, 42, 103, 22, 116, 19, 172};
    double const mean = mean_of(gaps);
    auto const quantile = [mean](double share) {
        return -mean * std::log1p(-share);
    };
    CHECK(quantile(0.99865) == Approx(456.58866244).epsilon(published));
    CHECK(quantile(0.5) == Approx(47.89647018).epsilon(published));
    CHECK(quantile(0.00135) == Approx(0.09334802).epsilon(published));
    double const free_days = mean - 1;
    CHECK(free_days == Approx(68.1).epsilon(published));
    CHECK(free_days + 3 * std::sqrt(free_days * (free_days + 1)) == Approx(273.89453346).epsilon(published));
    double const p = 1 / (free_days + 1);
    CHECK(p == Approx(0.0144717800).epsilon(published));
    CHECK(std::ceil(std::log1p(-0.99865) / std::log1p(-p) - 1) == 453);

    std::vector<double> const steady{35, 21, 49, 21, 49, 35};
    double const other = mean_of(steady);
    CHECK(-other * std::log1p(-0.99865) == Approx(231.2677740).epsilon(published));
    CHECK(-other * std::log1p(-0.5) == Approx(24.2601513).epsilon(published));
    CHECK(-other * std::log1p(-0.00135) == Approx(0.0472819).epsilon(2e-6));
    CHECK(other - 1 + 3 * std::sqrt((other - 1) * other) == Approx(137.4891299).epsilon(published));
}
