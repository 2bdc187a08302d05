#include "api/personal_detail.hpp"

#include "api/recorded_enterprise.hpp"
#include "publish/rebuilding.hpp"
#include "store/change_log.hpp"
#include "store/editions.hpp"
#include "store/records.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

using namespace safetycell;
using namespace safetycell::test;
using json = nlohmann::json;

namespace {

constexpr std::string_view name = "Immaculata Quintessenz";

std::string path_of(PublishedDatabase& database, std::string_view what = "") {
    store::ReadTx const tx(database.connection());
    std::int32_t const id = store::find_incident(tx, "A-1")->id.value;
    return fmt::format("/api/v1/incidents/{}/personal-detail{}", id, what);
}

Question asked(std::string path, api::Method method, domain::Role role, std::string body = "") {
    Question question{std::move(path)};
    question.method = method;
    question.role = role;
    question.body = std::move(body);
    return question;
}

api::Reply record(PublishedDatabase& database, std::string_view body) {
    return database.ask(
        asked(path_of(database), api::Method::put, domain::Role::hse_specialist, std::string{body}));
}

api::Reply read(PublishedDatabase& database) {
    return database.ask(asked(path_of(database, "/reading"), api::Method::post, domain::Role::hse_specialist));
}

api::Reply erase(PublishedDatabase& database, domain::Role role, std::string_view body) {
    return database.ask(asked(path_of(database, "/erasure"), api::Method::post, role, std::string{body}));
}

json state(PublishedDatabase& database, domain::Role role = domain::Role::hse_specialist) {
    return json::parse(*database.ask(asked(path_of(database), api::Method::get, role)).body);
}

constexpr std::string_view detail =
    R"({"injured_person":"Immaculata Quintessenz","medical_detail":"Fracture\nof the wrist","reason":"From the clinic"})";

std::string file_bytes(store::Connection& connection) {
    store::Statement statement = connection.prepare("PRAGMA database_list");
    REQUIRE(statement.step());
    std::string const file{statement.text(2)};
    std::string bytes;
    for (char const* const suffix : {"", "-wal"}) {
        std::ifstream stream(file + suffix, std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return bytes;
}

}  // namespace

TEST_CASE("personal detail is recorded, read and erased by a specialist, and each stands in the audit") {
    RecordedEnterprise database;
    CHECK(state(database).at("state") == "none");
    CHECK(read(database).status == 404);
    CHECK(record(database, detail).status == 200);
    CHECK(state(database).at("state") == "kept");
    CHECK(state(database).at("why") == "From the clinic");
    json const told = json::parse(*read(database).body);
    CHECK(told.at("injured_person") == name);
    CHECK(told.at("medical_detail") == "Fracture\nof the wrist");
    CHECK(erase(database, domain::Role::hse_specialist, R"({"reason":"She asked for it"})").status == 200);
    json const erased = state(database);
    CHECK(erased.at("state") == "erased");
    CHECK(erased.at("why") == "She asked for it");
    CHECK(erased.at("who").get<std::string>().find("hse") != std::string::npos);
    CHECK(read(database).status == 404);
    CHECK(erase(database, domain::Role::hse_specialist, R"({"reason":"again"})").status == 409);

    Question audit{"/api/v1/changes", {{"kind", "personal_detail"}, {"record", "A-1"}}};
    audit.role = domain::Role::admin;
    json const changes = database.answer(audit).at("changes");
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].at("event") == "personal_detail_erased");
    CHECK(changes[1].at("event") == "personal_detail_read");
    CHECK(changes[2].at("event") == "personal_detail_recorded");
    CHECK(changes[2].at("personal_detail_of").size() == 1);
    CHECK(changes.dump().find("Quintessenz") == std::string::npos);
}

TEST_CASE("an administrator erases what an administrator may not read, and a director neither") {
    RecordedEnterprise database;
    REQUIRE(record(database, detail).status == 200);
    auto const status_of = [&](domain::Role role, api::Method method, std::string_view what, std::string body) {
        return database.ask(asked(path_of(database, what), method, role, std::move(body))).status;
    };
    CHECK(status_of(domain::Role::admin, api::Method::post, "/reading", "") == 403);
    CHECK(status_of(domain::Role::director, api::Method::post, "/reading", "") == 403);
    CHECK(status_of(domain::Role::director, api::Method::get, "", "") == 403);
    CHECK(status_of(domain::Role::director, api::Method::post, "/erasure", R"({"reason":"x"})") == 403);
    CHECK(state(database, domain::Role::admin).at("state") == "kept");
    CHECK(erase(database, domain::Role::admin, R"({"reason":"By law"})").status == 200);
    CHECK(state(database).at("state") == "erased");
}

TEST_CASE("erasing changes no count, no edition and no hash, and its bytes are nowhere") {
    RecordedEnterprise database;
    REQUIRE(record(database, detail).status == 200);
    REQUIRE(read(database).status == 200);
    database.publish();
    std::string document;
    Revision through = 0;
    {
        store::ReadTx const tx(database.connection());
        document = store::find_edition(tx, 2)->document;
        through = store::newest_revision(tx);
    }
    json const rates = database.answer({"/api/v1/editions/2", {{"scope", "enterprise"}}}).at("figures");
    REQUIRE(erase(database, domain::Role::hse_specialist, R"({"reason":"The period is over"})").status == 200);
    {
        store::ReadTx const tx(database.connection());
        CHECK(store::find_edition(tx, 2)->document == document);
        CHECK(store::find_change(tx, through + 1)->author.why == "The period is over");
        CHECK(store::find_chain_faults(tx).empty());
        CHECK(store::find_edition_chain_faults(tx).empty());
    }
    CHECK(publish::find_rebuild_faults(database.connection()).empty());
    database.publish();
    CHECK(database.answer({"/api/v1/editions/3", {{"scope", "enterprise"}}}).at("figures") == rates);
    CHECK(file_bytes(database.connection()).find("Quintessenz") == std::string::npos);
    CHECK(file_bytes(database.connection()).find("wrist") == std::string::npos);
}

TEST_CASE("personal detail is in no list, no record, no export and no audit") {
    RecordedEnterprise database;
    REQUIRE(record(database, detail).status == 200);
    std::string const id = path_of(database).substr(std::string_view{"/api/v1/incidents/"}.size());
    for (Question question : {Question{"/api/v1/records/incidents"},
                              Question{"/api/v1/records/incidents/" + id.substr(0, id.find('/'))},
                              Question{"/api/v1/exports/incidents", {{"descriptions", "yes"}}}}) {
        question.role = domain::Role::hse_specialist;
        CHECK(database.ask(question).status == 200);
        CHECK(database.ask(question).body->find("Quintessenz") == std::string::npos);
    }
    for (char const* const path : {"/api/v1/changes", "/api/v1/exports/changes"})
        CHECK(database.ask({path}).body->find("Quintessenz") == std::string::npos);
}

TEST_CASE("what personal detail may hold is checked") {
    RecordedEnterprise database;
    CHECK(record(database, R"({"reason":"x"})").status == 400);
    CHECK(record(database, R"({"injured_person":"","medical_detail":null,"reason":"x"})").status == 400);
    CHECK(record(database, R"({"injured_person":"A"})").status == 400);
    CHECK(record(database, R"({"injured_person":"A\u0000B","reason":"x"})").status == 400);
    CHECK(record(database, R"({"injured_person":7,"reason":"x"})").status == 400);
    CHECK(record(database, R"({"injured_person":"A\nB","reason":"x"})").status == 400);
    CHECK(record(database, R"({"medical_detail":"A\tB","reason":"x"})").status == 400);
    CHECK(record(database, R"({"injured_person":")" + std::string(301, 'x') + R"(","reason":"x"})").status ==
          400);
    CHECK(record(database, R"({"injured_person":"A","class":"FAT","reason":"x"})").status == 400);
    CHECK(erase(database, domain::Role::hse_specialist, R"({"reason":""})").status == 400);
    Question unknown{"/api/v1/incidents/99999/personal-detail"};
    unknown.role = domain::Role::hse_specialist;
    CHECK(database.ask(unknown).status == 404);
    CHECK(state(database).at("state") == "none");
}
