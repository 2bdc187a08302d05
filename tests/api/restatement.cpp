#include "api/recorded_enterprise.hpp"
#include "store/records.hpp"
#include "support/facts_builder.hpp"
#include "support/json_schema.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::test;
using nlohmann::json;

namespace {

Question const question{"/api/v1/editions/1/restatement"};
std::vector<std::string> const lists{"changes", "counter_changes", "violations", "ratings", "ranks"};

/// The one entry that holds all of `wanted`.
json const& entry(json const& list, json const& wanted) {
    for (json const& one : list) {
        bool fits = true;
        for (auto const& [key, value] : wanted.items())
            fits = fits && one.at(key) == value;
        if (fits) return one;
    }
    FAIL("nothing holds ", wanted.dump(), " in ", list.dump());
    return list;
}

json only_cause(json const& one) {
    REQUIRE_MESSAGE(one.at("causes").size() == 1, one.dump());
    CHECK(one.at("more_causes") == 0);
    return one.at("causes")[0];
}

json violation_figure(json const& restatement, std::string_view scope, std::string_view figure) {
    return entry(entry(restatement.at("violations"), {{"scope", scope}}).at("figures"), {{"figure", figure}});
}

void revise_incident(store::WriteTx& tx, std::string_view reference,
                     std::function<void(domain::Incident&)> const& revise) {
    domain::Incident incident = store::find_incident(tx, reference).value();
    revise(incident);
    store::put_incident(tx, incident);
}

void revise_violation(store::WriteTx& tx, std::string_view reference,
                      std::function<void(domain::Violation&)> const& revise) {
    store::StoredViolation stored = store::find_violation(tx, reference).value();
    revise(stored.violation);
    store::put_violation(tx, stored.violation, stored.texts);
}

}  // namespace

TEST_CASE("an edition after which nothing was recorded is what it was") {
    RecordedEnterprise enterprise;
    json const restatement = enterprise.answer(question);
    CHECK(restatement.at("known_now") == restatement.at("known_through"));
    for (std::string const& list : lists)
        CHECK(restatement.at(list).empty());
}

TEST_CASE("a late fix restates violations and the rating, with who recorded it, when and why") {
    RecordedEnterprise enterprise;
    enterprise.record("boris", "the evidence arrived late", [](store::WriteTx& tx) {
        revise_violation(tx, "V-1",
                         [](domain::Violation& violation) { violation.fixed_on = day("2026-11-02"); });
    });
    json const restatement = enterprise.answer(question);
    CHECK(schema_faults("restatement", restatement.dump()) == std::vector<std::string>{});
    for (char const* const scope : {"enterprise", "contractors", "site:ШАХТА 1", "organization:ACME"}) {
        CAPTURE(scope);
        json const overdue = violation_figure(restatement, scope, "overdue");
        CHECK(overdue.at("old_value") == 1);
        CHECK(overdue.at("new_value") == 0);
        CHECK(violation_figure(restatement, scope, "awaiting_verification").at("new_value") == 1);
        json const cause = only_cause(entry(restatement.at("violations"), {{"scope", scope}}));
        CHECK(cause.at("kind") == "violation_revised");
        CHECK(cause.at("reference") == "V-1");
        CHECK(cause.at("organization") == "ACME");
        CHECK(cause.at("who") == "boris");
        CHECK(cause.at("why") == "the evidence arrived late");
        CHECK(cause.at("when") == "2026-11-23T07:00:00Z");
    }
    for (json const& one : restatement.at("violations"))
        CHECK(one.at("scope") != "own");
    // The critical one was overdue: the gate is open no longer.
    json const& rating = entry(restatement.at("ratings"), {{"organization", "ACME"}});
    CHECK(rating.at("old_band") == "D");
    CHECK(rating.at("new_band") != "D");
    CHECK(only_cause(rating).at("reference") == "V-1");
    CHECK(restatement.at("changes").empty());
    CHECK(restatement.at("counter_changes").empty());
    CHECK(restatement.at("ranks").empty());
}

TEST_CASE("an upheld dispute restates the rating and nothing else, and erases nothing") {
    RecordedEnterprise enterprise;
    auto const put_decided = [](std::string_view decided_by) {
        return [decided_by](store::WriteTx& tx) {
            domain::Dispute dispute;
            dispute.reference = "D-1";
            dispute.record = store::find_violation(tx, "V-1").value().violation.id.value;
            dispute.submitted_on = day("2026-11-20");
            dispute.evidence = "Photograph";
            if (!decided_by.empty()) {
                dispute.decided_on = day("2026-11-23");
                dispute.upheld = true;
                dispute.decided_by = decided_by;
                dispute.reason = "Another crew worked there";
            }
            store::put_dispute(tx, dispute);
        };
    };
    enterprise.record("acme", "submitted", put_decided(""));
    CHECK(enterprise.answer(question).at("ratings").empty());
    enterprise.record("boris", "decided", put_decided("C. Head of safety"));
    json const restatement = enterprise.answer(question);
    CHECK(schema_faults("restatement", restatement.dump()) == std::vector<std::string>{});
    json const& rating = entry(restatement.at("ratings"), {{"organization", "ACME"}});
    CHECK(rating.at("old_band") == "D");
    CHECK(rating.at("new_band") != "D");
    json const cause = only_cause(rating);
    CHECK(cause.at("kind") == "dispute_upheld");
    CHECK(cause.at("reference") == "D-1");
    CHECK(cause.at("organization") == "ACME");
    CHECK(cause.at("who") == "boris");
    CHECK(cause.at("why") == "decided");
    CHECK(restatement.at("violations").empty());
    CHECK(restatement.at("changes").empty());
}

TEST_CASE("a breach recorded late restates the rating of its contractor by its reference") {
    RecordedEnterprise enterprise;
    enterprise.record("boris", "found out", [](store::WriteTx& tx) {
        domain::Breach breach;
        breach.reference = "B-1";
        breach.organization = store::find_organization(tx, "CRANE").value().id;
        breach.occurred_on = day("2026-11-02");
        store::put_breach(tx, breach);
    });
    json const restatement = enterprise.answer(question);
    REQUIRE(restatement.at("ratings").size() == 1);
    json const& rating = entry(restatement.at("ratings"), {{"organization", "CRANE"}});
    CHECK(rating.at("new_band") == "D");
    CHECK(only_cause(rating).at("kind") == "input_recorded");
    CHECK(only_cause(rating).at("reference") == "B-1");
}

TEST_CASE("a rating that moved only with the share of all contractors says that others were recorded") {
    RecordedEnterprise enterprise;
    enterprise.record("boris", "the fix was in time", [](store::WriteTx& tx) {
        revise_violation(tx, "V-3",
                         [](domain::Violation& violation) { violation.fixed_on = day("2026-09-12"); });
    });
    json const restatement = enterprise.answer(question);
    CHECK(only_cause(entry(restatement.at("ratings"), {{"organization", "BOLT"}})).at("reference") == "V-3");
    json const cause = only_cause(entry(restatement.at("ratings"), {{"organization", "CRANE"}}));
    CHECK(cause.at("kind") == "other_records");
    CHECK(cause.at("who") == "boris");
}

TEST_CASE("a reclassified injury restates rates, counters, ranks and the rating, each with its cause") {
    RecordedEnterprise enterprise;
    enterprise.record("anna", "medical decision", [](store::WriteTx& tx) {
        revise_incident(tx, "A-2", [](domain::Incident& incident) {
            incident.incident_class = domain::IncidentClass::lost_work_day_case;
        });
    });
    json const restatement = enterprise.answer(question);
    json const& rate =
        entry(restatement.at("changes"),
              {{"scope", "organization:ACME"}, {"id", "ltifr"}, {"window", "rolling_12_months"}});
    CHECK(rate.at("new_numerator") == 1);
    json const& counter =
        entry(restatement.at("counter_changes"), {{"scope", "organization:ACME"}, {"class", "lti"}});
    CHECK(counter.at("last_on") == "2026-09-05");
    for (json const& one : {rate, counter}) {
        json const cause = only_cause(one);
        CHECK(cause.at("kind") == "incident_reclassified");
        CHECK(cause.at("reference") == "A-2");
        CHECK(cause.at("from") == "MTC");
        CHECK(cause.at("to") == "LWC");
        CHECK(cause.at("who") == "anna");
    }
    CHECK(restatement.at("violations").empty());
}

TEST_CASE(
    "injuries that were withdrawn restate the ranks of all, told apart from those of the contractor itself") {
    RecordedEnterprise enterprise;
    enterprise.record("anna", "not at work", [](store::WriteTx& tx) {
        for (char const* const reference : {"A-1", "A-3", "A-5", "A-6", "A-7"})
            revise_incident(tx, reference, [](domain::Incident& incident) { incident.voided = true; });
    });
    json const restatement = enterprise.answer(question);
    CHECK(schema_faults("restatement", restatement.dump()) == std::vector<std::string>{});
    json const& acme = entry(restatement.at("ranks"), {{"id", "trifr"}, {"organization", "ACME"}});
    CHECK(acme.at("old_rank").at("from") == 1);
    CHECK(acme.at("new_rank") != acme.at("old_rank"));
    CHECK(acme.at("causes").size() == 5);
    for (json const& cause : acme.at("causes"))
        CHECK(cause.at("kind") == "incident_voided");
    json const& crane = entry(restatement.at("ranks"), {{"id", "trifr"}, {"organization", "CRANE"}});
    CHECK(only_cause(crane).at("kind") == "other_records");
    CHECK(entry(restatement.at("ratings"), {{"organization", "ACME"}}).at("causes").size() == 5);
}

TEST_CASE("an activity of the contractor is named among the causes of its rating") {
    RecordedEnterprise enterprise;
    enterprise.record("dina", "joint inspection", [](store::WriteTx& tx) {
        domain::Activity activity;
        activity.reference = "J-1";
        activity.kind = domain::ActivityKind::joint_inspection;
        activity.organization = store::find_organization(tx, "ACME")->id;
        activity.held_on = day("2026-10-10");
        activity.started_by = domain::StartedBy::contractor;
        store::put_activity(tx, activity);
    });
    json const restatement = enterprise.answer(question);
    CHECK(schema_faults("restatement", restatement.dump()) == std::vector<std::string>{});
    json const cause = only_cause(entry(restatement.at("ratings"), {{"organization", "ACME"}}));
    CHECK(cause.at("kind") == "input_recorded");
    CHECK(cause.at("reference") == "J-1");
    CHECK(cause.at("who") == "dina");
}

TEST_CASE("late hours are told for the whole months they are of") {
    RecordedEnterprise enterprise;
    enterprise.record("clara", "the November form", [](store::WriteTx& tx) {
        for (char const* const month : {"2026-02-01", "2026-03-01"}) {
            domain::HoursRecord hours;
            hours.organization = store::find_organization(tx, "ACME")->id;
            hours.site = store::find_site(tx, "ШАХТА 1")->id;
            hours.period = {day(month), last_of_month(day(month))};
            hours.hours_hundredths = 30'000'000;
            store::put_hours(tx, hours);
        }
    });
    json const restatement = enterprise.answer(question);
    json const cause = only_cause(entry(restatement.at("ratings"), {{"organization", "ACME"}}));
    CHECK(cause.at("kind") == "hours_revised");
    CHECK(cause.at("reference") == "2026-02-01/2026-03-31");
    CHECK(cause.at("count") == 2);
    CHECK(cause.at("who") == "clara");
    for (std::string const& list : lists) {
        for (json const& one : restatement.at(list)) {
            for (json const& each : one.at("causes"))
                CHECK_FALSE(each.at("who").is_null());
        }
    }
}

TEST_CASE("what is dated after the edition restates nothing") {
    RecordedEnterprise enterprise;
    enterprise.record("boris", "fixed", [](store::WriteTx& tx) {
        revise_violation(tx, "V-1",
                         [](domain::Violation& violation) { violation.fixed_on = day("2026-11-24"); });
    });
    json const restatement = enterprise.answer(question);
    CHECK(restatement.at("known_now") > restatement.at("known_through"));
    for (std::string const& list : lists)
        CHECK(restatement.at(list).empty());
}
