#include "domain/rank_bands.hpp"

#include "domain/distributions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace safetycell::domain {
namespace {

// The scale of rates is cut where the ranks of all of them are spread evenly, into this many cells, in which
// every rate is taken to be spread evenly; and looked at in this many places.
constexpr std::size_t cell_count = 256;
constexpr std::size_t place_count = 256;

/// Rates known equally well, taken once.
struct Distinct {
    GammaRate rate;
    double times = 0;
    std::vector<double> above;  ///< P(rate > edge), by edge.
};

/// A rate at which the ranks are looked at: in a cell, this share of the cell's probability below it.
struct Place {
    std::size_t cell = 0;
    double depth = 0;
    double weight = 0;          ///< Of a rate's probability in the cell.
    std::size_t fewest = 0;     ///< How many of all rates lie above it, from here on:
    std::vector<double> exact;  ///< P(fewest), P(fewest + 1), …
};

double above(Distinct const& distinct, Place const& place) {
    double const upper = distinct.above[place.cell + 1];
    return upper + (distinct.above[place.cell] - upper) * (1 - place.depth);
}

/// The inner edges of the cells: as many of all quantiles of all rates between any two.
std::vector<double> cell_edges(std::vector<Distinct> const& rates, double count) {
    std::size_t const per_rate = std::max<std::size_t>(8, 4 * cell_count / rates.size());
    std::vector<std::pair<double, double>> quantiles;  // With their weight.
    for (Distinct const& distinct : rates) {
        for (std::size_t i = 0; i < per_rate; ++i) {
            double const below = (static_cast<double>(i) + 0.5) / static_cast<double>(per_rate);
            quantiles.emplace_back(gamma_quantile_below(distinct.rate.shape, below) / distinct.rate.exposure,
                                   distinct.times / static_cast<double>(per_rate));
        }
    }
    std::sort(quantiles.begin(), quantiles.end());
    std::vector<double> edges;
    double const step = count / static_cast<double>(cell_count);
    double weight = 0;
    double next = step;
    for (auto const& [rate, share] : quantiles) {
        weight += share;
        if (weight < next) continue;
        while (next <= weight)
            next += step;
        if (rate > 0 && (edges.empty() || rate > edges.back())) edges.push_back(rate);
    }
    return edges;
}

/// Places over all cells, the more in a cell the more of the rates it holds.
std::vector<Place> places_over(std::vector<Distinct> const& rates, double count) {
    std::vector<Place> places;
    std::size_t const cells = rates.front().above.size() - 1;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        double held = 0;
        for (Distinct const& distinct : rates)
            held += distinct.times * (distinct.above[cell] - distinct.above[cell + 1]);
        double const in_cell = std::max(1.0, std::round(held / count * static_cast<double>(place_count)));
        for (double i = 0; i < in_cell; ++i) {
            Place place;
            place.cell = cell;
            place.depth = (i + 0.5) / in_cell;
            place.weight = 1 / in_cell;
            places.push_back(std::move(place));
        }
    }
    return places;
}

/// How many of all rates lie above the place, leaving out what is too improbable to matter.
void count_above(Place& place, std::vector<Distinct> const& rates) {
    constexpr double negligible = 1e-12;
    std::vector<double>& exact = place.exact;
    exact = {1};
    std::size_t dropped = 0;
    for (Distinct const& distinct : rates) {
        double const p = above(distinct, place);
        for (double time = 0; time < distinct.times; ++time) {
            exact.push_back(0);
            for (std::size_t k = exact.size() - 1; k > dropped; --k)
                exact[k] = exact[k] * (1 - p) + exact[k - 1] * p;
            exact[dropped] *= 1 - p;
            while (exact.size() > dropped + 1 && exact.back() < negligible)
                exact.pop_back();
            while (dropped + 1 < exact.size() && exact[dropped] < negligible)
                exact[dropped++] = 0;
        }
    }
    exact.erase(exact.begin(), exact.begin() + static_cast<std::ptrdiff_t>(dropped));
    place.fewest = dropped;
}

/// One number of each of some rates that are looked at side by side: a term of theirs follows from the one
/// before, and the processor waits for it unless it has others to work on. Measured on 1,000 contractors: half
/// the time of one rate after the other.
constexpr std::size_t lane_count = 8;
using Lanes = double __attribute__((vector_size(lane_count * sizeof(double))));

/// How many others lie above each rate, as P(k) of every lane for each k.
using Others = std::vector<Lanes>;

/// What takes the rate of each lane out of the count of all at a place. A lane that is not taken adds nothing.
struct Taken {
    Lanes scale{};
    Lanes back{};
    Lanes weight{};
    bool any = false;

    void take(std::size_t lane, double p_on_this_side, double p_on_the_other, double of_weight) {
        double const one = 1 / p_on_this_side;
        scale[lane] = one;
        back[lane] = p_on_the_other * one;
        weight[lane] = of_weight;
        any = true;
    }
};

/// Adds to each lane `weight` times the distribution of how many others lie above the place, solved from the
/// fewest on.
void add_from_fewest(Others& others, Place const& place, Taken const& rates) {
    Lanes previous{};
    std::size_t const end = std::min(place.exact.size(), others.size() - place.fewest);
    for (std::size_t k = 0; k < end; ++k) {
        previous = place.exact[k] * rates.scale - previous * rates.back;
        others[place.fewest + k] += rates.weight * previous;
    }
}

/// The same from the most on.
void add_from_most(Others& others, Place const& place, Taken const& rates) {
    Lanes previous{};
    for (std::size_t k = place.exact.size(); k-- > 0 && place.fewest + k > 0;) {
        previous = place.exact[k] * rates.scale - previous * rates.back;
        others[place.fewest + k - 1] += rates.weight * previous;
    }
}

RankBand band_of(Others const& others, std::size_t lane) {
    // A share that is 5 % but for rounding is 5 %.
    constexpr double slack = 1e-9;
    RankBand band{0, 0};
    double sum = 0;
    for (std::size_t k = 0; k < others.size(); ++k) {
        sum += others[k][lane];
        if (band.from == 0 && sum >= 0.05 - slack) band.from = k + 1;
        if (sum >= 0.95 - slack) {
            band.to = k + 1;
            return band;
        }
    }
    band.to = others.size();
    return band;
}

}  // namespace

std::vector<RankBand> rank_bands(std::span<GammaRate const> rates) {
    if (rates.empty()) return {};
    std::map<std::pair<double, double>, std::size_t> index;
    for (GammaRate const& rate : rates)
        index.try_emplace({rate.exposure, rate.shape});
    std::vector<Distinct> distinct;
    for (auto& [known, place] : index) {
        place = distinct.size();
        distinct.push_back({{known.second, known.first}, 0, {}});
    }
    for (GammaRate const& rate : rates)
        ++distinct[index.at({rate.exposure, rate.shape})].times;

    double const count = static_cast<double>(rates.size());
    std::vector<double> const edges = cell_edges(distinct, count);
    for (Distinct& each : distinct) {
        each.above.push_back(1);
        for (double const edge : edges)
            each.above.push_back(gamma_above(each.rate.shape, each.rate.exposure * edge));
        each.above.push_back(0);
    }
    std::vector<Place> places = places_over(distinct, count);
    for (Place& place : places)
        count_above(place, distinct);

    std::vector<RankBand> band_of_distinct;
    Others others(rates.size());
    for (std::size_t first = 0; first < distinct.size(); first += lane_count) {
        std::size_t const used = std::min(lane_count, distinct.size() - first);
        std::fill(others.begin(), others.end(), Others::value_type{});
        for (Place const& place : places) {
            Taken from_fewest;
            Taken from_most;
            for (std::size_t lane = 0; lane < used; ++lane) {
                Distinct const& each = distinct[first + lane];
                double const weight = place.weight * (each.above[place.cell] - each.above[place.cell + 1]);
                constexpr double negligible = 1e-7;
                if (weight <= negligible) continue;
                // From the side on which errors die out.
                double const p = above(each, place);
                p < 0.5 ? from_fewest.take(lane, 1 - p, p, weight) : from_most.take(lane, p, 1 - p, weight);
            }
            if (from_fewest.any) add_from_fewest(others, place, from_fewest);
            if (from_most.any) add_from_most(others, place, from_most);
        }
        for (std::size_t lane = 0; lane < used; ++lane)
            band_of_distinct.push_back(band_of(others, lane));
    }
    std::vector<RankBand> bands;
    bands.reserve(rates.size());
    for (GammaRate const& rate : rates)
        bands.push_back(band_of_distinct[index.at({rate.exposure, rate.shape})]);
    return bands;
}

}  // namespace safetycell::domain
