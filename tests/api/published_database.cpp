#include "api/published_database.hpp"

#include "api/errors.hpp"
#include "base/gzip.hpp"
#include "base/sha256.hpp"
#include "config/settings.hpp"
#include "store/accounts.hpp"
#include "store/identity.hpp"
#include "store/records.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace safetycell::test {
namespace {

constexpr Instant first_day{seconds{1'795'327'200}};  // 2026-11-22 06:00 UTC.
constexpr std::chrono::hours one_day{24};
constexpr Instant asked_at = first_day + one_day * 30;

void publish_one(store::Connection& connection, Instant now) {
    publish::Publisher publisher(connection,
                                 {config::parse_policy(config::default_policy_text(), "policy.toml").value(),
                                  std::string{config::default_policy_text()}},
                                 {TimeOfDay{6 * 60}}, [](live::FramesByAudience const&) {});
    REQUIRE(publisher.publish({now, std::nullopt, "tester", "a test"}, now).has_value());
}

/// Makes an account in that role, assigned to everything, and gives the cookie of a session of it.
std::string sign_in(store::WriteTx& tx, domain::Role role) {
    domain::Account account;
    account.login = "a-" + std::string{to_string(role)};
    account.name = "Somebody";
    account.role = role;
    switch (domain::assignment_of(role)) {
        case domain::Assignment::none: break;
        case domain::Assignment::one_organization:
        case domain::Assignment::organizations:
            account.organizations = {store::find_organization(tx, "OWN")->id};
            break;
        case domain::Assignment::sites: account.all_sites = true; break;
    }
    account = store::put_account(tx, account).record;
    std::string const token = "token of " + account.login;
    store::insert_session(tx, {sha256_hex(token), account.id, asked_at, asked_at, "192.0.2.1", "a test"});
    return "safetycell=" + token;
}

/// With a director who is signed in, so that asking records nothing.
store::Connection made_database(std::filesystem::path const& file, int editions, std::string& director_cookie) {
    store::Connection connection = store::create_database(file, first_day).value();
    {
        store::WriteTx tx(connection, first_day);
        tx.open_change({"tester", "set up", "a test"});
        store::put_enterprise(tx, {"Northern Copper", TimeZone(), false});
        domain::Organization own;
        own.code = "OWN";
        own.name = "Northern Copper";
        own.kind = domain::OrganizationKind::own;
        store::put_organization(tx, own);
        domain::Site site;
        site.code = "ШАХТА 1";
        site.name = "Шахта 1";
        store::put_site(tx, site);
        director_cookie = sign_in(tx, domain::Role::director);
        tx.commit();
    }
    for (int day = 1; day <= editions; ++day)
        publish_one(connection, first_day + one_day * day);
    return connection;
}

std::string pages_of_a_test() {
    return pack({{"/api/v1/openapi.json", "application/json", "no-cache", "{}"},
                 {"/wall", "text/html; charset=utf-8", "no-cache", "<!doctype html>wall"},
                 {"/assets/wall-AB12CD.js", "text/javascript; charset=utf-8",
                  "public, max-age=31536000, immutable", "console.log(1)"}});
}

}  // namespace

std::string pack(std::vector<PackedFile> const& files) {
    std::string lines;
    std::string bodies;
    for (PackedFile const& file : files) {
        std::string const body = gzip(file.text);
        lines += file.path + '\t' + file.content_type + "\t\"" + sha256_hex(file.text).substr(0, 32) + "\"\t" +
                 file.cache_control + '\t' + std::to_string(body.size()) + '\n';
        bodies += body;
    }
    return lines + '\n' + bodies;
}

PublishedDatabase::PublishedDatabase(int editions)
    : connection_(made_database(folder_ / "records.db", editions, cookies_[domain::Role::director])),
      pages_(api::Pages::parse(pages_of_a_test()).value()) {
}

PublishedDatabase::PublishedDatabase(NotSetUp)
    : connection_(store::create_database(folder_ / "records.db", first_day).value()),
      pages_(api::Pages::parse(pages_of_a_test()).value()) {
}

api::Reply PublishedDatabase::ask(Question const& question, std::span<api::Route const> routes) {
    auto const match = api::find_route(routes, question.method, question.path);
    if (!match) return api::refusal_reply(match.error(), "r-1");
    return api::dispatch(request_of(question, cookie_for(question)), *match, service_, &connection_);
}

api::Reply PublishedDatabase::ask(Question const& question, std::function<void()> const& between) {
    auto const match = api::find_route(api::routes(), question.method, question.path);
    api::Request const request = request_of(question, cookie_for(question));
    api::Prepared const prepared = api::prepare(request, match.value(), service_, connection_);
    if (!prepared.rest) return prepared.reply;
    between();
    return api::finish(request, match.value(), service_, connection_, prepared.rest);
}

std::string PublishedDatabase::cookie_for(Question const& question) {
    return question.cookie.empty() && question.role ? cookie_of(*question.role) : question.cookie;
}

api::Request PublishedDatabase::request_of(Question const& question, std::string cookie) {
    api::Request request;
    request.method = question.method;
    request.path = question.path;
    request.query = question.query;
    request.host = "localhost:8080";
    request.body = question.body;
    request.if_none_match = question.if_none_match;
    request.accepts_gzip = question.accepts_gzip;
    request.origin = question.origin;
    request.authorization = question.authorization;
    request.if_match = question.if_match;
    request.idempotency_key = question.idempotency_key;
    request.address = question.address;
    request.program = "a test";
    request.cookie = std::move(cookie);
    request.request_id = "r-1";
    request.received_at = question.at.value_or(asked_at);
    return request;
}

void PublishedDatabase::publish(Instant now) {
    publish_one(connection_, now);
}

std::string const& PublishedDatabase::cookie_of(domain::Role role) {
    std::string& cookie = cookies_[role];
    if (cookie.empty()) {
        store::WriteTx tx(connection_, asked_at);
        tx.open_change({"tester", "signs somebody in", "a test"});
        cookie = sign_in(tx, role);
        tx.commit();
    }
    return cookie;
}

std::string PublishedDatabase::epoch() {
    store::ReadTx const tx(connection_);
    return store::epoch(tx);
}

std::string error_code_of(api::Reply const& reply) {
    REQUIRE(reply.body);
    auto const json = nlohmann::json::parse(*reply.body);
    CHECK(reply.content_type == "application/json");
    CHECK(reply.cache_control == "no-store");
    CHECK(json.size() == 1);
    auto const& error = json.at("error");
    CHECK(error.size() == 4);
    CHECK_FALSE(error.at("message").get<std::string>().empty());
    CHECK(error.at("field").is_string());
    CHECK(error.at("request_id") == "r-1");
    return error.at("code").get<std::string>();
}

}  // namespace safetycell::test
