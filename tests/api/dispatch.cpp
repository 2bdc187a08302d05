#include "api/dispatch.hpp"

#include "api/errors.hpp"
#include "api/published_database.hpp"
#include "store/change_log.hpp"
#include "store/records.hpp"

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

using namespace safetycell;
using namespace safetycell::test;

namespace {

Result<api::Reply> throws(api::Context const&, store::ReadTx&) {
    throw std::runtime_error("SELECT secret FROM /var/lib");
}
Result<api::Reply> throws_a_number(api::Context const&) {
    throw 7;
}
Result<api::Reply> fails_inside(api::Context const&, store::ReadTx&) {
    return failure(ErrorCode::internal, "SELECT secret FROM /var/lib");
}
Result<api::Reply> fails(api::Context const& context, store::ReadTx&) {
    return failure(ErrorCode::conflict, "Known already: \xff.", context.parameters.find("name")->second);
}

void add_site(store::WriteTx& tx, std::string code) {
    tx.open_change({"tester", "a test", "a test"});
    domain::Site site;
    site.code = std::move(code);
    site.name = "A site";
    store::put_site(tx, site);
}
Result<api::Reply> writes(api::Context const& context, store::WriteTx& tx) {
    add_site(tx, context.request.body);
    return api::Reply{};
}
Result<api::Reply> writes_and_fails(api::Context const&, store::WriteTx& tx) {
    add_site(tx, "NOT STORED");
    return failure(ErrorCode::invalid, "No.");
}
Result<api::Reply> writes_and_throws(api::Context const&, store::WriteTx& tx) {
    add_site(tx, "NOT STORED");
    throw std::runtime_error("a broken invariant");
}
Result<api::Reply> finds_the_disk_full(api::Context const&, store::WriteTx& tx) {
    add_site(tx, "NOT STORED");
    throw store::StoreFault("disk I/O error at /var/lib");
}

std::span<api::Route const> routes() {
    using enum api::Method;
    using enum domain::Action;
    static constexpr std::array<api::Route, 9> table{{
        {get, "/throws", see_walls, 0, "", throws},
        {get, "/number", see_walls, 0, "", throws_a_number},
        {get, "/inside", see_walls, 0, "", fails_inside},
        {get, "/fails/{name}", see_walls, 0, "", fails},
        {post, "/write", see_walls, 100, "text/plain", writes},
        {post, "/write-fail", see_walls, 100, "text/plain", writes_and_fails},
        {post, "/write-throw", see_walls, 100, "text/plain", writes_and_throws},
        {post, "/full", see_walls, 100, "text/plain", finds_the_disk_full},
    }};
    return table;
}

api::Reply ask(PublishedDatabase& database, std::string path) {
    return database.ask({std::move(path)}, routes());
}

api::Reply post(PublishedDatabase& database, std::string path, std::string body = "S1") {
    Question question{std::move(path)};
    question.method = api::Method::post;
    question.body = std::move(body);
    return database.ask(question, routes());
}

bool has_site(PublishedDatabase& database, std::string_view code) {
    store::ReadTx const tx(database.connection());
    return store::find_site(tx, code).has_value();
}

}  // namespace

TEST_CASE("whatever a handler throws is 500, and tells nothing of the inside") {
    PublishedDatabase database(0);
    for (char const* const path : {"/throws", "/number", "/inside"}) {
        CAPTURE(path);
        api::Reply const reply = ask(database, path);
        CHECK(reply.status == 500);
        CHECK(error_code_of(reply) == "internal");
        CHECK(reply.body->find("SELECT") == std::string::npos);
        CHECK(reply.body->find("/var") == std::string::npos);
    }
}

TEST_CASE("an error of a handler has its status, its field, and survives damaged text") {
    PublishedDatabase database(0);
    api::Reply const reply = ask(database, "/fails/reference");
    CHECK(reply.status == 409);
    CHECK(error_code_of(reply) == "conflict");
    CHECK(reply.body->find(R"("field":"reference")") != std::string::npos);
    CHECK(reply.body->find("Known already: \xEF\xBF\xBD.") != std::string::npos);
}

TEST_CASE("a command is committed when it succeeds, at the time of its request, and rolled back otherwise") {
    PublishedDatabase database(0);
    CHECK(post(database, "/write").status == 200);
    CHECK(has_site(database, "S1"));
    {
        store::ReadTx const tx(database.connection());
        auto const change = store::find_change(tx, store::newest_revision(tx));
        REQUIRE(change.has_value());
        CHECK(to_string(change->recorded_at) == "2026-12-22T06:00:00Z");
    }
    CHECK(post(database, "/write-fail").status == 400);
    CHECK(post(database, "/write-throw").status == 500);
    CHECK_FALSE(has_site(database, "NOT STORED"));
    CHECK(database.readiness().writes_work());
}

TEST_CASE("a clock behind the newest edition is not ready, with the remedy") {
    test::PublishedDatabase database;
    database.readiness().set_clock_is_behind(true);
    api::Reply const not_ready = database.ask({"/readyz"});
    CHECK(not_ready.status == 503);
    CHECK(not_ready.body->find("set the clock right") != std::string::npos);
    database.readiness().set_clock_is_behind(false);
    CHECK(database.ask({"/readyz"}).status == 200);
}

TEST_CASE("a write that the disk refuses is 503, and the server says that it is not ready until one succeeds") {
    PublishedDatabase database(0);
    CHECK(database.ask({"/readyz"}).status == 200);
    api::Reply const refused = post(database, "/full");
    CHECK(refused.status == 503);
    CHECK(error_code_of(refused) == "unavailable");
    CHECK(refused.body->find("/var") == std::string::npos);
    CHECK_FALSE(has_site(database, "NOT STORED"));

    api::Reply const not_ready = database.ask({"/readyz"});
    CHECK(not_ready.status == 503);
    CHECK(error_code_of(not_ready) == "unavailable");
    CHECK(not_ready.headers.front() == std::pair<std::string, std::string>{"Retry-After", "15"});
    CHECK(database.ask({"/healthz"}).status == 200);

    CHECK(post(database, "/write", "S2").status == 200);
    CHECK(database.ask({"/readyz"}).status == 200);
}

TEST_CASE("each kind of error has its status") {
    struct Case {
        ErrorCode code;
        int status;
    };
    for (Case const& one :
         {Case{ErrorCode::invalid, 400}, Case{ErrorCode::unauthenticated, 401}, Case{ErrorCode::forbidden, 403},
          Case{ErrorCode::not_found, 404}, Case{ErrorCode::conflict, 409}, Case{ErrorCode::stale, 412},
          Case{ErrorCode::too_large, 413}, Case{ErrorCode::too_many, 429}, Case{ErrorCode::unavailable, 503},
          Case{ErrorCode::internal, 500}}) {
        CAPTURE(to_string(one.code));
        CHECK(api::status_of(one.code) == one.status);
        CHECK(api::error_reply({one.code, "A sentence.", ""}, "r-1").status == one.status);
    }
}
