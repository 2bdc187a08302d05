#include "domain/quiet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace safetycell;
using namespace safetycell::domain;
using doctest::Approx;

namespace {

std::vector<QuietFigure> figures(std::vector<ReportCount> const& counts) {
    return find_quiet(counts, QuietPolicy{});
}

constexpr OrganizationId first{1};
constexpr OrganizationId second{2};
constexpr OrganizationId third{3};

}  // namespace

TEST_CASE("Where peers differ by no more than chance the number of reports is a Poisson number") {
    auto const found = figures({{first, 0, 100'000}, {second, 10, 200'000}, {third, 15, 300'000}});
    REQUIRE(found.size() == 3);
    QuietFigure const& silent = found[0];
    CHECK(silent.peers == 2);
    CHECK(*silent.peers_rate == Approx(5));
    CHECK(*silent.spread == 0);
    CHECK(*silent.expected == Approx(5));
    CHECK(*silent.probability == Approx(std::exp(-5.0)));
    CHECK(silent.quiet);
    // The silent one is a peer of the others, and they do not become quiet by it.
    CHECK(found[1].peers == 2);
    CHECK(*found[1].peers_rate == Approx(15.0 / 400'000 * 100'000));
    CHECK_FALSE(found[1].quiet);
    CHECK_FALSE(found[2].quiet);
}

TEST_CASE("Where peers differ by more than chance silence is less remarkable") {
    // Peers: mean 30 / 300,000 h; between their rates 0 and 30 per 100,000 h lies far more than chance.
    auto const found = figures({{first, 0, 100'000}, {second, 0, 200'000}, {third, 30, 100'000}});
    QuietFigure const& silent = found[0];
    CHECK(*silent.expected == Approx(10));
    // By hand, in units of 100,000 h: s2 = (2 * 10^2 + 1 * 20^2) / 3 = 200; A = 200 - 10 / 1.5; beta = 10 / A;
    // alpha = 100 / A; P(0) = (beta / (beta + 1))^alpha.
    double const variance = 200 - 10 / 1.5;
    double const expected = std::pow(10 / variance / (10 / variance + 1), 100 / variance);
    CHECK(*silent.spread == Approx(std::sqrt(variance)));
    CHECK(*silent.probability == Approx(expected));
    CHECK(*silent.probability > 0.05);
    CHECK_FALSE(silent.quiet);
}

TEST_CASE("More reports are more likely to be as few, and more hours less") {
    auto const probability = [](std::int64_t reports, double hours) {
        return *figures({{first, reports, hours}, {second, 12, 100'000}, {third, 31, 150'000}})[0].probability;
    };
    for (std::int64_t reports = 0; reports < 30; ++reports) {
        CHECK(probability(reports, 100'000) < probability(reports + 1, 100'000));
        CHECK(probability(reports, 100'000) > probability(reports, 150'000));
    }
}

TEST_CASE(
    "Without hours there is no figure, without peers no expectation, and without reports nobody is quiet") {
    CHECK(figures({}).empty());
    CHECK(figures({{first, 3, 0}, {second, 0, 0}}).empty());

    auto const alone = figures({{first, 0, 1'000'000}, {second, 9, 0}});
    REQUIRE(alone.size() == 1);
    CHECK(alone[0].organization == first);
    CHECK(alone[0].peers == 0);
    CHECK_FALSE(alone[0].expected);
    CHECK_FALSE(alone[0].probability);
    CHECK_FALSE(alone[0].peers_rate);
    CHECK_FALSE(alone[0].quiet);

    for (QuietFigure const& figure : figures({{first, 0, 1'000'000}, {second, 0, 1'000}, {third, 0, 10}})) {
        CHECK(*figure.expected == 0);
        CHECK(*figure.probability == 1);
        CHECK_FALSE(figure.quiet);
    }
}

TEST_CASE("The order given changes the order of the figures and nothing else") {
    std::vector<ReportCount> counts{{first, 3, 70'000.1},
                                    {second, 12, 100'000.3},
                                    {third, 31, 150'000.7},
                                    {OrganizationId{4}, 0, 90'000.9}};
    auto const by_organization = [](std::vector<QuietFigure> found) {
        std::sort(found.begin(), found.end(), [](QuietFigure const& left, QuietFigure const& right) {
            return left.organization < right.organization;
        });
        return found;
    };
    auto const expected = by_organization(figures(counts));
    std::reverse(counts.begin(), counts.end());
    CHECK(figures(counts)[0].organization == OrganizationId{4});
    CHECK(by_organization(figures(counts)) == expected);
}

TEST_CASE("Quiet is what is less likely than the policy says") {
    std::vector<ReportCount> const counts{{first, 0, 60'000}, {second, 10, 200'000}, {third, 15, 300'000}};
    REQUIRE(*figures(counts)[0].probability == Approx(std::exp(-3.0)));  // 0.0498
    CHECK(find_quiet(counts, {0.05})[0].quiet);
    CHECK_FALSE(find_quiet(counts, {0.049})[0].quiet);
}
