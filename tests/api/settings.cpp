#include "api/settings.hpp"

#include "api/published_database.hpp"
#include "store/change_log.hpp"
#include "store/records.hpp"
#include "store/settings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;
using json = nlohmann::json;

namespace {

Question by_admin(api::Method method, std::string body = {}) {
    Question question{"/api/v1/settings"};
    question.method = method;
    question.role = domain::Role::admin;
    question.body = std::move(body);
    return question;
}

json settings_of(PublishedDatabase& database) {
    return json::parse(*database.ask(by_admin(api::Method::get)).body);
}

/// The settings as they are, for an edit of them.
json edit_of(PublishedDatabase& database) {
    json edit = settings_of(database);
    edit.erase("demo");
    edit["reason"] = "other shifts";
    return edit;
}

api::Reply revise(PublishedDatabase& database, json const& edit) {
    return database.ask(by_admin(api::Method::put, edit.dump()));
}

}  // namespace

TEST_CASE("settings are told as they are in force, those of the configuration too") {
    PublishedDatabase database(1);
    CHECK(settings_of(database) == json{{"name", "Northern Copper"},
                                        {"time_zone", TimeZone().name()},
                                        {"demo", false},
                                        {"language", nullptr},
                                        {"slots", {"06:00", "18:00"}},
                                        {"change", 1}});
}

TEST_CASE("an administrator changes the settings with a reason, and the boards learn it at once") {
    PublishedDatabase database(1);
    json edit = edit_of(database);
    edit["slots"] = {"20:00", "08:00"};
    edit["language"] = "ru";
    edit["time_zone"] = "Europe/Berlin";
    api::Reply const reply = revise(database, edit);
    REQUIRE_MESSAGE(reply.status == 200, *reply.body);
    json const now = json::parse(*reply.body);
    CHECK(now.at("slots") == json{"08:00", "20:00"});
    CHECK(now.at("time_zone") == "Europe/Berlin");
    CHECK(now.at("language") == "ru");
    REQUIRE(reply.publication.has_value());
    CHECK(reply.publication->reason == "other shifts");
    store::ReadTx const tx(database.connection());
    auto const change = store::find_change(tx, store::newest_revision(tx));
    CHECK(change->author.why == "other shifts");
    CHECK(change->author.who == "a-admin");
    CHECK(store::find_chain_faults(tx) == std::vector<std::string>{});
}

TEST_CASE("what no board shows leads to no edition, and the times of the configuration stay its own") {
    PublishedDatabase database(1);
    json edit = edit_of(database);
    edit["language"] = "en";
    CHECK_FALSE(revise(database, edit).publication.has_value());
    store::ReadTx const tx(database.connection());
    CHECK(store::find_settings(tx) == store::EnterpriseSettings{"en", {}});
}

TEST_CASE("an edit of settings that somebody else has changed meanwhile is not taken") {
    PublishedDatabase database(1);
    json const edit = edit_of(database);
    json first = edit;
    first["name"] = "Northern Copper and Nickel";
    REQUIRE(revise(database, first).status == 200);
    api::Reply const late = revise(database, edit);
    CHECK(late.status == 412);
    CHECK(error_code_of(late) == "stale");
}

TEST_CASE("what is wrong in settings is told beside its field") {
    PublishedDatabase database(1);
    auto const refused = [&](std::string_view member, json value) {
        json edit = edit_of(database);
        edit[std::string{member}] = std::move(value);
        api::Reply const reply = revise(database, edit);
        CHECK(reply.status == 400);
        return json::parse(*reply.body).at("error").at("field").get<std::string>();
    };
    CHECK(refused("name", "") == "name");
    CHECK(refused("time_zone", "Mars/Base") == "time_zone");
    CHECK(refused("slots", json::array()) == "slots");
    CHECK(refused("slots", {"6"}) == "slots");
    CHECK(refused("language", "de") == "language");
    CHECK(refused("reason", nullptr) == "reason");
}
