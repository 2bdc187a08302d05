#include "api/audit.hpp"

#include "api/recorded_enterprise.hpp"
#include "store/accounts.hpp"
#include "store/records.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace safetycell;
using namespace safetycell::test;
using json = nlohmann::json;

namespace {

json ask(PublishedDatabase& database, std::string path, std::map<std::string, std::string> query = {}) {
    Question question{std::move(path), std::move(query)};
    question.role = domain::Role::admin;
    return json::parse(*database.ask(question).body);
}

}  // namespace

TEST_CASE("the audit tells every change with who, when, from where, why, and the records it touched") {
    PublishedDatabase database(0);
    json const all = ask(database, "/api/v1/changes");
    json const& first = all.at("changes").back();
    CHECK(first.at("number") == 1);
    CHECK(first.at("who") == "tester");
    CHECK(first.at("why") == "set up");
    CHECK(first.at("source") == "a test");
    CHECK(first.at("recorded_at") == "2026-11-22T06:00:00Z");
    CHECK(first.at("records") == json{{{"kind", "organizations"}, {"id", 1}},
                                      {{"kind", "sites"}, {"id", 1}},
                                      {{"kind", "accounts"}, {"id", 1}}});
    CHECK(first.at("sha256").get<std::string>().size() == 64);
    CHECK(all.at("next_before") == nullptr);
}

TEST_CASE("the audit goes on page by page, and shows those of one author") {
    PublishedDatabase database(0);
    for (domain::Role const role : domain::all_roles)
        database.cookie_of(role);
    json const page = ask(database, "/api/v1/changes", {{"limit", "3"}});
    REQUIRE(page.at("changes").size() == 3);
    std::string const before = std::to_string(page.at("next_before").get<int>());
    json const next = ask(database, "/api/v1/changes", {{"limit", "3"}, {"before", before}});
    CHECK(next.at("changes")[0].at("number").get<int>() == std::stoi(before) - 1);
    CHECK(ask(database, "/api/v1/changes", {{"who", "nobody"}}).at("changes").empty());
    CHECK(ask(database, "/api/v1/changes", {{"who", "tester"}}).at("changes").size() == domain::role_count);
}

TEST_CASE("the chain is checked from the rows, and a forged one is told") {
    PublishedDatabase database(0);
    json const whole = ask(database, "/api/v1/changes/chain");
    CHECK(whole.at("faults").empty());
    CHECK(whole.at("sha256").get<std::string>().size() == 64);
    database.connection().execute(
        "DROP TRIGGER site_revision_is_not_updated; UPDATE site_revision SET name = 'Another name'");
    json const forged = ask(database, "/api/v1/changes/chain");
    REQUIRE(forged.at("faults").size() == 1);
    CHECK(forged.at("faults")[0].at("what") == "rows_differ");
    CHECK(forged.at("faults")[0].at("change") == 1);
    CHECK(forged.at("faults")[0].at("message").get<std::string>().find("hange 1") != std::string::npos);
}

namespace {

json numbers_of(json const& page) {
    json numbers = json::array();
    for (json const& change : page.at("changes"))
        numbers.push_back(change.at("number"));
    return numbers;
}

json field_of(json const& record, std::string_view name) {
    for (json const& field : record.at("fields"))
        if (field.at("name") == name) return field;
    return nullptr;
}

}  // namespace

TEST_CASE("a change tells old and new side by side, and only what changed") {
    RecordedEnterprise database;
    database.record("anna", "The doctor decided", [](store::WriteTx& tx) {
        domain::Incident incident = *store::find_incident(tx, "A-1");
        incident.incident_class = domain::IncidentClass::lost_work_day_case;
        incident.lost_days = 5;
        store::put_incident(tx, incident);
    });
    std::string const number =
        std::to_string(json::parse(*database.ask({"/api/v1/changes", {{"who", "anna"}}}).body)
                           .at("changes")[0]
                           .at("number")
                           .get<int>());
    json const change = database.answer({"/api/v1/changes/" + number});
    CHECK(change.at("who") == "anna");
    CHECK(change.at("why") == "The doctor decided");
    CHECK(change.at("account") == nullptr);
    REQUIRE(change.at("changed").size() == 1);
    json const& record = change.at("changed")[0];
    CHECK(record.at("kind") == "incidents");
    CHECK(record.at("name") == "A-1");
    CHECK(record.at("is_new") == false);
    CHECK(record.at("fields").size() == 2);
    CHECK(field_of(record, "class") == json{{"name", "class"}, {"before", "MTC"}, {"after", "LWC"}});
    CHECK(field_of(record, "lost_days") == json{{"name", "lost_days"}, {"before", nullptr}, {"after", 5}});

    // An administrator sees no incidents: which fields changed, and nothing of what they say.
    Question by_admin{"/api/v1/changes/" + number};
    by_admin.role = domain::Role::admin;
    json const withheld = database.answer(by_admin).at("changed")[0];
    CHECK(withheld.at("withheld") == true);
    CHECK(withheld.at("name") == "");
    CHECK(field_of(withheld, "class") == json{{"name", "class"}, {"before", nullptr}, {"after", nullptr}});
    CHECK(withheld.dump().find("MTC") == std::string::npos);
}

TEST_CASE(
    "a change of an account tells its permissions before and after, and a sign-in tells who and by what") {
    RecordedEnterprise database;
    database.record("admin", "A new post", [](store::WriteTx& tx) {
        domain::Account account;
        account.login = "boris";
        account.name = "Boris";
        account.role = domain::Role::mentor;
        account.organizations = {store::find_organization(tx, "ACME")->id};
        store::put_account(tx, account);
    });
    database.record("admin", "Moved to safety", [](store::WriteTx& tx) {
        domain::Account account = store::find_account(tx, "boris")->account;
        account.role = domain::Role::hse_specialist;
        account.organizations.clear();
        account.all_sites = true;
        store::put_account(tx, account);
    });
    database.record("boris", "Signed in", [](store::WriteTx& tx) {
        store::log_account_event(tx, store::find_account(tx, "boris")->account.id,
                                 store::AccountEvent::signed_in, "Firefox");
    });
    json const permissions = ask(database, "/api/v1/changes", {{"kind", "accounts"}, {"record", "boris"}});
    REQUIRE(permissions.at("changes").size() == 2);
    json const moved =
        ask(database, "/api/v1/changes/" + permissions.at("changes")[0].at("number").dump()).at("changed")[0];
    CHECK(field_of(moved, "role").at("before") == "mentor");
    CHECK(field_of(moved, "role").at("after") == "hse_specialist");
    CHECK(field_of(moved, "organizations").at("before") == "ACME");
    CHECK(field_of(moved, "all_sites").at("after") == true);

    json const sign_ins = ask(database, "/api/v1/changes", {{"kind", "sign_ins"}, {"record", "boris"}});
    REQUIRE(sign_ins.at("changes").size() == 1);
    CHECK(sign_ins.at("changes")[0].at("event") == "signed_in");
    json const signed_in = ask(database, "/api/v1/changes/" + sign_ins.at("changes")[0].at("number").dump());
    CHECK(signed_in.at("account") == json{{"login", "boris"}, {"event", "signed_in"}, {"detail", "Firefox"}});
}

TEST_CASE("the audit is looked through by record, by days of the enterprise, and by a part of the reason") {
    RecordedEnterprise database;
    database.record("anna", "Врач решил: ЛЁГКАЯ травма", [](store::WriteTx& tx) {
        domain::Incident incident = *store::find_incident(tx, "A-1");
        incident.lost_days = 5;
        store::put_incident(tx, incident);
    });
    json const of_record = ask(database, "/api/v1/changes", {{"kind", "incidents"}, {"record", "A-1"}});
    CHECK(of_record.at("changes").size() == 2);
    CHECK(numbers_of(ask(database, "/api/v1/changes", {{"kind", "incidents"}, {"record", "A-2"}})).size() == 1);
    CHECK(
        ask(database, "/api/v1/changes", {{"kind", "incidents"}, {"record", "NOTHING"}}).at("changes").empty());
    std::string const id = of_record.at("changes")[0].at("records")[0].at("id").dump();
    CHECK(numbers_of(ask(database, "/api/v1/changes", {{"kind", "incidents"}, {"id", id}})) ==
          numbers_of(of_record));
    CHECK(numbers_of(ask(database, "/api/v1/changes", {{"why", "легкая ТРАВМА"}})).size() == 1);
    CHECK(ask(database, "/api/v1/changes", {{"why", "%"}}).at("changes").empty());

    std::string const day = of_record.at("changes")[0].at("recorded_at").get<std::string>().substr(0, 10);
    json const of_day = ask(database, "/api/v1/changes", {{"who", "anna"}, {"from", day}, {"to", day}});
    CHECK(of_day.at("changes").size() == 1);
    CHECK(ask(database, "/api/v1/changes", {{"who", "anna"}, {"to", "2026-11-21"}}).at("changes").empty());

    Question question{"/api/v1/changes", {{"kind", "nothing"}}};
    CHECK(database.ask(question).status == 400);
    question.query = {{"record", "A-1"}};
    CHECK(database.ask(question).status == 400);
    question.query = {{"from", "yesterday"}};
    CHECK(database.ask(question).status == 400);
    CHECK(database.ask({"/api/v1/changes/999999"}).status == 404);
    CHECK(database.ask({"/api/v1/changes/x"}).status == 404);
}

TEST_CASE("an export of the audit holds what its filter shows") {
    RecordedEnterprise database;
    Question question{"/api/v1/exports/changes", {{"kind", "incidents"}, {"record", "A-1"}}};
    question.role = domain::Role::admin;
    std::string const csv = *database.ask(question).body;
    CHECK(csv.find("\"first records\"") != std::string::npos);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 2);
}

TEST_CASE("every fault of a tampered chain names its change") {
    RecordedEnterprise database;
    REQUIRE(ask(database, "/api/v1/changes/chain").at("faults").empty());
    database.connection().execute(
        "DROP TRIGGER incident_revision_is_not_updated; DROP TRIGGER change_is_not_updated;"
        "UPDATE incident_revision SET class = 'FAC' WHERE id = 2;"
        "UPDATE change SET why = 'nothing' WHERE number = 1");
    json const faults = ask(database, "/api/v1/changes/chain").at("faults");
    CAPTURE(faults.dump());
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].at("what") == "change_differs");
    CHECK(faults[0].at("change") == 1);
    CHECK(faults[1].at("what") == "rows_differ");
    CHECK(faults[1].at("change") == 2);
}
