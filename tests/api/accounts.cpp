#include "api/accounts.hpp"

#include "api/published_database.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"
#include "store/identity.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;
using api::Method;
using json = nlohmann::json;

namespace {

constexpr Instant asked_at{seconds{1'795'327'200 + 30 * 86'400}};

Question by_admin(Method method, std::string path, json const& body = {}) {
    Question question{std::move(path)};
    question.method = method;
    question.role = domain::Role::admin;
    if (!body.is_null()) question.body = body.dump();
    return question;
}

Question by_nobody(Method method, std::string path, json const& body) {
    Question question = by_admin(method, std::move(path), body);
    question.role.reset();
    return question;
}

json invitation() {
    return {
        {"login", "boris"}, {"name", "Boris"}, {"role", "contractor_supervisor"}, {"organizations", {"OWN"}}};
}

/// The token behind the number sign of a link.
std::string token_of(api::Reply const& reply) {
    std::string const path = json::parse(*reply.body).at("path").get<std::string>();
    REQUIRE(path.starts_with("/sign-in#link="));
    return path.substr(std::string_view{"/sign-in#link="}.size());
}

std::string field_of(api::Reply const& reply) {
    return json::parse(*reply.body).at("error").at("field").get<std::string>();
}

}  // namespace

TEST_CASE("who is invited sets a password by a link that works once, and is signed in") {
    PublishedDatabase database(0);
    api::Reply const invited = database.ask(by_admin(Method::post, "/api/v1/accounts", invitation()));
    REQUIRE(invited.status == 201);
    std::string const token = token_of(invited);
    CHECK(json::parse(*invited.body).at("account").at("has_password") == false);
    json const weak{{"token", token}, {"password", "short"}};
    CHECK(database.ask(by_nobody(Method::post, "/api/v1/access-link", weak)).status == 400);
    json const good{{"token", token}, {"password", "four quiet lamps"}};
    api::Reply const set = database.ask(by_nobody(Method::post, "/api/v1/access-link", good));
    REQUIRE(set.status == 200);
    json const answer = json::parse(*set.body);
    CHECK(answer.at("account").at("login") == "boris");
    CHECK(answer.at("account").at("organizations") == json{"OWN"});
    CHECK(answer.at("may").at("fix_violation") == "assigned");
    CHECK(answer.at("may").at("manage_accounts") == "nothing");
    CHECK(database.ask(by_nobody(Method::post, "/api/v1/access-link", good)).status == 404);
}

TEST_CASE("a link expires after three days, and a later one voids it") {
    PublishedDatabase database(0);
    std::string const first = token_of(database.ask(by_admin(Method::post, "/api/v1/accounts", invitation())));
    std::string const second = token_of(database.ask(by_admin(Method::post, "/api/v1/accounts/boris/link")));
    auto const use = [&](std::string const& token, Instant at) {
        Question question = by_nobody(Method::post, "/api/v1/access-link",
                                      {{"token", token}, {"password", "four quiet lamps"}});
        question.at = at;
        return database.ask(question).status;
    };
    CHECK(use(first, asked_at) == 404);
    CHECK(use(second, asked_at + std::chrono::hours{72}) == 404);
    CHECK(use(second, asked_at + std::chrono::hours{72} - seconds{1}) == 200);
}

TEST_CASE("each role is assigned to what it is for and to nothing else") {
    PublishedDatabase database(0);
    for (auto const& [body, field] : std::vector<std::pair<json, std::string>>{
             {{{"login", "a"}, {"name", "A"}, {"role", "contractor_supervisor"}}, "organizations"},
             {{{"login", "a"}, {"name", "A"}, {"role", "director"}, {"organizations", {"OWN"}}},
              "organizations"},
             {{{"login", "a"}, {"name", "A"}, {"role", "mentor"}, {"all_sites", true}}, "sites"},
             {{{"login", "a"},
               {"name", "A"},
               {"role", "hse_specialist"},
               {"all_sites", true},
               {"sites", {"ШАХТА 1"}}},
              "sites"},
             {{{"login", "a"}, {"name", "A"}, {"role", "mentor"}, {"organizations", {"NONE"}}},
              "organizations"},
             {{{"login", "a"}, {"name", "A"}, {"role", "hse_specialist"}, {"sites", {"NONE"}}}, "sites"},
             {{{"login", "a"}, {"name", "A"}, {"role", "boss"}}, "role"},
             {{{"login", "a b"}, {"name", "A"}, {"role", "viewer"}}, "login"},
             {{{"login", "a"}, {"role", "viewer"}}, "name"},
         }) {
        CAPTURE(body.dump());
        api::Reply const refused = database.ask(by_admin(Method::post, "/api/v1/accounts", body));
        CHECK(refused.status == 400);
        CHECK(field_of(refused) == field);
    }
    json const hse{{"login", "h"}, {"name", "H"}, {"role", "hse_specialist"}, {"sites", {"ШАХТА 1"}}};
    CHECK(database.ask(by_admin(Method::post, "/api/v1/accounts", hse)).status == 201);
    CHECK(database.ask(by_admin(Method::post, "/api/v1/accounts", hse)).status == 409);
}

TEST_CASE("an account is revised with a reason, by whoever saw its newest revision") {
    PublishedDatabase database(0);
    database.ask(by_admin(Method::post, "/api/v1/accounts", invitation()));
    json const seen = json::parse(*database.ask(by_admin(Method::get, "/api/v1/accounts")).body);
    json boris;
    for (json const& account : seen.at("accounts"))
        if (account.at("login") == "boris") boris = account;
    json revision{
        {"name", "Boris B."}, {"role", "viewer"}, {"change", boris.at("change")}, {"reason", "New post"}};
    api::Reply const revised = database.ask(by_admin(Method::put, "/api/v1/accounts/boris", revision));
    REQUIRE(revised.status == 200);
    CHECK(json::parse(*revised.body).at("role") == "viewer");
    CHECK(json::parse(*revised.body).at("organizations").empty());
    CHECK(database.ask(by_admin(Method::put, "/api/v1/accounts/boris", revision)).status == 412);
    revision.erase("reason");
    api::Reply const without = database.ask(by_admin(Method::put, "/api/v1/accounts/boris", revision));
    CHECK(without.status == 400);
    CHECK(field_of(without) == "reason");
    CHECK(database.ask(by_admin(Method::put, "/api/v1/accounts/nobody", revision)).status == 404);
    store::ReadTx const tx(database.connection());
    CHECK(store::find_change(tx, store::newest_revision(tx))->author.why == "New post");
    CHECK(store::find_chain_faults(tx).empty());
}

TEST_CASE("a disabled account is signed out at once and cannot come back") {
    PublishedDatabase database(0);
    std::string const cookie = database.cookie_of(domain::Role::viewer);
    Question asks{"/api/v1/editions"};
    asks.role = domain::Role::viewer;
    CHECK(database.ask(asks).status == 200);
    json const list = json::parse(*database.ask(by_admin(Method::get, "/api/v1/accounts")).body);
    for (json const& account : list.at("accounts")) {
        if (account.at("role") != "viewer") continue;
        json const revision{{"name", "V"},
                            {"role", "viewer"},
                            {"disabled", true},
                            {"change", account.at("change")},
                            {"reason", "Left"}};
        CHECK(database.ask(by_admin(Method::put, "/api/v1/accounts/a-viewer", revision)).status == 200);
    }
    CHECK(database.ask(asks).status == 401);
    CHECK(database.ask(by_admin(Method::post, "/api/v1/accounts/a-viewer/link")).status == 409);
}

TEST_CASE("the last administrator stays one") {
    PublishedDatabase database(0);
    json const list = json::parse(*database.ask(by_admin(Method::get, "/api/v1/accounts")).body);
    json const& admin = list.at("accounts")[0];
    {
        store::WriteTx tx(database.connection(), Instant{seconds{1'795'327'200}});
        store::set_password_hash(tx, store::find_account(tx, "a-admin")->account.id, "$argon2id$v=19$a");
        tx.commit();
    }
    json const revision{
        {"name", "A"}, {"role", "viewer"}, {"change", admin.at("change")}, {"reason", "Enough of it"}};
    CHECK(database.ask(by_admin(Method::put, "/api/v1/accounts/a-admin", revision)).status == 409);
    CHECK(database.ask(by_admin(Method::get, "/api/v1/accounts")).status == 200);
}
