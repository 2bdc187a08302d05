#include "api/second_factor.hpp"

#include "api/published_database.hpp"
#include "base/base32.hpp"
#include "base/password.hpp"
#include "domain/second_factor.hpp"
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
constexpr std::string_view password = "four quiet lamps";
std::string const path = "/api/v1/account/second-factor";

/// Somebody with a password, signed in.
struct Person {
    PublishedDatabase database{0};
    std::string cookie;
    std::string secret;
    std::vector<std::string> recovery_codes;

    Person() {
        cookie = database.cookie_of(domain::Role::viewer);
        store::WriteTx tx(database.connection(), asked_at);
        store::set_password_hash(tx, store::find_account(tx, "a-viewer")->account.id, hash_password(password));
        tx.commit();
    }

    api::Reply ask(Method method, std::string where, json const& body = nullptr, Instant at = asked_at) {
        Question question{std::move(where)};
        question.method = method;
        question.cookie = cookie;
        if (!body.is_null()) question.body = body.dump();
        question.at = at;
        return database.ask(question);
    }

    std::string code(Instant at) const {
        return domain::one_time_code(from_base32(secret).value(), domain::code_step(at));
    }

    void enrol() {
        api::Reply const offered = ask(Method::post, path);
        REQUIRE(offered.status == 201);
        secret = json::parse(*offered.body).at("secret");
        api::Reply const set = ask(Method::put, path, {{"code", code(asked_at)}});
        REQUIRE(set.status == 200);
        json::parse(*set.body).at("recovery_codes").get_to(recovery_codes);
    }

    api::Reply sign_in(json const& code, Instant at, std::string address = "192.0.2.1") {
        Question question{"/api/v1/session"};
        question.method = Method::post;
        question.role.reset();
        json body{{"login", "a-viewer"}, {"password", password}};
        if (!code.is_null()) body["code"] = code;
        question.body = body.dump();
        question.at = at;
        question.address = std::move(address);
        return database.ask(question);
    }
};

bool begins_session(api::Reply const& reply) {
    for (auto const& [name, value] : reply.headers)
        if (name == "Set-Cookie") return true;
    return false;
}

Instant steps_later(int steps) {
    return asked_at + seconds{30 * steps};
}

}  // namespace

TEST_CASE("a second factor counts once a code was given for it") {
    Person person;
    json const offered = json::parse(*person.ask(Method::post, path).body);
    person.secret = offered.at("secret");
    CHECK(person.secret.size() == 32);
    CHECK(offered.at("address") == "otpauth://totp/SafetyCell:a-viewer?secret=" + person.secret +
                                       "&issuer=SafetyCell&algorithm=SHA1&digits=6&period=30");
    CHECK(begins_session(person.sign_in(nullptr, asked_at)));
    CHECK(person.ask(Method::put, path, {{"code", "000000"}}).status == 400);
    CHECK(begins_session(person.sign_in(nullptr, asked_at)));
    person.enrol();
    CHECK(person.recovery_codes.size() == 10);
    CHECK(json::parse(*person.ask(Method::get, path).body) ==
          json{{"set", true}, {"possible", true}, {"recovery_codes", 10}});
    CHECK(person.ask(Method::post, path).status == 409);
}

TEST_CASE("with a second factor the password alone begins no session") {
    Person person;
    person.enrol();
    api::Reply const half = person.sign_in(nullptr, steps_later(2));
    CHECK(half.status == 200);
    CHECK_FALSE(begins_session(half));
    CHECK(json::parse(*half.body) == json{{"signed_in", false}, {"second_factor_needed", true}});
    CHECK(begins_session(person.sign_in(person.code(steps_later(2)), steps_later(2))));
}

TEST_CASE("a code works once, also the one that set the second factor") {
    Person person;
    person.enrol();
    CHECK(person.sign_in(person.code(asked_at), asked_at).status == 401);
    std::string const code = person.code(steps_later(1));
    CHECK(person.sign_in(code, steps_later(1)).status == 200);
    CHECK(person.sign_in(code, steps_later(1)).status == 401);
    CHECK(person.sign_in(code, steps_later(2)).status == 401);
}

TEST_CASE("a recovery code works once, as people type it") {
    Person person;
    person.enrol();
    std::string typed = person.recovery_codes.front();
    for (char& c : typed)
        c = c == '-' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    CHECK(begins_session(person.sign_in(typed, asked_at)));
    CHECK(person.sign_in(person.recovery_codes.front(), asked_at).status == 401);
    CHECK(json::parse(*person.ask(Method::get, path).body).at("recovery_codes") == 9);
    store::Statement rows = person.database.connection().prepare("SELECT code_sha256 FROM recovery_code");
    while (rows.step())
        for (std::string const& code : person.recovery_codes)
            CHECK(rows.text(0) != code);
}

TEST_CASE("wrong codes cost time like wrong passwords, and the right password forgives none") {
    Person person;
    person.enrol();
    std::string const stranger = "198.51.100.9";
    for (int i = 0; i < 5; ++i) {
        CHECK(person.sign_in(nullptr, steps_later(4), stranger).status == 200);
        CHECK(person.sign_in("000000", steps_later(4), stranger).status == 401);
    }
    CHECK(person.sign_in(person.code(steps_later(4)), steps_later(4), stranger).status == 429);
    json const failed = json::parse(*person.database.ask({"/api/v1/failed-sign-ins"}).body)["failed_sign_ins"];
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].at("proof") == "second_factor");
    CHECK(failed[0].at("count") == 5);
}

TEST_CASE("a wrong password with a right code tells nothing more than a wrong password") {
    Person person;
    person.enrol();
    Question question{"/api/v1/session"};
    question.method = Method::post;
    question.role.reset();
    question.body =
        json{{"login", "a-viewer"}, {"password", "another"}, {"code", person.code(steps_later(2))}}.dump();
    question.at = steps_later(2);
    api::Reply const reply = person.database.ask(question);
    CHECK(reply.status == 401);
    CHECK(json::parse(*reply.body).at("error").at("field") == "password");
    CHECK(person.sign_in(person.code(steps_later(2)), steps_later(2)).status == 200);
}

TEST_CASE("a one-time link sets a password and does not replace the second factor") {
    Person person;
    person.enrol();
    Question making{"/api/v1/accounts/a-viewer/link"};
    making.method = Method::post;
    making.role = domain::Role::admin;
    std::string const made = json::parse(*person.database.ask(making).body).at("path");
    Question using_it{"/api/v1/access-link"};
    using_it.method = Method::post;
    using_it.role.reset();
    using_it.body = json{{"token", made.substr(made.find('=') + 1)}, {"password", password}}.dump();
    api::Reply const reply = person.database.ask(using_it);
    CHECK(reply.status == 200);
    CHECK_FALSE(begins_session(reply));
    CHECK(person.sign_in(nullptr, steps_later(3)).status == 200);
    CHECK(begins_session(person.sign_in(person.code(steps_later(3)), steps_later(3))));
}

TEST_CASE("a second factor is removed with a code, or by an administrator, and both stand in the chain") {
    Person person;
    person.enrol();
    CHECK(person.ask(Method::post, path + "/removal", {{"code", "000000"}}).status == 400);
    CHECK(person.ask(Method::post, path + "/removal", {{"code", person.recovery_codes[3]}}).status == 204);
    CHECK(begins_session(person.sign_in(nullptr, asked_at)));
    person.enrol();
    Question removing{"/api/v1/accounts/a-viewer/second-factor"};
    removing.method = Method::delete_;
    removing.role = domain::Role::admin;
    CHECK(person.database.ask(removing).status == 204);
    CHECK(person.database.ask(removing).status == 404);
    CHECK(begins_session(person.sign_in(nullptr, asked_at)));
    store::ReadTx const tx(person.database.connection());
    std::vector<std::string> events;
    store::Statement rows = person.database.connection().prepare(
        "SELECT event FROM account_event WHERE event GLOB 'second*' ORDER BY change");
    while (rows.step())
        events.emplace_back(rows.text(0));
    CHECK(events == std::vector<std::string>{"second_factor_set", "second_factor_removed", "second_factor_set",
                                             "second_factor_removed"});
    CHECK(store::find_chain_faults(tx).empty());
}
