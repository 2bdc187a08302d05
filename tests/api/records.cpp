#include "api/records.hpp"

#include "api/published_database.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;
using api::Method;
using domain::Role;
using json = nlohmann::json;

namespace {

Question by(Role role, Method method, std::string path, json const& body = {}) {
    Question question{std::move(path)};
    question.method = method;
    question.role = role;
    if (!body.is_null()) question.body = body.dump();
    static int requests = 0;
    question.idempotency_key = fmt::format("key {}", ++requests);
    return question;
}

Question revising(Role role, std::string path, std::string etag, json const& body) {
    Question question = by(role, Method::put, std::move(path), body);
    question.if_match = std::move(etag);
    return question;
}

json near_miss(std::string_view reference = "N-1") {
    return {{"fields",
             {{"reference", reference},
              {"organization", "OWN"},
              {"date", "2026-12-01"},
              {"time", "06:15"},
              {"class", "NEAR_MISS"},
              {"description", "A \"plank\" fell, <b>nobody</b> was there;\n=1+1, 'quoted'"}}},
            {"reason", "Reported by radio"}};
}

json violation(std::string_view reference = "V-1") {
    return {{"fields",
             {{"reference", reference},
              {"organization", "OWN"},
              {"site", "ШАХТА 1"},
              {"severity", "high"},
              {"found_on", "2026-12-01"},
              {"requirement", "Guard rails"}}},
            {"reason", "Inspection"}};
}

std::string field_of(api::Reply const& reply) {
    return json::parse(*reply.body).at("error").at("field").get<std::string>();
}

}  // namespace

TEST_CASE("a record is created once, read with its revisions, revised with a reason, and voided with one") {
    PublishedDatabase database(1);
    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", near_miss()));
    REQUIRE(created.status == 201);
    json const record = json::parse(*created.body);
    CHECK(record.at("fields").at("class") == "NEAR_MISS");
    CHECK(record.at("fields").at("time") == "06:15");
    CHECK(record.at("fields").at("lost_days") == nullptr);
    CHECK(record.at("fields").at("provisional") == false);
    CHECK(record.at("fields").at("description") == near_miss()["fields"]["description"]);
    CHECK(record.at("revisions").size() == 1);
    CHECK(record.at("revisions")[0].at("who") == "a-hse_specialist");
    CHECK(record.at("revisions")[0].at("why") == "Reported by radio");

    std::string const path = fmt::format("/api/v1/records/incidents/{}", record.at("id").get<int>());
    json revised{{"fields", record.at("fields")}, {"reason", "The plank hit a hand"}};
    revised["fields"]["class"] = "FAC";
    api::Reply const second = database.ask(revising(Role::hse_specialist, path, created.etag, revised));
    REQUIRE(second.status == 200);
    json const read = json::parse(*database.ask(by(Role::director, Method::get, path)).body);
    REQUIRE(read.at("revisions").size() == 2);
    CHECK(read.at("revisions")[0].at("fields").at("class") == "NEAR_MISS");
    CHECK(read.at("revisions")[1].at("fields").at("class") == "FAC");
    CHECK(read.at("revisions")[1].at("why") == "The plank hit a hand");

    revised["fields"]["voided"] = true;
    revised["reason"] = "It was told twice";
    CHECK(database.ask(revising(Role::hse_specialist, path, second.etag, revised)).status == 200);
    json const list =
        json::parse(*database.ask(by(Role::director, Method::get, "/api/v1/records/incidents")).body);
    CHECK(list.at("records").empty());
    Question with_voided = by(Role::director, Method::get, "/api/v1/records/incidents");
    with_voided.query = {{"voided", "yes"}};
    CHECK(json::parse(*database.ask(with_voided).body).at("records").size() == 1);
    store::ReadTx const tx(database.connection());
    CHECK(store::find_chain_faults(tx).empty());
}

TEST_CASE("a request that is sent again with its key makes no second record and is answered alike") {
    PublishedDatabase database(1);
    Question const question = by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", near_miss());
    api::Reply const first = database.ask(question);
    api::Reply const again = database.ask(question);
    CHECK(first.status == 201);
    CHECK(again.status == 201);
    CHECK(*again.body == *first.body);
    CHECK(again.etag == first.etag);
    Question other = question;
    other.body = near_miss("N-2").dump();
    CHECK(database.ask(other).status == 409);
    Question without = question;
    without.idempotency_key.clear();
    api::Reply const refused = database.ask(without);
    CHECK(refused.status == 400);
    CHECK(field_of(refused) == "Idempotency-Key");
    CHECK(
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", near_miss())).status ==
        409);
}

TEST_CASE("whoever worked from an older revision loses nothing and overwrites nothing") {
    PublishedDatabase database(1);
    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", near_miss()));
    json body{{"fields", json::parse(*created.body).at("fields")}, {"reason", "One"}};
    std::string const path =
        fmt::format("/api/v1/records/incidents/{}", json::parse(*created.body).at("id").get<int>());
    body["fields"]["description"] = "One";
    CHECK(database.ask(revising(Role::hse_specialist, path, created.etag, body)).status == 200);
    body["fields"]["description"] = "Two";
    CHECK(database.ask(revising(Role::hse_specialist, path, created.etag, body)).status == 412);
    CHECK(database.ask(revising(Role::hse_specialist, path, "", body)).status == 400);
    CHECK(
        json::parse(*database.ask(by(Role::director, Method::get, path)).body).at("fields").at("description") ==
        "One");
}

TEST_CASE("what a field may not hold is told with its name and what is expected") {
    PublishedDatabase database(1);
    for (auto const& [field, value] : std::vector<std::pair<std::string, json>>{
             {"date", "2027-12-01"},
             {"date", "01.13.2026"},
             {"class", "BRUISE"},
             {"organization", "NOBODY"},
             {"site", "NOWHERE"},
             {"lost_days", -1},
             {"lost_days", 1.5},
             {"time", "25:00"},
             {"reference", std::string(101, 'x')},
             {"reference", ""},
             {"description", std::string(20'001, 'x')},
         }) {
        CAPTURE(field);
        CAPTURE(value.dump().substr(0, 50));
        json body = near_miss();
        body["fields"][field] = value;
        api::Reply const refused =
            database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", body));
        CHECK(refused.status == 400);
        CHECK(field_of(refused) == field);
    }
    json unknown = near_miss();
    unknown["fields"]["colour"] = "red";
    CHECK(database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", unknown)).status ==
          400);
    json without_reason = near_miss();
    without_reason.erase("reason");
    CHECK(database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", without_reason))
              .status == 400);
    CHECK(database.ask(by(Role::director, Method::get, "/api/v1/records/planks")).status == 404);
    CHECK(database.ask(by(Role::director, Method::get, "/api/v1/records/incidents/99")).status == 404);
    CHECK(database.ask(by(Role::director, Method::get, "/api/v1/records/incidents/x")).status == 404);
}

TEST_CASE("a list goes on page by page, newest first, and is cut by organization, site and date") {
    PublishedDatabase database(1);
    for (int day = 1; day <= 5; ++day) {
        json body = near_miss(fmt::format("N-{}", day));
        body["fields"]["date"] = fmt::format("2026-12-0{}", day);
        if (day == 3) body["fields"]["site"] = "ШАХТА 1";
        REQUIRE(
            database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", body)).status ==
            201);
    }
    auto const list = [&](std::map<std::string, std::string> query) {
        Question question = by(Role::director, Method::get, "/api/v1/records/incidents");
        question.query = std::move(query);
        return json::parse(*database.ask(question).body);
    };
    std::vector<std::string> seen;
    std::string after;
    for (int pages = 0; pages < 10; ++pages) {
        std::map<std::string, std::string> query{{"limit", "2"}};
        if (!after.empty()) query["after"] = after;
        json const page = list(query);
        for (json const& record : page.at("records"))
            seen.push_back(record.at("fields").at("reference").get<std::string>());
        if (page.at("next").is_null()) break;
        after = page.at("next").get<std::string>();
    }
    CHECK(seen == std::vector<std::string>{"N-5", "N-4", "N-3", "N-2", "N-1"});
    CHECK(list({{"from", "2026-12-02"}, {"to", "2026-12-03"}}).at("records").size() == 2);
    CHECK(list({{"site", "ШАХТА 1"}}).at("records").size() == 1);
    CHECK(list({{"organization", "OWN"}, {"order", "recorded"}}).at("records").size() == 5);
    CHECK(list({{"organization", "NOBODY"}}).at("records").empty());
    for (auto const& [name, value] : std::vector<std::pair<std::string, std::string>>{{"after", "x"},
                                                                                      {"limit", "0"},
                                                                                      {"from", "yesterday"},
                                                                                      {"order", "colour"},
                                                                                      {"voided", "maybe"},
                                                                                      {"x", ""}}) {
        CAPTURE(name);
        CHECK(list({{name, value}}).contains("error"));
    }
}

TEST_CASE("domain 12: the form of a violation is for safety specialists; others take its steps") {
    PublishedDatabase database(1);
    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/violations", violation()));
    REQUIRE(created.status == 201);
    json const record = json::parse(*created.body);
    CHECK(record.at("fields").at("due_on") == "2026-12-04");
    std::string const path = fmt::format("/api/v1/records/violations/{}", record.at("id").get<int>());
    json body{{"fields", record.at("fields")}, {"reason", "The day was wrong"}};
    body["fields"]["fixed_on"] = "2026-12-03";
    CHECK(database.ask(revising(Role::contractor_supervisor, path, created.etag, body)).status == 403);
    CHECK(database.ask(revising(Role::mentor, path, created.etag, body)).status == 403);
    CHECK(database.ask(revising(Role::hse_specialist, path, created.etag, body)).status == 200);
}

TEST_CASE("domain 6: the verifier is never the one who fixed it") {
    PublishedDatabase database(1);
    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/violations", violation()));
    std::string const path =
        fmt::format("/api/v1/records/violations/{}", json::parse(*created.body).at("id").get<int>());
    json body{{"fields", json::parse(*created.body).at("fields")}, {"reason", "Fixed it myself"}};
    body["fields"]["fixed_on"] = "2026-12-03";
    api::Reply const fixed = database.ask(revising(Role::hse_specialist, path, created.etag, body));
    REQUIRE(fixed.status == 200);
    body["fields"]["verified_on"] = "2026-12-04";
    api::Reply const refused = database.ask(revising(Role::hse_specialist, path, fixed.etag, body));
    CHECK(refused.status == 403);
    CHECK(field_of(refused) == "verified_on");
}

TEST_CASE("what is of another organization does not exist for a supervisor") {
    PublishedDatabase database(1);
    json const other{{"fields", {{"code", "OTHER"}, {"name", "Other"}, {"kind", "contractor"}}},
                     {"reason", "New"}};
    REQUIRE(database.ask(by(Role::admin, Method::post, "/api/v1/records/organizations", other)).status == 201);
    json foreign = near_miss("F-1");
    foreign["fields"]["organization"] = "OTHER";
    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", foreign));
    REQUIRE(created.status == 201);
    std::string const path =
        fmt::format("/api/v1/records/incidents/{}", json::parse(*created.body).at("id").get<int>());
    json const fields = json::parse(*created.body).at("fields");

    Role const supervisor = Role::contractor_supervisor;
    api::Reply const hidden = database.ask(by(supervisor, Method::get, path));
    api::Reply const missing = database.ask(by(supervisor, Method::get, "/api/v1/records/incidents/99"));
    CHECK(hidden.status == 404);
    CHECK(*hidden.body == *missing.body);
    CHECK(database.ask(revising(supervisor, path, created.etag, {{"fields", fields}, {"reason", "Mine"}}))
              .status == 404);
    json const list = json::parse(*database.ask(by(supervisor, Method::get, "/api/v1/records/incidents")).body);
    CHECK(list.at("records").empty());
    json const organizations =
        json::parse(*database.ask(by(supervisor, Method::get, "/api/v1/records/organizations")).body);
    REQUIRE(organizations.at("records").size() == 1);
    CHECK(organizations.at("records")[0].at("fields").at("code") == "OWN");

    foreign["fields"]["reference"] = "F-2";
    CHECK(database.ask(by(supervisor, Method::post, "/api/v1/records/incidents", foreign)).status == 400);
    CHECK(database.ask(by(supervisor, Method::post, "/api/v1/records/incidents", near_miss())).status == 201);
    json injury = near_miss("I-1");
    injury["fields"]["class"] = "LWC";
    CHECK(database.ask(by(supervisor, Method::post, "/api/v1/records/incidents", injury)).status == 403);
}

TEST_CASE("every kind has a form, and what it gives back can be sent again unchanged") {
    PublishedDatabase database(1);
    json const hours{{"fields",
                      {{"organization", "OWN"},
                       {"first", "2026-11-01"},
                       {"last", "2026-11-30"},
                       {"hours", 1234.5},
                       {"headcount", 7},
                       {"estimated", true}}},
                     {"reason", "Monthly form"}};
    for (auto const& [kind, body] : std::vector<std::pair<std::string, json>>{
             {"incidents", near_miss()}, {"violations", violation()}, {"hours", hours}}) {
        CAPTURE(kind);
        json const form =
            json::parse(*database.ask(by(Role::hse_specialist, Method::get, "/api/v1/forms/" + kind)).body);
        CHECK(form.at("fields").size() > 5);
        api::Reply const created =
            database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/" + kind, body));
        REQUIRE(created.status == 201);
        json const record = json::parse(*created.body);
        std::string const path = fmt::format("/api/v1/records/{}/{}", kind, record.at("id").get<int>());
        json const same{{"fields", record.at("fields")}, {"reason", "Nothing new"}};
        api::Reply const again = database.ask(revising(Role::hse_specialist, path, created.etag, same));
        CHECK(again.status == 200);
        CHECK(again.etag == created.etag);
        CHECK(json::parse(*again.body).at("revisions").size() == 1);
    }
}

TEST_CASE("domain 6: the verifier is never one who fixed it, however the two are told") {
    PublishedDatabase database(1);
    json both = violation("V-2");
    both["fields"]["fixed_on"] = "2026-12-02";
    both["fields"]["verified_on"] = "2026-12-03";
    CHECK(database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/violations", both)).status ==
          403);

    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/violations", violation()));
    std::string const path =
        fmt::format("/api/v1/records/violations/{}", json::parse(*created.body).at("id").get<int>());
    json body{{"fields", json::parse(*created.body).at("fields")}, {"reason", "At once"}};
    body["fields"]["fixed_on"] = "2026-12-02";
    body["fields"]["verified_on"] = "2026-12-03";
    body["fields"]["description"] = "And more";
    CHECK(database.ask(revising(Role::hse_specialist, path, created.etag, body)).status == 403);
}

TEST_CASE("domain 7: who disputes does not decide, not with the dispute and not with a word beside it") {
    PublishedDatabase database(1);
    REQUIRE(database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/violations", violation()))
                .status == 201);
    json dispute{{"fields",
                  {{"reference", "D-1"},
                   {"disputed", "violation"},
                   {"record", "V-1"},
                   {"submitted_on", "2026-12-05"},
                   {"evidence", "A photo of the rails"}}},
                 {"reason", "It was another crew"}};
    json decided = dispute;
    decided["fields"].update(
        {{"decided_on", "2026-12-06"}, {"upheld", true}, {"decided_by", "Nobody"}, {"reason", "Because"}});
    Role const supervisor = Role::contractor_supervisor;
    CHECK(database.ask(by(supervisor, Method::post, "/api/v1/records/disputes", decided)).status == 403);
    api::Reply const submitted =
        database.ask(by(supervisor, Method::post, "/api/v1/records/disputes", dispute));
    REQUIRE_MESSAGE(submitted.status == 201, *submitted.body);
    std::string const path =
        fmt::format("/api/v1/records/disputes/{}", json::parse(*submitted.body).at("id").get<int>());
    decided["fields"]["evidence"] = "A photo of the rails, and another";
    CHECK(database.ask(revising(supervisor, path, submitted.etag, decided)).status == 403);
    decided["fields"]["evidence"] = "A photo of the rails";
    api::Reply const upheld = database.ask(revising(Role::director, path, submitted.etag, decided));
    REQUIRE_MESSAGE(upheld.status == 200, *upheld.body);
    decided["fields"]["evidence"] = "Something else";
    CHECK(database.ask(revising(supervisor, path, upheld.etag, decided)).status == 403);
}

TEST_CASE("what others reported and inspected is not rewritten by a supervisor") {
    PublishedDatabase database(1);
    api::Reply const event =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", near_miss()));
    std::string path =
        fmt::format("/api/v1/records/incidents/{}", json::parse(*event.body).at("id").get<int>());
    json body{{"fields", json::parse(*event.body).at("fields")}, {"reason", "It was nothing"}};
    body["fields"]["voided"] = true;
    CHECK(database.ask(revising(Role::contractor_supervisor, path, event.etag, body)).status == 403);

    json const inspection{{"fields",
                           {{"reference", "I-1"},
                            {"kind", "inspection"},
                            {"organization", "OWN"},
                            {"date", "2026-12-01"},
                            {"started_by", "enterprise"}}},
                          {"reason", "Round"}};
    api::Reply const held =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/activities", inspection));
    REQUIRE_MESSAGE(held.status == 201, *held.body);
    path = fmt::format("/api/v1/records/activities/{}", json::parse(*held.body).at("id").get<int>());
    json proposal{{"fields", json::parse(*held.body).at("fields")}, {"reason", "Mine"}};
    proposal["fields"]["kind"] = "proposal";
    proposal["fields"]["started_by"] = "contractor";
    CHECK(database.ask(revising(Role::contractor_supervisor, path, held.etag, proposal)).status == 403);
}

TEST_CASE("a key is read as files write it, and a tag as it was sent packed") {
    PublishedDatabase database(1);
    json spaced = near_miss(" N-7 ");
    Question question = by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", spaced);
    api::Reply const created = database.ask(question);
    REQUIRE_MESSAGE(created.status == 201, *created.body);
    json const record = json::parse(*created.body);
    CHECK(record.at("fields").at("reference") == "N-7");
    json const month{{"fields", {{"organization", "OWN"}, {"month", "2026-10"}, {"hours", 10}}},
                     {"reason", "Form"}};
    api::Reply const hours =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/hours", month));
    REQUIRE_MESSAGE(hours.status == 201, *hours.body);
    CHECK(json::parse(*hours.body).at("fields").at("last") == "2026-10-31");

    std::string const path = fmt::format("/api/v1/records/incidents/{}", record.at("id").get<int>());
    std::string const packed = created.etag.substr(0, created.etag.size() - 1) + ".gzip\"";
    json body{{"fields", record.at("fields")}, {"reason", "More"}};
    body["fields"]["description"] = "More";
    CHECK(database.ask(revising(Role::hse_specialist, path, packed, body)).status == 200);
}

TEST_CASE("a record that was moved shows its new organization nothing of before") {
    PublishedDatabase database(1);
    json const other{{"fields", {{"code", "OTHER"}, {"name", "Other"}, {"kind", "contractor"}}},
                     {"reason", "New"}};
    REQUIRE(database.ask(by(Role::admin, Method::post, "/api/v1/records/organizations", other)).status == 201);
    json foreign = near_miss("F-1");
    foreign["fields"]["organization"] = "OTHER";
    api::Reply const created =
        database.ask(by(Role::hse_specialist, Method::post, "/api/v1/records/incidents", foreign));
    std::string const path =
        fmt::format("/api/v1/records/incidents/{}", json::parse(*created.body).at("id").get<int>());
    json body{{"fields", json::parse(*created.body).at("fields")}, {"reason", "It was ours"}};
    body["fields"]["organization"] = "OWN";
    REQUIRE(database.ask(revising(Role::hse_specialist, path, created.etag, body)).status == 200);
    api::Reply const seen = database.ask(by(Role::contractor_supervisor, Method::get, path));
    REQUIRE(seen.status == 200);
    CHECK(seen.body->find("OTHER") == std::string::npos);
    CHECK(seen.body->find("192.0.2.1") == std::string::npos);
    CHECK(json::parse(*database.ask(by(Role::director, Method::get, path)).body).at("revisions").size() == 2);
}
