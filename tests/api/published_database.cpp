#include "api/published_database.hpp"

#include "api/errors.hpp"
#include "base/gzip.hpp"
#include "base/sha256.hpp"
#include "config/settings.hpp"
#include "store/records.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace safetycell::test {
namespace {

constexpr Instant first_day{seconds{1'795'327'200}};  // 2026-11-22 06:00 UTC.
constexpr std::chrono::hours one_day{24};

store::Connection made_database(std::filesystem::path const& file, int editions) {
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
        tx.commit();
    }
    publish::Publisher publisher(connection,
                                 {config::parse_policy(config::default_policy_text(), "policy.toml").value(),
                                  std::string{config::default_policy_text()}},
                                 {TimeOfDay{6 * 60}}, [](live::FramesByAudience const&) {});
    for (int day = 1; day <= editions; ++day) {
        Instant const now = first_day + one_day * day;
        REQUIRE(publisher.publish({now, std::nullopt, "tester", "a test"}, now).has_value());
    }
    return connection;
}

std::string pages_of_a_test() {
    return pack({{"/wall", "text/html; charset=utf-8", "no-cache", "<!doctype html>wall"},
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
    : connection_(made_database(folder_ / "records.db", editions)),
      pages_(api::Pages::parse(pages_of_a_test()).value()) {
}

api::Reply PublishedDatabase::ask(Question const& question, std::span<api::Route const> routes) {
    auto const match = api::find_route(routes, question.method, question.path, question.peer_is_local);
    if (!match) return api::refusal_reply(match.error(), "r-1");
    api::Request request;
    request.method = question.method;
    request.path = question.path;
    request.query = question.query;
    request.host = "localhost:8080";
    request.body = question.body;
    request.if_none_match = question.if_none_match;
    request.accepts_gzip = question.accepts_gzip;
    request.peer_is_local = question.peer_is_local;
    request.request_id = "r-1";
    request.received_at = first_day + one_day * 30;
    return api::dispatch(request, *match, service_, &connection_);
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
