#include "domain/edition.hpp"

#include "support/figures.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::add_months;
using test::day;
using test::FactsBuilder;
using test::period;

namespace {

struct TwoSides : FactsBuilder {
    SiteId north = site("NORTH", "Asia/Almaty");
    SiteId south = site("SOUTH", "Europe/Berlin");
    OrganizationId own_people = own("OWN");
    OrganizationId acme = contractor("ACME");

    TwoSides() : FactsBuilder("Europe/Berlin") {
        add_months(*this, own_people, south, "2025-01-01", "2025-12-31", 10'000);
        add_months(*this, acme, north, "2025-01-01", "2025-12-31", 5'000);
        incident(acme, north, "2025-06-10", IncidentClass::lost_work_day_case);
        violation(acme, north, "2025-06-01", "2025-06-04");
        violation(acme, north, "2025-07-01", "2025-07-04").fixed_on = day("2025-07-03");
        violation(own_people, south, "2025-08-01", "2025-08-04");
        violation(own_people, SiteId{}, "2025-09-01", "2025-09-04");
        violation(own_people, south, "2025-10-01", "2025-10-04").voided = true;
    }

    EditionHeader header(std::string_view at) const {
        EditionHeader header;
        header.number = 7;
        header.as_of = test::instant(at, facts.enterprise.time_zone);
        header.slot = header.as_of;
        header.published_by = "schedule";
        return header;
    }
};

ViolationFigures const& violations_of(Edition const& edition, std::string_view scope) {
    for (std::size_t i = 0; i < edition.scopes.size(); ++i) {
        if (edition.scope_names[i] == scope) return edition.violations[i].figures;
    }
    throw std::invalid_argument("no such scope");
}

}  // namespace

TEST_CASE("An edition holds every scope with its name, rates, day counts and violations, in one order") {
    TwoSides const builder;
    Edition const edition =
        build_edition(builder.facts, test::example_policy(), builder.header("2025-12-31T18:00"), nullptr);
    CHECK(edition.header.number == 7);
    CHECK(edition.as_of_date == day("2025-12-31"));
    CHECK(edition.scope_names == std::vector<std::string>{"enterprise", "own", "contractors", "site:NORTH",
                                                          "site:SOUTH", "organization:ACME",
                                                          "organization:OWN"});
    REQUIRE(edition.scopes == all_scopes(builder.facts));
    REQUIRE(edition.violations.size() == edition.scopes.size());
    REQUIRE(edition.rates.completeness.size() == edition.scopes.size());
    REQUIRE(edition.day_counts.size() == 2 * edition.scopes.size());
    for (std::size_t i = 0; i < edition.scopes.size(); ++i) {
        CHECK(edition.violations[i].scope == edition.scopes[i]);
        CHECK(edition.rates.completeness[i].scope == edition.scopes[i]);
        CHECK(edition.day_counts[2 * i].scope == edition.scopes[i]);
    }
    CHECK(edition.violations_window == period("2025-01-01", "2025-12-31"));
    CHECK(edition.changes.empty());
}

TEST_CASE("A violation counts in the enterprise, its side, its site and its organization") {
    TwoSides const builder;
    Edition const edition =
        build_edition(builder.facts, test::example_policy(), builder.header("2025-12-31T18:00"), nullptr);
    CHECK(violations_of(edition, "enterprise").found == 4);
    CHECK(violations_of(edition, "enterprise").overdue == 3);
    CHECK(violations_of(edition, "own").found == 2);
    CHECK(violations_of(edition, "contractors").found == 2);
    CHECK(violations_of(edition, "contractors").awaiting_verification == 1);
    CHECK(violations_of(edition, "site:NORTH").found == 2);
    CHECK(violations_of(edition, "site:SOUTH").found == 1);
    CHECK(violations_of(edition, "organization:ACME").due == 2);
    CHECK(violations_of(edition, "organization:ACME").on_time == 1);
    CHECK(violations_of(edition, "organization:OWN").open == 2);
}

TEST_CASE("A violation is overdue when its day has ended at its own site") {
    FactsBuilder builder("Europe/Berlin");
    SiteId const almaty = builder.site("ALMATY", "Asia/Almaty");
    SiteId const berlin = builder.site("BERLIN", "Europe/Berlin");
    OrganizationId const acme = builder.contractor("ACME");
    builder.violation(acme, almaty, "2025-06-01", "2025-06-10");
    builder.violation(acme, berlin, "2025-06-01", "2025-06-10");
    AsOf const as_of(test::instant("2025-06-10T21:00Z"), builder.facts);
    auto const figures = compute_violations(builder.facts, test::example_policy(), as_of);
    REQUIRE(figures.size() == 6);
    CHECK(figures[0].figures.overdue == 1);
    CHECK(scope_name(figures[3].scope, builder.facts) == "site:ALMATY");
    CHECK(figures[3].figures.overdue == 1);
    CHECK(figures[4].figures.overdue == 0);
}

TEST_CASE("The same facts, policy and header give the same edition") {
    TwoSides const builder;
    Policy const policy = test::example_policy();
    Edition const one = build_edition(builder.facts, policy, builder.header("2025-11-05T06:00"), nullptr);
    Edition const other = build_edition(builder.facts, policy, builder.header("2025-11-05T06:00"), nullptr);
    CHECK(one.rates.figures == other.rates.figures);
    CHECK(one.rates.completeness == other.rates.completeness);
    CHECK(one.day_counts == other.day_counts);
    CHECK(one.violations == other.violations);
}

TEST_CASE("Against a predecessor an edition tells its changes and their causes") {
    TwoSides builder;
    Policy const policy = test::example_policy();
    Edition const before = build_edition(builder.facts, policy, builder.header("2025-12-30T18:00"), nullptr);
    Predecessor predecessor;
    predecessor.edition.number = before.header.number;
    predecessor.edition.as_of = before.header.as_of;
    for (Figure const& figure : before.rates.figures) {
        predecessor.edition.figures.push_back({.scope = scope_name(figure.scope, builder.facts),
                                               .id = policy.rates[figure.definition].id,
                                               .definition_version = 1,
                                               .window = figure.window,
                                               .period = figure.period,
                                               .numerator = figure.numerator,
                                               .hours = figure.hours,
                                               .value = figure.value,
                                               .reason = figure.reason});
    }
    Incident const& fatal =
        builder.incident(builder.acme, builder.north, "2025-12-31", IncidentClass::fatality);
    predecessor.recorded.incidents.push_back({.before = std::nullopt, .after = fatal, .change = 3});
    Edition const after =
        build_edition(builder.facts, policy, builder.header("2025-12-31T06:00"), &predecessor);
    bool told = false;
    for (FigureChange const& change : after.changes) {
        if (change.scope != "enterprise" || change.id != "far" ||
            change.window != WindowKind::rolling_12_months) {
            continue;
        }
        told = true;
        REQUIRE(change.causes.size() == 1);
        CHECK(change.causes.front().kind == CauseKind::incident_recorded);
        CHECK(change.causes.front().reference == fatal.reference);
    }
    CHECK(told);
}

TEST_CASE("The kinds of editions are called what documents call them") {
    CHECK(to_string(EditionKind::slot) == "slot");
    CHECK(to_string(EditionKind::late) == "late");
    CHECK(to_string(EditionKind::out_of_slot) == "out_of_slot");
}
