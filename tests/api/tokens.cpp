#include "api/tokens.hpp"

#include "api/published_database.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"
#include "store/identity.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;
using api::Method;
using json = nlohmann::json;

namespace {

constexpr Instant asked_at{seconds{1'795'327'200 + 30 * 86'400}};
constexpr std::string_view site = "ШАХТА 1";

api::Reply ask_as(PublishedDatabase& database, domain::Role role, Method method, std::string path,
                  json const& body = nullptr) {
    Question question{std::move(path)};
    question.method = method;
    question.role = role;
    if (!body.is_null()) question.body = body.dump();
    return database.ask(question);
}

std::string token_of(PublishedDatabase& database, domain::Role role, json const& wish) {
    api::Reply const made = ask_as(database, role, Method::post, "/api/v1/account/tokens", wish);
    REQUIRE_MESSAGE(made.status == 201, *made.body);
    return json::parse(*made.body).at("token");
}

api::Reply ask_with(PublishedDatabase& database, std::string const& token, std::string path,
                    std::map<std::string, std::string> query = {}) {
    Question question{std::move(path), std::move(query)};
    question.role.reset();
    question.origin = api::Request::Origin::none;
    question.authorization = "Bearer " + token;
    return database.ask(question);
}

void put_account_in(PublishedDatabase& database, std::string_view login, domain::Role role) {
    store::WriteTx tx(database.connection(), asked_at);
    domain::Account account = store::find_account(tx, login)->account;
    account.role = role;
    account.all_sites = false;
    tx.open_change({"tester", "another role", "a test"});
    store::put_account(tx, account);
    tx.commit();
}

/// The account "wall-1" of a screen; gives the token that was made for it.
std::string made_screen(PublishedDatabase& database, json const& assignment) {
    json invitation{{"login", "wall-1"}, {"name", "Wall of the shift room"}, {"role", "screen"}};
    invitation.update(assignment);
    REQUIRE(ask_as(database, domain::Role::admin, Method::post, "/api/v1/accounts", invitation).status == 201);
    api::Reply const made = ask_as(database, domain::Role::admin, Method::post,
                                   "/api/v1/accounts/wall-1/tokens", {{"name", "the wall"}, {"days", 300}});
    REQUIRE_MESSAGE(made.status == 201, *made.body);
    return json::parse(*made.body).at("token");
}

api::Reply pair(PublishedDatabase& database, std::string const& token) {
    Question question{"/api/v1/screen"};
    question.method = Method::post;
    question.role.reset();
    question.body = json{{"token", token}}.dump();
    return database.ask(question);
}

std::string cookie_of(api::Reply const& reply) {
    for (auto const& [name, value] : reply.headers)
        if (name == "Set-Cookie") return value.substr(0, value.find(';'));
    return {};
}

int wall_status(PublishedDatabase& database, std::string const& cookie, std::string scope) {
    Question question{"/api/v1/views/wall", {{"scope", scope}}};
    question.role.reset();
    question.cookie = cookie;
    int const over_http = database.ask(question).status;
    // A live connection is admitted alike.
    question.path = "/api/v1/live";
    question.query = {{"audience", "wall/" + scope}};
    int const live = database.ask(question).status;
    CHECK((live == 204 ? 200 : live) == over_http);
    return over_http;
}

}  // namespace

TEST_CASE("a token may have a narrower role than its account, and none that is wider or another") {
    PublishedDatabase database;
    std::string const narrow =
        token_of(database, domain::Role::director, {{"name", "figures"}, {"role", "viewer"}});
    CHECK(ask_with(database, narrow, "/api/v1/editions").status == 200);
    CHECK(ask_with(database, narrow, "/api/v1/changes").status == 403);
    for (char const* const role : {"admin", "hse_specialist", "mentor", "nobody"}) {
        CAPTURE(role);
        CHECK(ask_as(database, domain::Role::director, Method::post, "/api/v1/account/tokens",
                     {{"name", "more"}, {"role", role}})
                  .status == 400);
    }
}

TEST_CASE("a token may be for some of the organizations and sites of its account, and for no others") {
    PublishedDatabase database;
    std::string const scoped =
        token_of(database, domain::Role::hse_specialist, {{"name", "one site"}, {"sites", {site}}});
    CHECK(ask_with(database, scoped, "/api/v1/records/incidents").status == 200);
    api::Reply const listed =
        ask_as(database, domain::Role::hse_specialist, Method::get, "/api/v1/account/tokens");
    json const token = json::parse(*listed.body).at("tokens").at(0);
    CHECK(token.at("sites") == json{site});
    CHECK(token.at("role") == nullptr);
    api::Reply const foreign = ask_as(database, domain::Role::viewer, Method::post, "/api/v1/account/tokens",
                                      {{"name", "more"}, {"organizations", {"OWN"}}});
    api::Reply const unknown = ask_as(database, domain::Role::viewer, Method::post, "/api/v1/account/tokens",
                                      {{"name", "more"}, {"organizations", {"NONE"}}});
    CHECK(foreign.status == 400);
    CHECK(unknown.status == 400);
    std::string told = *foreign.body;
    CHECK(told.replace(told.find("OWN"), 3, "NONE") == *unknown.body);
}

TEST_CASE("taking rights from an account takes them from its tokens at once") {
    PublishedDatabase database;
    std::string const token = token_of(database, domain::Role::director, {{"name", "audit"}});
    std::string const kept =
        token_of(database, domain::Role::director, {{"name", "all"}, {"role", "director"}});
    CHECK(ask_with(database, token, "/api/v1/changes").status == 200);
    put_account_in(database, "a-director", domain::Role::viewer);
    CHECK(ask_with(database, token, "/api/v1/changes").status == 403);
    CHECK(ask_with(database, kept, "/api/v1/changes").status == 403);
    CHECK(ask_with(database, kept, "/api/v1/editions").status == 200);
    put_account_in(database, "a-director", domain::Role::admin);
    CHECK(ask_with(database, kept, "/api/v1/editions").status == 401);
}

TEST_CASE("administrators make tokens for screens only, see those of anybody, and revoke them") {
    PublishedDatabase database;
    token_of(database, domain::Role::viewer, {{"name", "mine"}});
    std::string const path = "/api/v1/accounts/a-viewer/tokens";
    CHECK(ask_as(database, domain::Role::admin, Method::post, path, {{"name", "yours"}}).status == 409);
    json const tokens =
        json::parse(*ask_as(database, domain::Role::admin, Method::get, path).body).at("tokens");
    REQUIRE(tokens.size() == 1);
    CHECK_FALSE(tokens[0].contains("token"));
    std::string const one = fmt::format("{}/{}", path, tokens[0].at("id").get<int>());
    CHECK(ask_as(database, domain::Role::admin, Method::delete_, one).status == 204);
    CHECK(ask_as(database, domain::Role::admin, Method::delete_, one).status == 404);
}

TEST_CASE("walls are open unless the settings want them paired") {
    PublishedDatabase database;
    CHECK(wall_status(database, "", "enterprise") == 200);
    database.sign_in_rules().walls_need_token = true;
    CHECK(wall_status(database, "", "enterprise") == 401);
    CHECK(wall_status(database, database.cookie_of(domain::Role::viewer), "enterprise") == 200);
}

TEST_CASE("a screen is paired once, sees the walls it is assigned to, and nothing else") {
    PublishedDatabase database;
    database.sign_in_rules().walls_need_token = true;
    std::string const token = made_screen(database, {{"sites", {site}}});
    api::Reply const paired = pair(database, token);
    REQUIRE(paired.status == 204);
    std::string const cookie = cookie_of(paired);
    CHECK(cookie.starts_with("safetycell-screen=sc_"));
    CHECK(cookie.find(token) == std::string::npos);
    CHECK(wall_status(database, cookie, "site:ШАХТА 1") == 200);
    CHECK(wall_status(database, cookie, "enterprise") == 404);
    CHECK(wall_status(database, cookie, "site:NOWHERE") == 404);
    // The link works once, and the token in it proves nothing any more.
    CHECK(pair(database, token).status == 404);
    CHECK(ask_with(database, token, "/api/v1/views/wall", {{"scope", "site:ШАХТА 1"}}).status == 401);
    // For pages it is nobody, and it may ask for nothing that somebody signed in may.
    Question question{"/api/v1/session"};
    question.cookie = cookie;
    CHECK(json::parse(*database.ask(question).body).at("signed_in") == false);
    question.path = "/api/v1/editions";
    CHECK(database.ask(question).status == 403);
    store::ReadTx const tx(database.connection());
    CHECK(store::find_chain_faults(tx).empty());
}

TEST_CASE("a program may show the token of a screen instead, and a screen of all sites sees every wall") {
    PublishedDatabase database;
    database.sign_in_rules().walls_need_token = true;
    std::string const token = made_screen(database, {{"all_sites", true}});
    for (char const* const scope : {"enterprise", "own", "site:ШАХТА 1"}) {
        CAPTURE(scope);
        CHECK(ask_with(database, token, "/api/v1/views/wall", {{"scope", scope}}).status == 200);
    }
}

TEST_CASE("a screen whose token is revoked or whose account is disabled sees nothing any more") {
    PublishedDatabase database;
    database.sign_in_rules().walls_need_token = true;
    std::string const cookie = cookie_of(pair(database, made_screen(database, {{"all_sites", true}})));
    CHECK(wall_status(database, cookie, "enterprise") == 200);
    std::string const path = "/api/v1/accounts/wall-1/tokens";
    json const tokens =
        json::parse(*ask_as(database, domain::Role::admin, Method::get, path).body).at("tokens");
    CHECK(tokens.at(0).at("paired") == true);
    ask_as(database, domain::Role::admin, Method::delete_,
           fmt::format("{}/{}", path, tokens[0].at("id").get<int>()));
    CHECK(wall_status(database, cookie, "enterprise") == 401);
}

TEST_CASE("only the token of a screen is paired, so that no person's token becomes a cookie") {
    PublishedDatabase database;
    std::string const token = token_of(database, domain::Role::viewer, {{"name", "mine"}});
    CHECK(pair(database, token).status == 404);
    CHECK(pair(database, "rubbish").status == 404);
    CHECK(ask_with(database, token, "/api/v1/editions").status == 200);
}
