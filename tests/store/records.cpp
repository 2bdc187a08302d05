#include "store/records.hpp"

#include "store/test_database.hpp"

using namespace safetycell;
using namespace safetycell::store;

namespace {

template <class Body>
auto in_change(test::TestDatabase& database, Body body) {
    decltype(body(std::declval<WriteTx&>())) result;
    database.change([&](WriteTx& tx) { result = body(tx); });
    return result;
}

}  // namespace

TEST_CASE("Records of every family come back as they were put") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    ReadTx const tx{database.connection()};

    CHECK(find_enterprise(tx) == test::example_enterprise());

    domain::Organization organization = test::example_organization();
    organization.id.value = 1;
    CHECK(find_organization(tx, "C1") == organization);

    domain::Site site = test::example_site();
    site.id.value = 1;
    CHECK(find_site(tx, "NORTH") == site);

    domain::Incident incident = test::example_incident();
    incident.id.value = 1;
    CHECK(find_incident(tx, "I-214") == incident);

    StoredViolation violation = test::example_violation();
    violation.violation.id.value = 1;
    violation.violation.requirement = 1;
    CHECK(find_violation(tx, "V-1") == violation);

    domain::HoursRecord hours = test::example_hours();
    hours.id.value = 1;
    domain::PeriodTotals totals = test::example_totals();
    totals.id.value = 1;
    domain::Facts const facts = load_facts(tx, 3);
    CHECK(facts.hours == std::vector{hours});
    CHECK(facts.period_totals == std::vector{totals});

    domain::Obligation obligation = test::example_obligation();
    obligation.id.value = 1;
    CHECK(find_obligation(tx, "O-1") == obligation);
    CHECK(facts.obligations == std::vector{obligation});
    domain::Activity activity = test::example_activity();
    activity.id.value = 1;
    CHECK(find_activity(tx, "A-1") == activity);
    CHECK(facts.activities == std::vector{activity});
    domain::Breach breach = test::example_breach();
    breach.id.value = 1;
    CHECK(find_breach(tx, "B-1") == breach);
    CHECK(facts.breaches == std::vector{breach});
    domain::Dispute dispute = test::example_dispute();
    dispute.id.value = 1;
    CHECK(find_dispute(tx, "D-1") == dispute);
    CHECK(facts.disputes == std::vector{dispute});
}

TEST_CASE("A violation says whether the contractor's own people found it") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    StoredViolation violation = test::example_violation();
    violation.violation.self_found = true;
    CHECK(in_change(database, [&](WriteTx& tx) {
              return put_violation(tx, violation.violation, violation.texts);
          }).written == Written::revised);
    CHECK_FALSE(database.facts(3).violations.front().self_found);
    CHECK(database.facts(4).violations.front().self_found);
    CHECK(find_violation(ReadTx{database.connection()}, "V-1")->violation.self_found);
}

TEST_CASE("A dispute is of one record of any family that may be disputed") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    for (domain::Disputed const family : {domain::Disputed::violation, domain::Disputed::incident,
                                          domain::Disputed::obligation, domain::Disputed::breach}) {
        domain::Dispute dispute = test::example_dispute(fmt::format("D-{}", to_string(family)));
        dispute.family = family;
        auto const put = in_change(database, [&](WriteTx& tx) { return put_dispute(tx, dispute); });
        CHECK(find_dispute(ReadTx{database.connection()}, dispute.reference) == put.record);
        CHECK(put.record.family == family);
    }
}

TEST_CASE("What is unknown comes back as unknown, not as zero") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    domain::Incident incident;
    incident.reference = "bare";
    incident.organization.value = 1;
    incident.occurred_on = test::day("2025-01-01");
    StoredViolation violation;
    violation.violation.organization.value = 1;
    violation.violation.found_on = test::day("2025-01-01");
    violation.violation.due_on = Date::never();
    violation.texts.reference = "bare";
    domain::PeriodTotals totals;
    totals.organization.value = 1;
    totals.site.value = 1;
    totals.period = test::period("2025-01-01", "2025-01-31");
    domain::HoursRecord hours = test::example_hours("2025-01-01", "2025-01-31");
    hours.site = SiteId{};
    hours.headcount = domain::unknown_headcount;
    database.change([&](WriteTx& tx) {
        incident.id = put_incident(tx, incident).record.id;
        violation.violation.id = put_violation(tx, violation.violation, violation.texts).record.id;
        totals.id = put_period_totals(tx, totals).record.id;
        hours.id = put_hours(tx, hours).record.id;
    });
    domain::Facts const facts = database.facts(4);
    CHECK(facts.incidents.back() == incident);
    CHECK(facts.violations.back() == violation.violation);
    CHECK(facts.period_totals.back() == totals);
    CHECK(facts.hours.back() == hours);
    CHECK(find_violation(ReadTx{database.connection()}, "bare") == violation);
}

TEST_CASE("Putting a record again changes nothing") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    std::int64_t const rows = database.number("SELECT count(*) FROM incident_revision");
    database.change([](WriteTx& tx) {
        CHECK(put_enterprise(tx, test::example_enterprise()) == Written::unchanged);
        CHECK(put_organization(tx, test::example_organization()).written == Written::unchanged);
        CHECK(put_site(tx, test::example_site()).written == Written::unchanged);
        CHECK(put_hours(tx, test::example_hours()).written == Written::unchanged);
        CHECK(put_incident(tx, test::example_incident()).written == Written::unchanged);
        CHECK(put_period_totals(tx, test::example_totals()).written == Written::unchanged);
        CHECK(put_obligation(tx, test::example_obligation()).written == Written::unchanged);
        CHECK(put_activity(tx, test::example_activity()).written == Written::unchanged);
        CHECK(put_breach(tx, test::example_breach()).written == Written::unchanged);
        CHECK(put_dispute(tx, test::example_dispute()).written == Written::unchanged);
        auto const violation =
            put_violation(tx, test::example_violation().violation, test::example_violation().texts);
        CHECK(violation.written == Written::unchanged);
        CHECK(violation.record.id.value == 1);
        CHECK(violation.record.requirement == 1);
    });
    CHECK(newest_revision(ReadTx{database.connection()}) == 3);
    CHECK(database.number("SELECT count(*) FROM incident_revision") == rows);
}

TEST_CASE("Putting a record with other values writes a revision of it") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    domain::Incident incident = test::example_incident();
    incident.incident_class = domain::IncidentClass::fatality;
    incident.provisional = false;
    auto const put = in_change(database, [&](WriteTx& tx) { return put_incident(tx, incident); });
    CHECK(put.written == Written::revised);
    CHECK(put.record.id.value == 1);
    CHECK(find_incident(ReadTx{database.connection()}, "I-214") == put.record);
    CHECK(database.number("SELECT count(*) FROM incident") == 1);
    CHECK(database.number("SELECT count(*) FROM incident_revision") == 2);

    SUBCASE("and back again another one") {
        CHECK(in_change(database, [](WriteTx& tx) {
                  return put_incident(tx, test::example_incident());
              }).written == Written::revised);
        CHECK(database.number("SELECT count(*) FROM incident_revision") == 3);
        CHECK(database.facts(3).incidents == database.facts(5).incidents);
    }
}

TEST_CASE("A change of a violation's texts alone is a revision, too") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    StoredViolation violation = test::example_violation();

    SUBCASE("description") {
        violation.texts.description += "!";
    }
    SUBCASE("location") {
        violation.texts.location = "";
    }
    SUBCASE("requirement") {
        violation.texts.requirement = "Another rule";
    }
    SUBCASE("no requirement") {
        violation.texts.requirement = "";
    }
    auto const put = in_change(
        database, [&](WriteTx& tx) { return put_violation(tx, violation.violation, violation.texts); });
    CHECK(put.written == Written::revised);
    CHECK(find_violation(ReadTx{database.connection()}, "V-1")->texts == violation.texts);
}

TEST_CASE("Violations of the same requirement carry the same number") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    database.change([](WriteTx& tx) {
        StoredViolation violation = test::example_violation("V-2");
        CHECK(put_violation(tx, violation.violation, violation.texts).record.requirement == 1);
        violation.texts.reference = "V-3";
        violation.texts.requirement = "Another rule";
        CHECK(put_violation(tx, violation.violation, violation.texts).record.requirement == 2);
        violation.texts.reference = "V-4";
        violation.texts.requirement = "";
        CHECK(put_violation(tx, violation.violation, violation.texts).record.requirement == 0);
    });
    CHECK(database.number("SELECT count(*) FROM requirement") == 2);
}

TEST_CASE("Records are numbered from 1 without gaps") {
    test::TestDatabase database;
    database.change([](WriteTx& tx) {
        for (int i = 1; i <= 20; ++i) {
            CHECK(put_organization(tx, test::example_organization("C" + std::to_string(i))).record.id.value ==
                  i);
        }
    });
}

TEST_CASE("Putting a record twice in one change") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    WriteTx tx{database.connection(), test::made_at};
    tx.open_change({"tester", "", ""});
    domain::Site site = test::example_site("SOUTH");
    CHECK(put_site(tx, site).written == Written::created);

    SUBCASE("with the same values is once") {
        CHECK(put_site(tx, site).written == Written::unchanged);
    }
    SUBCASE("with other values is a fault of the program") {
        site.name = "Other";
        CHECK_THROWS_WITH_AS(put_site(tx, site), "Site SOUTH is put twice with different values in change 4.",
                             std::logic_error);
    }
    SUBCASE("as known to every family") {
        put_enterprise(tx, {"A", TimeZone{}, false});
        CHECK_THROWS_AS(put_enterprise(tx, {"B", TimeZone{}, false}), std::logic_error);
        auto violation = test::example_violation("V-2");
        put_violation(tx, violation.violation, violation.texts);
        violation.texts.location = "elsewhere";
        CHECK_THROWS_AS(put_violation(tx, violation.violation, violation.texts), std::logic_error);
        auto hours = test::example_hours("2025-09-01", "2025-09-30");
        put_hours(tx, hours);
        hours.headcount = 1;
        CHECK_THROWS_AS(put_hours(tx, hours), std::logic_error);
    }
}

TEST_CASE("Hours are known by organization, site and period") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    database.change([](WriteTx& tx) {
        put_site(tx, test::example_site("SOUTH"));
        put_organization(tx, test::example_organization("C2"));
        domain::HoursRecord hours = test::example_hours();
        hours.site = SiteId{};
        CHECK(put_hours(tx, hours).record.id.value == 2);
        CHECK(put_hours(tx, hours).written == Written::unchanged);
        hours.site.value = 2;
        CHECK(put_hours(tx, hours).record.id.value == 3);
        hours.organization.value = 2;
        CHECK(put_hours(tx, hours).record.id.value == 4);
        CHECK(put_hours(tx, test::example_hours("2025-05-01", "2025-05-31")).record.id.value == 5);
        CHECK(put_hours(tx, test::example_hours()).record.id.value == 1);
    });
}

TEST_CASE("The schema refuses hours that share days with others in force at the same organization and site") {
    test::TestDatabase database;
    test::put_one_of_each(database);  // April 2025.
    database.change([](WriteTx& tx) { put_site(tx, test::example_site("SOUTH")); });
    auto const put = [&](std::string_view first, std::string_view last, int site = 1) {
        domain::HoursRecord hours = test::example_hours(first, last);
        hours.site.value = site;
        database.change([&](WriteTx& tx) { put_hours(tx, hours); });
    };
    CHECK_THROWS_AS(put("2025-04-30", "2025-05-01"), StoreFault);
    CHECK_THROWS_AS(put("2025-03-01", "2025-04-01"), StoreFault);
    CHECK_THROWS_AS(put("2025-04-10", "2025-04-12"), StoreFault);
    CHECK_THROWS_AS(put("2025-03-01", "2025-05-31"), StoreFault);
    CHECK_NOTHROW(put("2025-05-01", "2025-05-31"));
    CHECK_NOTHROW(put("2025-02-01", "2025-03-31"));
    CHECK_NOTHROW(put("2025-03-01", "2025-05-31", 2));
    CHECK_NOTHROW(put("2025-03-01", "2025-05-31", 0));
}

TEST_CASE("Voided hours share days with anything, and come back into force only where there is room") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    domain::HoursRecord const quarter = test::example_hours("2025-04-01", "2025-06-30");
    database.change([&](WriteTx& tx) {
        domain::HoursRecord month = test::example_hours();
        month.voided = true;
        CHECK(put_hours(tx, month).written == Written::revised);
        CHECK(put_hours(tx, quarter).written == Written::created);
    });
    CHECK_THROWS_AS(database.change([](WriteTx& tx) { put_hours(tx, test::example_hours()); }), StoreFault);
    domain::HoursRecord voided = test::example_hours();
    voided.voided = true;
    voided.headcount = 7;
    CHECK_NOTHROW(database.change([&](WriteTx& tx) { put_hours(tx, voided); }));
}

TEST_CASE("All hours and period totals of an organization, as they are now") {
    test::TestDatabase database;
    test::put_one_of_each(database);  // April 2025, and the year 2024.
    domain::HoursRecord voided = test::example_hours();
    voided.voided = true;
    database.change([&](WriteTx& tx) {
        put_hours(tx, test::example_hours("2025-01-01", "2025-01-31"));
        put_hours(tx, voided);
    });
    ReadTx const tx{database.connection()};
    OrganizationId const organization = test::example_hours().organization;
    auto const hours = load_hours_of(tx, organization);
    REQUIRE(hours.size() == 2);
    CHECK(to_string(hours[0].period.first) == "2025-01-01");
    CHECK(to_string(hours[1].period.first) == "2025-04-01");
    CHECK(hours[1].voided);
    REQUIRE(load_period_totals_of(tx, organization).size() == 1);
    CHECK(load_period_totals_of(tx, organization)[0].period == test::example_totals().period);
    CHECK(find_hours(tx, voided)->voided);
    CHECK(!find_hours(tx, test::example_hours("2025-04-01", "2025-04-29")));
    CHECK(find_period_totals(tx, test::example_totals())->id.value == 1);
    CHECK(load_hours_of(tx, OrganizationId{999}).empty());
    CHECK(load_period_totals_of(tx, OrganizationId{999}).empty());
}

TEST_CASE("The schema refuses period totals that share days with others in force") {
    test::TestDatabase database;
    test::put_one_of_each(database);  // The year 2024.
    auto const put = [&](std::string_view first, std::string_view last) {
        database.change([&](WriteTx& tx) { put_period_totals(tx, test::example_totals(first, last)); });
    };
    CHECK_THROWS_AS(put("2024-07-01", "2025-06-30"), StoreFault);
    CHECK_NOTHROW(put("2025-01-01", "2025-12-31"));
}

TEST_CASE("The schema refuses what the caller should have checked") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    auto const refuses = [&](std::function<void(WriteTx&)> const& body) {
        CHECK_THROWS_AS(database.change(body), StoreFault);
        CHECK(newest_revision(ReadTx{database.connection()}) == 3);
    };
    domain::Organization organization = test::example_organization("C9");
    domain::Site site = test::example_site("S9");
    domain::HoursRecord hours = test::example_hours("2030-01-01", "2030-01-31");
    domain::Incident incident = test::example_incident("I-9");
    StoredViolation violation = test::example_violation("V-9");
    domain::Obligation obligation = test::example_obligation("O-9");
    domain::Breach breach = test::example_breach("B-9");
    domain::Dispute dispute = test::example_dispute("D-9");
    auto const put_changed = [&](WriteTx& tx) {
        put_organization(tx, organization);
        put_site(tx, site);
        put_hours(tx, hours);
        put_incident(tx, incident);
        put_violation(tx, violation.violation, violation.texts);
        put_obligation(tx, obligation);
        put_breach(tx, breach);
        put_dispute(tx, dispute);
    };
    SUBCASE("a code that is too long") {
        organization.code = std::string(longest_code + 1, 'x');
    }
    SUBCASE("a code that begins with a space") {
        organization.code = " C9";
    }
    SUBCASE("no name") {
        site.name = "";
    }
    SUBCASE("a name that is too long") {
        site.name = std::string(longest_name + 1, 'x');
    }
    SUBCASE("negative hours") {
        hours.hours_hundredths = -1;
    }
    SUBCASE("a period that ends before it begins") {
        hours.period = test::period("2030-02-01", "2030-01-01");
    }
    SUBCASE("an unknown organization") {
        hours.organization.value = 77;
    }
    SUBCASE("no organization") {
        incident.organization.value = 0;
    }
    SUBCASE("an unknown site") {
        violation.violation.site.value = 77;
    }
    SUBCASE("no date of the incident") {
        incident.occurred_on = Date::never();
    }
    SUBCASE("no date of the finding") {
        violation.violation.found_on = Date::never();
    }
    SUBCASE("a text that is too long") {
        violation.texts.description = std::string(longest_text + 1, 'x');
    }
    SUBCASE("a meeting without a rotation") {
        obligation.first_on = Date::never();
    }
    SUBCASE("a meeting before its rotation") {
        obligation.done_on = test::day("2025-05-31");
    }
    SUBCASE("a rotation that ends before it begins") {
        obligation.due_on = test::day("2025-05-31");
    }
    SUBCASE("a measure with a rotation") {
        obligation.kind = domain::ObligationKind::measure;
    }
    SUBCASE("an owner that confirms the own work") {
        obligation.confirmed_by = obligation.owner;
    }
    SUBCASE("confirmed, though not done") {
        obligation.done_on = Date::never();
    }
    SUBCASE("no weight") {
        obligation.weight = 0;
    }
    SUBCASE("established before it occurred") {
        breach.established_on = test::day("2025-05-05");
    }
    SUBCASE("resolved before it occurred") {
        breach.resolved_on = test::day("2025-05-05");
    }
    SUBCASE("a dispute of a record that is not there") {
        dispute.record = 77;
    }
    SUBCASE("a dispute without evidence") {
        dispute.evidence = "";
    }
    SUBCASE("a decision without a reason") {
        dispute.reason = "";
    }
    SUBCASE("a decision by nobody") {
        dispute.decided_by = "";
    }
    SUBCASE("upheld, though not decided") {
        dispute.decided_on = Date::never();
        dispute.decided_by = dispute.reason = "";
    }
    SUBCASE("decided before it was submitted") {
        dispute.decided_on = test::day("2025-06-04");
    }
    SUBCASE("no reference") {
        violation.texts.reference = "";
    }
    refuses(put_changed);
}

TEST_CASE("The limits are in characters, and what is at the limit is taken") {
    test::TestDatabase database;
    domain::Organization organization = test::example_organization("");
    for (std::size_t i = 0; i < longest_code; ++i)
        organization.code += "Ж";
    organization.name = std::string(longest_name, 'x');
    CHECK(in_change(database, [&](WriteTx& tx) { return put_organization(tx, organization); }).written ==
          Written::created);
}
