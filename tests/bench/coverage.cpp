// How often the statements of the statistics come true, over simulated counts of which the truth is known: the
// 95 % interval, the rank band, and P(rate > mean). Argument: simulated enterprises per line (default 1000).

#include "domain/intervals.hpp"
#include "domain/rank_bands.hpp"
#include "domain/shrinkage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <random>
#include <vector>

using namespace safetycell::domain;

namespace {

std::mt19937_64 engine{7};

std::int64_t poisson(double mean) {
    return std::poisson_distribution<std::int64_t>{mean}(engine);
}

double in_percent(std::int64_t part, std::int64_t whole) {
    return 100 * static_cast<double>(part) / static_cast<double>(whole);
}

void cover_means() {
    fmt::print("95 % interval of a count: how often it holds the true mean, in 100000 draws each\n");
    std::map<std::int64_t, Interval> intervals;
    for (double const mean : {0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0}) {
        constexpr std::int64_t draws = 100'000;
        std::int64_t held = 0;
        for (std::int64_t draw = 0; draw < draws; ++draw) {
            auto const [place, is_new] = intervals.try_emplace(poisson(mean));
            if (is_new) place->second = poisson_interval(place->first);
            if (place->second.lower <= mean && mean <= place->second.upper) ++held;
        }
        fmt::print("  mean {:4.1f}  {:6.2f} %\n", mean, in_percent(held, draws));
    }
}

/// Contractors with rates from a gamma distribution with this shape and mean 2, and between 20,000 and 3
/// million hours.
struct Enterprise {
    std::vector<double> rates;
    std::vector<CountedExposure> organizations;
    std::vector<std::size_t> ranks;

    Enterprise(std::size_t count, double shape) : ranks(count) {
        for (std::size_t i = 0; i < count; ++i) {
            double const exposure =
                std::exp(std::uniform_real_distribution{std::log(0.02), std::log(3.0)}(engine));
            rates.push_back(std::gamma_distribution{shape, 2 / shape}(engine));
            organizations.push_back({poisson(rates.back() * exposure), exposure});
        }
        for (std::size_t i = 0; i < count; ++i) {
            ranks[i] = 1 + static_cast<std::size_t>(std::count_if(
                               rates.begin(), rates.end(), [&](double rate) { return rate > rates[i]; }));
        }
    }
};

struct Bin {
    std::int64_t times = 0;
    std::int64_t above = 0;
    double stated = 0;
};

/// How often something stated came true.
struct Share {
    std::int64_t times = 0;
    std::int64_t held = 0;

    void add(bool holds) {
        ++times;
        held += holds;
    }
    double percent() const { return times == 0 ? 0 : in_percent(held, times); }
};

/// The band as it would be were the distribution of the true rates known and not estimated.
std::vector<RankBand> bands_from_truth(Enterprise const& enterprise, double shape) {
    std::vector<GammaRate> rates;
    for (auto const& [count, exposure] : enterprise.organizations)
        rates.push_back({static_cast<double>(count) + shape, exposure + shape / 2});
    return rank_bands(rates);
}

void cover_ranks(int enterprises) {
    fmt::print(
        "\nHow often the rank band (stated: 90 % or more) and the 95 % interval of a shrunk rate hold the "
        "truth, {}\n"
        "enterprises a line. 'known': the band were the spread of the true rates known; 'width': of the band, "
        "as a\n"
        "share of all ranks. Pooled: the interval is that of the mean of all, and makes no claim about each.\n",
        enterprises);
    fmt::print(
        "  contractors  shape  pooled |   band  not pooled  known  width | interval, not pooled  pooled\n");
    std::array<Bin, 10> bins;
    for (std::size_t const count : {std::size_t{5}, std::size_t{15}, std::size_t{40}, std::size_t{100}}) {
        for (double const shape : {0.5, 1.0, 2.0, 5.0, 50.0}) {
            Share pooled;
            Share band;
            Share ranked_band;
            Share known_band;
            Share interval;
            Share pooled_interval;
            double width = 0;
            for (int i = 0; i < enterprises; ++i) {
                Enterprise const enterprise(count, shape);
                Shrinkage const result = shrink(enterprise.organizations);
                std::vector<RankBand> const known = bands_from_truth(enterprise, shape);
                pooled.add(result.pooled);
                for (std::size_t k = 0; k < count; ++k) {
                    Shrunk const& each = result.each[k];
                    double const rate = enterprise.rates[k];
                    std::size_t const rank = enterprise.ranks[k];
                    bool const in_band = each.rank_from <= rank && rank <= each.rank_to;
                    band.add(in_band);
                    known_band.add(known[k].from <= rank && rank <= known[k].to);
                    width +=
                        static_cast<double>(each.rank_to - each.rank_from + 1) / static_cast<double>(count);
                    (result.pooled ? pooled_interval : interval).add(each.lower <= rate && rate <= each.upper);
                    if (result.pooled) continue;
                    ranked_band.add(in_band);
                    Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(each.p_above_mean * 10))];
                    ++bin.times;
                    bin.above += rate > result.mean;
                    bin.stated += each.p_above_mean;
                }
            }
            fmt::print(
                "  {:11}  {:5.1f}  {:4.1f} % | {:4.1f} %      {:4.1f} % {:4.1f} %   {:4.2f} |               "
                "{:4.1f} %  {:4.1f} %\n",
                count, shape, pooled.percent(), band.percent(), ranked_band.percent(), known_band.percent(),
                width / static_cast<double>(band.times), interval.percent(), pooled_interval.percent());
        }
    }
    fmt::print("\nP(rate > mean) as stated, and how often it was so (all lines above, where not pooled)\n");
    for (Bin const& bin : bins) {
        if (bin.times == 0) continue;
        fmt::print("  stated {:5.1f} %  was {:5.1f} %  in {} cases\n",
                   100 * bin.stated / static_cast<double>(bin.times), in_percent(bin.above, bin.times),
                   bin.times);
    }
}

}  // namespace

int main(int argc, char** argv) {
    int const enterprises = argc > 1 ? std::atoi(argv[1]) : 1000;
    cover_means();
    cover_ranks(enterprises);
}
