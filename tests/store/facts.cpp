#include "store/facts.hpp"

#include "store/test_database.hpp"

using namespace safetycell;
using namespace safetycell::store;

namespace {

/// The example records in changes 1 to 3, all of them revised in change 4, and one more of each in change 5.
void put_history(test::TestDatabase& database) {
    test::put_one_of_each(database);
    database.change([](WriteTx& tx) {
        put_enterprise(tx, {"Renamed", test::zone("Asia/Almaty"), true});
        auto organization = test::example_organization();
        organization.demobilized_on = test::day("2025-12-31");
        put_organization(tx, organization);
        auto site = test::example_site();
        site.time_zone = test::zone("UTC");
        put_site(tx, site);
        auto hours = test::example_hours();
        hours.hours_hundredths += 100;
        put_hours(tx, hours);
        auto incident = test::example_incident();
        incident.voided = true;
        put_incident(tx, incident);
        auto violation = test::example_violation();
        violation.violation.verified_on = test::day("2025-06-11");
        put_violation(tx, violation.violation, violation.texts);
        auto totals = test::example_totals();
        totals.counts[0] = 1;
        put_period_totals(tx, totals);
        auto obligation = test::example_obligation();
        obligation.voided = true;
        put_obligation(tx, obligation);
        auto activity = test::example_activity();
        activity.kind = domain::ActivityKind::proposal;
        put_activity(tx, activity);
        auto breach = test::example_breach();
        breach.resolved_on = Date::never();
        put_breach(tx, breach);
        auto dispute = test::example_dispute();
        dispute.upheld = false;
        put_dispute(tx, dispute);
    });
    database.change([](WriteTx& tx) {
        put_organization(tx, test::example_organization("C2"));
        put_site(tx, test::example_site("SOUTH"));
        put_hours(tx, test::example_hours("2025-05-01", "2025-05-31"));
        put_incident(tx, test::example_incident("I-215"));
        put_violation(tx, test::example_violation("V-2").violation, test::example_violation("V-2").texts);
        put_period_totals(tx, test::example_totals("2023-01-01", "2023-12-31"));
        put_obligation(tx, test::example_obligation("O-2"));
        put_activity(tx, test::example_activity("A-2"));
        put_breach(tx, test::example_breach("B-2"));
        put_dispute(tx, test::example_dispute("D-2"));
    });
}

}  // namespace

TEST_CASE("An empty database has empty facts") {
    test::TestDatabase database;
    domain::Facts const facts = database.facts(0);
    CHECK(facts.revision == 0);
    CHECK(facts.organizations.empty());
    CHECK(facts.enterprise.name.empty());
}

TEST_CASE("Facts of every family are those known at the revision") {
    test::TestDatabase database;
    put_history(database);

    domain::Facts const first = database.facts(1);
    CHECK(first.revision == 1);
    CHECK(first.enterprise == test::example_enterprise());
    CHECK(first.organizations.size() == 1);
    CHECK(first.sites.size() == 1);
    CHECK(first.hours.empty());
    CHECK(first.violations.empty());

    domain::Facts const third = database.facts(3);
    CHECK(third.organizations[0].demobilized_on.is_never());
    CHECK(third.sites[0].time_zone.name() == "Asia/Almaty");
    CHECK(third.hours[0].hours_hundredths == 1'234'567);
    CHECK(!third.incidents[0].voided);
    CHECK(third.violations[0].verified_on.is_never());
    CHECK(third.period_totals[0].counts[0] == 0);

    domain::Facts const fourth = database.facts(4);
    CHECK(fourth.enterprise == domain::Enterprise{"Renamed", test::zone("Asia/Almaty"), true});
    CHECK(fourth.organizations[0].demobilized_on == test::day("2025-12-31"));
    CHECK(fourth.sites[0].time_zone.name() == TimeZone::find("UTC")->name());
    CHECK(fourth.hours[0].hours_hundredths == 1'234'667);
    CHECK(fourth.incidents[0].voided);
    CHECK(fourth.violations[0].verified_on == test::day("2025-06-11"));
    CHECK(fourth.period_totals[0].counts[0] == 1);
    CHECK(fourth.hours.size() == 1);
    CHECK(fourth.obligations[0].voided);
    CHECK(fourth.activities[0].kind == domain::ActivityKind::proposal);
    CHECK(fourth.breaches[0].resolved_on.is_never());
    CHECK(!fourth.disputes[0].upheld);
    CHECK(third.disputes[0].upheld);

    domain::Facts const fifth = database.facts(5);
    CHECK(fifth.organizations.size() == 2);
    CHECK(fifth.sites.size() == 2);
    CHECK(fifth.hours.size() == 2);
    CHECK(fifth.incidents.size() == 2);
    CHECK(fifth.violations.size() == 2);
    CHECK(fifth.period_totals.size() == 2);
    CHECK(fifth.obligations.size() == 2);
    CHECK(fifth.activities.size() == 2);
    CHECK(fifth.breaches.size() == 2);
    CHECK(fifth.disputes.size() == 2);
    CHECK(fifth.incidents[1].id.value == 2);
    CHECK(fifth.incidents[0] == fourth.incidents[0]);
}

TEST_CASE("Advanced facts are the same as loaded ones, from any revision to any later one") {
    test::TestDatabase database;
    put_history(database);
    ReadTx const tx{database.connection()};
    for (Revision from = 0; from <= 5; ++from) {
        for (Revision to = from; to <= 5; ++to) {
            CAPTURE(from);
            CAPTURE(to);
            domain::Facts facts = load_facts(tx, from);
            advance_facts(tx, facts, to);
            CHECK(test::same(facts, load_facts(tx, to)));
        }
    }
}

TEST_CASE("Facts do not go back") {
    test::TestDatabase database;
    put_history(database);
    domain::Facts facts = database.facts(3);
    CHECK_THROWS_AS(advance_facts(ReadTx{database.connection()}, facts, 2), std::logic_error);
}

TEST_CASE("The current state and the state at any revision are plain queries") {
    test::TestDatabase database;
    put_history(database);
    CHECK(database.number("SELECT hours_hundredths FROM hours_now WHERE id = 1") == 1'234'667);
    CHECK(database.number("SELECT count(*) FROM violation_now") == 2);
    CHECK(database.number("SELECT demo FROM enterprise_now") == 1);
    for (std::string const family : {"organization", "site", "hours", "incident", "violation", "period_totals",
                                     "obligation", "activity", "breach", "dispute"}) {
        CAPTURE(family);
        CHECK(database.number("SELECT count(*) FROM " + family + "_now") == 2);
        CHECK(database.number("SELECT max(change) FROM " + family + "_now WHERE id = 1") == 4);
        CHECK(database.number(
                  fmt::format("SELECT count(*) FROM {0} i JOIN {0}_revision r ON r.id = i.id WHERE r.change = "
                              "(SELECT max(change) FROM {0}_revision WHERE id = i.id AND change <= 3)",
                              family)) == 1);
    }
}

TEST_CASE("What was recorded in between is told once a record, with its state before and after") {
    test::TestDatabase database;
    put_history(database);
    ReadTx const tx{database.connection()};

    SUBCASE("records that are new") {
        auto const recorded = load_recorded_changes(tx, 4, 5);
        REQUIRE(recorded.incidents.size() == 1);
        CHECK(!recorded.incidents[0].before);
        CHECK(recorded.incidents[0].after.reference == "I-215");
        CHECK(recorded.incidents[0].change == 5);
        CHECK(recorded.organizations.size() == 1);
        CHECK(recorded.hours.size() == 1);
        CHECK(recorded.period_totals.size() == 1);
    }
    SUBCASE("records that were revised") {
        auto const recorded = load_recorded_changes(tx, 3, 4);
        REQUIRE(recorded.hours.size() == 1);
        REQUIRE(recorded.hours[0].before);
        CHECK(recorded.hours[0].before->hours_hundredths == 1'234'567);
        CHECK(recorded.hours[0].after.hours_hundredths == 1'234'667);
        CHECK(recorded.incidents[0].after.voided);
        CHECK(recorded.period_totals[0].before->counts[0] == 0);
        CHECK(recorded.organizations[0].before->demobilized_on.is_never());
        CHECK(recorded.disputes[0].before->upheld);
        CHECK_FALSE(recorded.disputes[0].after.upheld);
    }
    SUBCASE("a record that is new and was revised is new, in its last state") {
        auto const recorded = load_recorded_changes(tx, 1, 5);
        REQUIRE(recorded.incidents.size() == 2);
        CHECK(!recorded.incidents[0].before);
        CHECK(recorded.incidents[0].after.voided);
        CHECK(recorded.incidents[0].change == 4);
        REQUIRE(recorded.organizations.size() == 2);
        CHECK(recorded.organizations[0].before);
    }
    SUBCASE("nothing") {
        auto const recorded = load_recorded_changes(tx, 5, 5);
        CHECK(recorded.incidents.empty());
        CHECK(recorded.hours.empty());
    }
}

TEST_CASE("A record whose first revision is gone is a damaged database, not a wrong figure") {
    test::TestDatabase database;
    put_history(database);
    database.connection().execute(
        "PRAGMA foreign_keys = OFF; DROP TRIGGER incident_revision_is_not_deleted;"
        "DELETE FROM incident_revision WHERE id = 1");
    CHECK_THROWS_AS(database.facts(5), StoreFault);
}
