#include "api/audit.hpp"

#include "api/published_database.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

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
    REQUIRE_FALSE(forged.at("faults").empty());
    CHECK(forged.at("faults")[0].get<std::string>().find("hange 1") != std::string::npos);
}
