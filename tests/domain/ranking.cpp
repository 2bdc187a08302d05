#include "domain/ranking.hpp"

#include "domain/edition.hpp"
#include "support/figures.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace safetycell;
using namespace safetycell::domain;
using test::FactsBuilder;

namespace {

/// Contractors with that many medical treatment cases in so many million hours of 2025.
struct Contractor {
    char const* code;
    int cases;
    double million_hours;
};

FactsBuilder enterprise_of(std::vector<Contractor> const& contractors) {
    FactsBuilder builder;
    SiteId const site = builder.site("MINE");
    for (Contractor const& contractor : contractors) {
        OrganizationId const id = builder.contractor(contractor.code);
        builder.hours(id, site, "2025-01-01", "2025-12-31", contractor.million_hours * 1e6);
        for (int i = 0; i < contractor.cases; ++i) {
            builder.incident(id, site, "2025-06-01", IncidentClass::medical_treatment_case);
        }
    }
    return builder;
}

Edition edition_of(FactsBuilder const& builder) {
    EditionHeader header;
    header.as_of = builder.evening_of("2025-12-31").instant;
    return build_edition(builder.facts, test::example_policy(), header, nullptr);
}

Ranking const& trifr_of(Edition const& edition) {
    return edition.rankings.at(1);
}

std::vector<std::string> codes_of(Ranking const& ranking, FactsBuilder const& builder) {
    std::vector<std::string> codes;
    for (RankedOrganization const& ranked : ranking.organizations)
        codes.push_back(builder.facts.organizations[ranked.organization.index()].code);
    return codes;
}

}  // namespace

TEST_CASE(
    "The order is that of shrunk rates: one case in few hours is not the worst (reference 2.3, example 1)") {
    FactsBuilder const builder = enterprise_of({{"C1", 0, 0.05},
                                                {"C2", 1, 0.08},
                                                {"C3", 0, 0.40},
                                                {"C4", 2, 0.35},
                                                {"C5", 5, 0.90},
                                                {"C6", 1, 1.20},
                                                {"C7", 9, 1.60},
                                                {"C8", 3, 2.10},
                                                {"C9", 0, 0.75},
                                                {"D10", 4, 3.00}});
    Edition const edition = edition_of(builder);
    Ranking const& ranking = trifr_of(edition);
    CHECK(*ranking.mean == doctest::Approx(2.3969319271));
    CHECK_FALSE(ranking.pooled);
    CHECK(*ranking.alpha == doctest::Approx(2.0741083523));
    CHECK(*ranking.beta == doctest::Approx(0.8653180046));
    CHECK(codes_of(ranking, builder) ==
          std::vector<std::string>{"C7", "C5", "C4", "C2", "C1", "C8", "C3", "D10", "C6", "C9"});
    RankedOrganization const& worst = ranking.organizations.front();
    CHECK(worst.shrunk.mean == doctest::Approx(4.49195939));
    CHECK(worst.raw == doctest::Approx(5.625));
    CHECK(worst.shrunk.rank_from >= 1);
    CHECK(worst.shrunk.rank_to < 10);

    // The rating takes its injuries from the same probabilities.
    Rating const& rating = edition.ratings.at(6);
    CHECK(builder.facts.organizations[rating.organization.index()].code == "C7");
    ComponentRating const& injuries = rating.components[static_cast<std::size_t>(RatingComponent::injuries)];
    CHECK(injuries.points == doctest::Approx(20 * (1 - 0.96307534)));
}

TEST_CASE("Nobody with hours, one contractor only, no case at all: each is said, and nobody is ranked") {
    FactsBuilder silent;
    silent.contractor("SILENT");
    Edition const no_hours = edition_of(silent);
    CHECK(trifr_of(no_hours).no_ranking == NoRanking::no_hours);
    CHECK_FALSE(trifr_of(no_hours).mean.has_value());
    CHECK(trifr_of(no_hours).left_out.size() == 1);

    Edition const one = edition_of(enterprise_of({{"ONLY", 2, 1.0}}));
    CHECK(trifr_of(one).no_ranking == NoRanking::one_contractor);
    CHECK(trifr_of(one).pooled);

    Edition const quiet = edition_of(enterprise_of({{"A", 0, 1.0}, {"B", 0, 0.1}}));
    CHECK(trifr_of(quiet).no_ranking == NoRanking::no_cases);
    CHECK(*trifr_of(quiet).mean == 0);
    CHECK(trifr_of(quiet).organizations.front().shrunk.rank_to == 2);
}

TEST_CASE(
    "A single case where most of the hours are shows no difference: all are pooled, each has every rank") {
    FactsBuilder const builder = enterprise_of({{"A", 0, 0.5}, {"B", 0, 0.5}, {"C", 1, 2.0}});
    Edition const edition = edition_of(builder);
    CHECK(trifr_of(edition).pooled);
    for (RankedOrganization const& ranked : trifr_of(edition).organizations) {
        CHECK(ranked.shrunk.mean == *trifr_of(edition).mean);
        CHECK(ranked.shrunk.rank_from == 1);
        CHECK(ranked.shrunk.rank_to == 3);
    }
    // Pooled, nobody lies above the mean.
    for (Rating const& rating : edition.ratings) {
        CHECK(rating.components[static_cast<std::size_t>(RatingComponent::injuries)].points == 20);
    }
}

TEST_CASE(
    "A single case ever, at a small contractor, raises its rate a little and leaves the bands overlapping") {
    FactsBuilder const builder = enterprise_of({{"A", 1, 0.5}, {"B", 0, 0.5}, {"C", 0, 2.0}});
    Edition const edition = edition_of(builder);
    Ranking const& ranking = trifr_of(edition);
    CHECK(codes_of(ranking, builder) == std::vector<std::string>{"A", "B", "C"});
    CHECK(ranking.organizations.front().raw == doctest::Approx(2));
    CHECK(ranking.organizations.front().shrunk.mean == doctest::Approx(0.75));
    CHECK(ranking.organizations.front().shrunk.rank_to >= ranking.organizations.back().shrunk.rank_from);
}
