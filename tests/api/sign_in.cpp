#include "api/sign_in.hpp"

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

constexpr std::string_view good_password = "four quiet lamps";

std::string header_of(api::Reply const& reply, std::string_view name) {
    for (auto const& [known, value] : reply.headers)
        if (known == name) return value;
    return {};
}

/// What a browser sends back of a Set-Cookie.
std::string cookie_of(api::Reply const& reply) {
    std::string const set = header_of(reply, "Set-Cookie");
    return set.substr(0, set.find(';'));
}

Question asking(Method method, std::string path, std::string body = {}) {
    Question question{std::move(path)};
    question.method = method;
    question.role.reset();
    question.body = std::move(body);
    return question;
}

Question by_cookie(Method method, std::string path, std::string cookie, std::string body = {}) {
    Question question = asking(method, std::move(path), std::move(body));
    question.cookie = std::move(cookie);
    return question;
}

std::string setup_body(PublishedDatabase& database, std::string_view password = good_password) {
    return json{{"code", database.setup_code().text()},
                {"login", "Anna"},
                {"name", "Анна Петрова"},
                {"password", password}}
        .dump();
}

std::string credentials(std::string_view login, std::string_view password) {
    return json{{"login", login}, {"password", password}}.dump();
}

/// A database with the administrator "anna"; gives the cookie of the session.
std::string set_up(PublishedDatabase& database) {
    api::Reply const reply = database.ask(asking(Method::post, "/api/v1/setup", setup_body(database)));
    REQUIRE(reply.status == 201);
    return cookie_of(reply);
}

api::Reply sign_in(PublishedDatabase& database, std::string_view login, std::string_view password,
                   std::string address = "192.0.2.1", std::optional<Instant> at = std::nullopt) {
    Question question = asking(Method::post, "/api/v1/session", credentials(login, password));
    question.address = std::move(address);
    question.at = at;
    return database.ask(question);
}

bool is_signed_in(PublishedDatabase& database, std::string const& cookie,
                  std::optional<Instant> at = std::nullopt) {
    Question question = by_cookie(Method::get, "/api/v1/session", cookie);
    question.at = at;
    return json::parse(*database.ask(question).body).at("signed_in").get<bool>();
}

constexpr Instant asked_at{seconds{1'795'327'200 + 30 * 86'400}};

}  // namespace

TEST_CASE("the first administrator comes with the code that the server printed, once") {
    PublishedDatabase database(0);
    json const before = json::parse(*database.ask(asking(Method::get, "/api/v1/session")).body);
    CHECK(before == json{{"signed_in", false},
                         {"setup_needed", true},
                         {"enterprise", "Northern Copper"},
                         {"slots", {"06:00", "18:00"}}});

    api::Reply const wrong = database.ask(asking(
        Method::post, "/api/v1/setup",
        R"({"code":"AAAAA-AAAAA-AAAAA-AAAAA","login":"anna","name":"Anna","password":"four quiet lamps"})"));
    CHECK(wrong.status == 400);
    CHECK(json::parse(*wrong.body)["error"]["field"] == "code");
    api::Reply const weak = database.ask(asking(Method::post, "/api/v1/setup", setup_body(database, "short")));
    CHECK(weak.status == 400);
    CHECK(json::parse(*weak.body)["error"]["field"] == "password");

    api::Reply const done = database.ask(asking(Method::post, "/api/v1/setup", setup_body(database)));
    REQUIRE(done.status == 201);
    json const answer = json::parse(*done.body);
    CHECK(answer.at("account").at("login") == "anna");
    CHECK(answer.at("account").at("role") == "admin");
    CHECK(answer.at("may").at("manage_accounts") == "everything");
    CHECK(is_signed_in(database, cookie_of(done)));

    api::Reply const again = database.ask(asking(Method::post, "/api/v1/setup", setup_body(database)));
    CHECK(again.status == 409);
}

TEST_CASE("the setup code is read as people type it") {
    PublishedDatabase database(0);
    std::string code = database.setup_code().text();
    CHECK(code.size() == 23);
    CHECK(database.setup_code().matches(code));
    std::string typed;
    for (char const c : code)
        typed += c == '-' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    CHECK(database.setup_code().matches(typed));
    CHECK_FALSE(database.setup_code().matches(""));
    code.back() = code.back() == 'A' ? 'B' : 'A';
    CHECK_FALSE(database.setup_code().matches(code));
}

TEST_CASE("a session's cookie is for this server's pages only, and its token is stored as a hash") {
    PublishedDatabase database(0);
    set_up(database);
    api::Reply const reply = sign_in(database, "ANNA", good_password);
    REQUIRE(reply.status == 200);
    std::string const set = header_of(reply, "Set-Cookie");
    CHECK(set.starts_with("safetycell="));
    CHECK(set.find("; HttpOnly") != std::string::npos);
    CHECK(set.find("; SameSite=Lax") != std::string::npos);
    CHECK(set.find("; Path=/") != std::string::npos);
    CHECK(reply.cache_control == "no-store");
    std::string const token = cookie_of(reply).substr(std::string_view{"safetycell="}.size());
    store::ReadTx const tx(database.connection());
    auto const account = store::find_account(tx, "anna");
    for (store::Session const& session : store::load_sessions(tx, account->account.id))
        CHECK(session.token_sha256 != token);
    CHECK(reply.body->find(token) == std::string::npos);
}

TEST_CASE("login and password that do not belong together are told nothing more, whoever exists") {
    PublishedDatabase database(0);
    set_up(database);
    api::Reply const unknown = sign_in(database, "nobody", good_password);
    api::Reply const wrong = sign_in(database, "anna", "four quiet lampz");
    CHECK(unknown.status == 401);
    CHECK(wrong.status == 401);
    CHECK(*unknown.body == *wrong.body);
}

TEST_CASE("failures to sign in slow down whoever fails, and lock nobody out who was here before") {
    PublishedDatabase database(0);
    set_up(database);
    std::string const attacker = "198.51.100.9";
    for (int i = 0; i < 5; ++i)
        CHECK(sign_in(database, "anna", "wrong wrong wrong", attacker).status == 401);
    api::Reply const slowed = sign_in(database, "anna", "wrong wrong wrong", attacker);
    CHECK(slowed.status == 429);
    CHECK(header_of(slowed, "Retry-After") == "1");
    // The right password does not help at once either: the wait would tell that it was right.
    CHECK(sign_in(database, "anna", good_password, attacker).status == 429);
    CHECK(sign_in(database, "anna", good_password, attacker, asked_at + seconds{1}).status == 200);
    CHECK(sign_in(database, "anna", good_password).status == 200);
}

TEST_CASE("an account that is tried from many addresses is slowed for strangers only") {
    PublishedDatabase database(0);
    set_up(database);
    for (int i = 0; i < 21; ++i)
        sign_in(database, "anna", "wrong wrong wrong", fmt::format("198.51.100.{}", i));
    CHECK(sign_in(database, "anna", good_password, "203.0.113.77").status == 429);
    CHECK(sign_in(database, "anna", good_password).status == 200);
    CHECK(sign_in(database, "anna", good_password, "203.0.113.77", asked_at + std::chrono::hours{25}).status ==
          200);
}

TEST_CASE("a session ends by signing out, by idling, and by its age") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    std::chrono::hours const idle{12};
    CHECK(is_signed_in(database, cookie, asked_at + idle - seconds{1}));
    CHECK_FALSE(is_signed_in(database, cookie, asked_at + idle));

    Instant now = asked_at;
    for (; now < asked_at + std::chrono::hours{24 * 30} - idle; now += std::chrono::hours{6}) {
        Question renewal = by_cookie(Method::post, "/api/v1/session/renew", cookie);
        renewal.at = now;
        REQUIRE(database.ask(renewal).status == 204);
    }
    CHECK(is_signed_in(database, cookie, asked_at + std::chrono::hours{24 * 30} - idle));
    CHECK_FALSE(is_signed_in(database, cookie, asked_at + std::chrono::hours{24 * 30}));

    std::string const other = cookie_of(sign_in(database, "anna", good_password));
    api::Reply const out = database.ask(by_cookie(Method::delete_, "/api/v1/session", other));
    CHECK(out.status == 204);
    CHECK(header_of(out, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    CHECK_FALSE(is_signed_in(database, other));
}

TEST_CASE("signing out everywhere ends every session of the account") {
    PublishedDatabase database(0);
    std::string const one = set_up(database);
    std::string const two = cookie_of(sign_in(database, "anna", good_password));
    json const sessions =
        json::parse(*database.ask(by_cookie(Method::get, "/api/v1/account/sessions", one)).body);
    CHECK(sessions.at("sessions").size() == 2);
    CHECK(database.ask(by_cookie(Method::delete_, "/api/v1/account/sessions", one)).status == 204);
    CHECK_FALSE(is_signed_in(database, one));
    CHECK_FALSE(is_signed_in(database, two));
}

TEST_CASE("another password needs the one in force, and ends the other sessions") {
    PublishedDatabase database(0);
    std::string const one = set_up(database);
    std::string const two = cookie_of(sign_in(database, "anna", good_password));
    auto const change = [&](std::string_view from, std::string_view to) {
        return database
            .ask(by_cookie(Method::post, "/api/v1/account/password", one,
                           json{{"password", from}, {"new_password", to}}.dump()))
            .status;
    };
    CHECK(change("wrong wrong wrong", "five quiet lamps") == 400);
    CHECK(change(good_password, "short") == 400);
    CHECK(change(good_password, "five quiet lamps") == 204);
    CHECK(is_signed_in(database, one));
    CHECK_FALSE(is_signed_in(database, two));
    CHECK(sign_in(database, "anna", good_password).status == 401);
    CHECK(sign_in(database, "anna", "five quiet lamps").status == 200);
}

TEST_CASE("a page of another origin changes nothing with the cookie that a browser lends it") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    for (auto const origin : {api::Request::Origin::foreign, api::Request::Origin::none}) {
        Question forged = by_cookie(Method::delete_, "/api/v1/account/sessions", cookie);
        forged.origin = origin;
        CHECK(database.ask(forged).status == 403);
    }
    Question foreign_sign_in = asking(Method::post, "/api/v1/session", credentials("anna", good_password));
    foreign_sign_in.origin = api::Request::Origin::foreign;
    CHECK(database.ask(foreign_sign_in).status == 403);
    CHECK(is_signed_in(database, cookie));
}

TEST_CASE(
    "a token does what its account may, until it expires or is revoked, and a reading one changes nothing") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    api::Reply const made = database.ask(
        by_cookie(Method::post, "/api/v1/account/tokens", cookie, R"({"name":"nightly report","days":1})"));
    REQUIRE(made.status == 201);
    json const token = json::parse(*made.body);
    CHECK(token.at("read_only") == true);
    auto const with_token = [&](Method method, std::string path, std::string body = {}) {
        Question question = asking(method, std::move(path), std::move(body));
        question.origin = api::Request::Origin::none;
        question.authorization = "Bearer " + token.at("token").get<std::string>();
        return question;
    };
    CHECK(database.ask(with_token(Method::get, "/api/v1/accounts")).status == 200);
    CHECK(database.ask(with_token(Method::post, "/api/v1/account/tokens", R"({"name":"more"})")).status == 403);
    Question late = with_token(Method::get, "/api/v1/accounts");
    late.at = asked_at + std::chrono::hours{24};
    CHECK(database.ask(late).status == 401);

    json const list = json::parse(*database.ask(by_cookie(Method::get, "/api/v1/account/tokens", cookie)).body);
    REQUIRE(list.at("tokens").size() == 1);
    CHECK_FALSE(list.at("tokens")[0].contains("token"));
    std::string const path = fmt::format("/api/v1/account/tokens/{}", token.at("id").get<int>());
    CHECK(database.ask(by_cookie(Method::delete_, path, cookie)).status == 204);
    CHECK(database.ask(by_cookie(Method::delete_, path, cookie)).status == 404);
    CHECK(database.ask(with_token(Method::get, "/api/v1/accounts")).status == 401);
    Question basic = asking(Method::get, "/api/v1/definitions");
    basic.authorization = "Basic YTpi";
    CHECK(database.ask(basic).status == 401);
}

TEST_CASE("every sign-in and what proves who somebody is stands in the chain of changes") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    sign_in(database, "anna", good_password);
    database.ask(by_cookie(Method::delete_, "/api/v1/session", cookie));
    store::ReadTx const tx(database.connection());
    std::vector<std::string> reasons;
    for (store::Change const& change : store::load_changes(tx, 1, store::newest_revision(tx))) {
        CHECK(change.author.who == "anna");
        CHECK(change.author.source == "web, 192.0.2.1");
        reasons.push_back(change.author.why);
    }
    CHECK(reasons == std::vector<std::string>{"Set the server up", "Signed in", "Signed out"});
    CHECK(store::find_chain_faults(tx).empty());
}

TEST_CASE("what is secret is never kept beside an idempotency key") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    for (auto const& [path, body] : std::vector<std::pair<std::string, std::string>>{
             {"/api/v1/account/tokens", R"({"name":"nightly"})"},
             {"/api/v1/account/password",
              R"({"password":"four quiet lamps","new_password":"five quiet lamps"})"}}) {
        Question question = by_cookie(Method::post, path, cookie, body);
        question.idempotency_key = "once";
        CHECK(database.ask(question).status < 300);
    }
    store::Statement kept = database.connection().prepare("SELECT count(*) FROM kept_reply");
    REQUIRE(kept.step());
    CHECK(kept.integer(0) == 0);
}

TEST_CASE("another password voids the tokens, and a token makes none") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    json const made = json::parse(*database
                                       .ask(by_cookie(Method::post, "/api/v1/account/tokens", cookie,
                                                      R"({"name":"writes","read_only":false})"))
                                       .body);
    Question by_token = asking(Method::post, "/api/v1/account/tokens", R"({"name":"more"})");
    by_token.authorization = "Bearer " + made.at("token").get<std::string>();
    by_token.origin = api::Request::Origin::none;
    CHECK(database.ask(by_token).status == 403);
    by_token.path = "/api/v1/accounts";
    by_token.method = Method::get;
    by_token.body.clear();
    CHECK(database.ask(by_token).status == 200);
    database.ask(by_cookie(Method::post, "/api/v1/account/password", cookie,
                           R"({"password":"four quiet lamps","new_password":"five quiet lamps"})"));
    CHECK(database.ask(by_token).status == 401);
}

TEST_CASE("a password that was changed while it was looked at is not taken") {
    PublishedDatabase database(0);
    set_up(database);
    Question question = asking(Method::post, "/api/v1/session", credentials("anna", good_password));
    api::Reply const right = database.ask(question, [&] {
        store::WriteTx tx(database.connection(), asked_at);
        auto const account = store::find_account(tx, "anna");
        store::set_password_hash(tx, account->account.id, "$argon2id$v=19$another");
        tx.commit();
    });
    CHECK(right.status == 401);
}

TEST_CASE("failures to sign in are counted for administrators, without what was typed") {
    PublishedDatabase database(0);
    std::string const cookie = set_up(database);
    auto const changes = [&] {
        store::ReadTx const tx(database.connection());
        return store::newest_revision(tx);
    };
    Revision const before = changes();
    for (int i = 0; i < 3; ++i)
        sign_in(database, "anna", "wrong wrong wrong", "198.51.100.9", asked_at + seconds{i});
    sign_in(database, "my-password-by-mistake", "wrong wrong wrong", "2001:db8::1:2");
    sign_in(database, "anna", "wrong wrong wrong", "198.51.100.9", asked_at + std::chrono::minutes{20});
    api::Reply const reply = database.ask(by_cookie(Method::get, "/api/v1/failed-sign-ins", cookie));
    REQUIRE(reply.status == 200);
    CHECK(reply.body->find("mistake") == std::string::npos);
    json const lines = json::parse(*reply.body).at("failed_sign_ins");
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].at("login") == "anna");
    CHECK(lines[0].at("count") == 1);
    CHECK(lines[1] == json{{"login", "anna"},
                           {"address", "198.51.100.9"},
                           {"proof", "password"},
                           {"first_at", to_string(asked_at)},
                           {"last_at", to_string(asked_at + seconds{2})},
                           {"count", 3}});
    CHECK(lines[2].at("login") == nullptr);
    CHECK(lines[2].at("address") == "2001:db8::/64");
    CHECK(changes() == before);  // The chain is not flooded.
}

TEST_CASE("an administrator without a password cannot sign in, and does not count as one") {
    PublishedDatabase database(0);
    {
        store::WriteTx tx(database.connection(), asked_at);
        tx.open_change({"tester", "invite", "a test"});
        domain::Account invited;
        invited.login = "boris";
        invited.name = "Boris";
        invited.role = domain::Role::admin;
        store::put_account(tx, invited);
        tx.commit();
    }
    CHECK(json::parse(*database.ask(asking(Method::get, "/api/v1/session")).body).at("setup_needed") == true);
    std::string const cookie = set_up(database);
    json const session = json::parse(*database.ask(by_cookie(Method::get, "/api/v1/session", cookie)).body);
    json const revision{{"name", "Anna"},
                        {"role", "viewer"},
                        {"change", session.at("account").at("change")},
                        {"reason", "another job"}};
    CHECK(database.ask(by_cookie(Method::put, "/api/v1/accounts/anna", cookie, revision.dump())).status == 409);
}
