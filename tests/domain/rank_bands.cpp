#include "domain/rank_bands.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace safetycell::domain;

namespace {

/// How often each rate has each rank when all are drawn, as P(rank <= r) by r; the first is P(rank <= 0).
std::vector<std::vector<double>> drawn_ranks(std::vector<GammaRate> const& rates, int draws) {
    std::mt19937 engine{1};
    std::vector<std::vector<double>> at_most(rates.size(), std::vector<double>(rates.size() + 1));
    std::vector<double> drawn(rates.size());
    std::vector<std::size_t> order(rates.size());
    for (int draw = 0; draw < draws; ++draw) {
        for (std::size_t i = 0; i < rates.size(); ++i)
            drawn[i] = std::gamma_distribution{rates[i].shape, 1 / rates[i].exposure}(engine);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return drawn[a] > drawn[b]; });
        for (std::size_t rank = 0; rank < order.size(); ++rank)
            at_most[order[rank]][rank + 1] += 1.0 / draws;
    }
    for (std::vector<double>& of : at_most)
        std::partial_sum(of.begin(), of.end(), of.begin());
    return at_most;
}

std::size_t apart(std::size_t a, std::size_t b) {
    return a < b ? b - a : a - b;
}

}  // namespace

TEST_CASE("A rate known exactly has its rank, and only that") {
    std::vector<RankBand> const bands = rank_bands(std::vector<GammaRate>{{3e6, 1e6}, {1e6, 1e6}, {2e6, 1e6}});
    CHECK(bands[0].from == 1);
    CHECK(bands[0].to == 1);
    CHECK(bands[1].from == 3);
    CHECK(bands[1].to == 3);
    CHECK(bands[2].from == 2);
    CHECK(bands[2].to == 2);
}

TEST_CASE("Rates of which the same is known may have any rank") {
    for (double const shape : {0.01, 0.5, 3.0, 1e6}) {
        for (std::size_t const count : {std::size_t{2}, std::size_t{10}, std::size_t{100}}) {
            CAPTURE(shape);
            CAPTURE(count);
            for (RankBand const& band : rank_bands(std::vector<GammaRate>(count, {shape, 2.0}))) {
                // 5 % of the ranks lie outside at either end.
                CHECK(apart(band.from, (count + 19) / 20) <= count / 100);
                CHECK(apart(band.to, (count * 19 + 19) / 20) <= count / 100);
            }
        }
    }
}

TEST_CASE("Two rates: the band leaves out a rank when it is less likely than 5 %") {
    // P(the first > the second) for equal exposures is a binomial tail: 5 against 1 cases.
    // P(G5 > G1) = 1 - 2^-5 = 0.969; P(G4 > G1) = 1 - 2^-4 = 0.9375.
    std::vector<RankBand> const sure = rank_bands(std::vector<GammaRate>{{5, 1}, {1, 1}});
    CHECK(sure[0].to == 1);
    CHECK(sure[1].from == 2);
    std::vector<RankBand> const unsure = rank_bands(std::vector<GammaRate>{{4, 1}, {1, 1}});
    CHECK(unsure[0].to == 2);
    CHECK(unsure[1].from == 1);
}

TEST_CASE("The bands are those that drawing the rates gives") {
    std::mt19937 engine{3};
    for (std::size_t const count : {std::size_t{3}, std::size_t{10}, std::size_t{40}, std::size_t{200}}) {
        std::vector<GammaRate> rates;
        for (std::size_t i = 0; i < count; ++i) {
            double const exposure = std::exp(static_cast<double>(engine() % 1000) / 200);
            rates.push_back({2 + static_cast<double>(engine() % 100) / 1000 * exposure * 2, 1 + exposure});
        }
        std::vector<RankBand> const bands = rank_bands(rates);
        std::vector<std::vector<double>> const at_most = drawn_ranks(rates, 20'000);
        constexpr double slack = 0.007;  // Of shares near 5 % in so many draws, far more than four deviations.
        for (std::size_t i = 0; i < count; ++i) {
            CAPTURE(count);
            CAPTURE(i);
            CHECK(at_most[i][bands[i].from - 1] < 0.05 + slack);
            CHECK(at_most[i][bands[i].from] > 0.05 - slack);
            CHECK(at_most[i][bands[i].to - 1] < 0.95 + slack);
            CHECK(at_most[i][bands[i].to] > 0.95 - slack);
        }
    }
}

TEST_CASE("No rates, no bands; one rate is first") {
    CHECK(rank_bands({}).empty());
    RankBand const only = rank_bands(std::vector<GammaRate>{{2, 3}}).front();
    CHECK(only.from == 1);
    CHECK(only.to == 1);
}
