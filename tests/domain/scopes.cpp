#include "domain/scopes.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;
using test::FactsBuilder;

TEST_CASE("Scopes are the three totals, then sites and organizations by code, voided ones left out") {
    FactsBuilder builder;
    builder.site("WEST");
    builder.site("EAST");
    builder.contractor("ZINC");
    OrganizationId const mistaken = builder.contractor("MISTAKEN");
    builder.own("ALPHA");
    builder.at(mistaken).voided = true;

    std::vector<std::string> names;
    for (Scope const& scope : all_scopes(builder.facts))
        names.push_back(scope_name(scope, builder.facts));
    CHECK(names == std::vector<std::string>{"enterprise", "own", "contractors", "site:EAST", "site:WEST",
                                            "organization:ALPHA", "organization:ZINC"});
}

TEST_CASE("A moment has the civil date of each place") {
    FactsBuilder builder("Europe/Berlin");
    SiteId const almaty = builder.site("ALMATY", "Asia/Almaty");
    SiteId const newfoundland = builder.site("AVALON", "America/St_Johns");
    AsOf const as_of(test::instant("2025-06-30T22:30+02:00"), builder.facts);
    CHECK(as_of.date == day("2025-06-30"));
    CHECK(as_of.at(SiteId{}) == day("2025-06-30"));
    CHECK(as_of.at(almaty) == day("2025-07-01"));
    CHECK(as_of.at(newfoundland) == day("2025-06-30"));
}

TEST_CASE("Two scopes are apart when no record can belong to both") {
    test::FactsBuilder builder;
    SiteId const north = builder.site("NORTH");
    SiteId const south = builder.site("SOUTH");
    OrganizationId const acme = builder.contractor("ACME");
    OrganizationId const bolt = builder.contractor("BOLT");
    OrganizationId const own = builder.own("OWN");
    Scope const enterprise;
    Scope const own_people{ScopeKind::own, {}, {}};
    Scope const contractors{ScopeKind::contractors, {}, {}};
    auto const at = [](SiteId site) {
        return Scope{ScopeKind::site, site, {}};
    };
    auto const of = [](OrganizationId organization) {
        return Scope{ScopeKind::organization, {}, organization};
    };
    CHECK(are_apart(own_people, contractors, builder.facts));
    CHECK(are_apart(of(acme), of(bolt), builder.facts));
    CHECK(are_apart(of(own), contractors, builder.facts));
    CHECK(are_apart(at(north), at(south), builder.facts));
    CHECK_FALSE(are_apart(of(acme), contractors, builder.facts));
    CHECK_FALSE(are_apart(of(acme), enterprise, builder.facts));
    CHECK_FALSE(are_apart(of(acme), at(north), builder.facts));
    CHECK_FALSE(are_apart(at(north), contractors, builder.facts));
    CHECK_FALSE(are_apart(of(acme), of(acme), builder.facts));
    CHECK_FALSE(are_apart(enterprise, enterprise, builder.facts));
}
