#include "api/first_run.hpp"

#include "api/published_database.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"
#include "store/copying.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;
using json = nlohmann::json;

namespace {

class NewServer : public PublishedDatabase {
public:
    NewServer() : PublishedDatabase(NotSetUp{}) {}

    json body() {
        return {{"code", setup_code().text()},
                {"login", "anna"},
                {"name", "Anna"},
                {"password", "four quiet lamps"},
                {"language", "ru"},
                {"enterprise", "Северная медь"},
                {"time_zone", "Asia/Almaty"},
                {"slots", {"20:00", "08:00"}},
                {"rates", "per_200_000_hours"},
                {"window", "year_to_date"}};
    }

    api::Reply set_up(json const& body) {
        Question question{"/api/v1/setup"};
        question.method = api::Method::post;
        question.role.reset();
        question.body = body.dump();
        return ask(question);
    }

    /// The field that the refusal is about.
    std::string refused_field(json const& body) {
        api::Reply const reply = set_up(body);
        CAPTURE(*reply.body);
        CHECK(reply.status == 400);
        std::string const field = json::parse(*reply.body).at("error").at("field");
        // Nothing of it was written.
        store::ReadTx const tx(connection());
        CHECK(store::newest_revision(tx) == 0);
        return field;
    }

    json session() {
        Question question{"/api/v1/session"};
        question.role.reset();
        return json::parse(*ask(question).body);
    }
};

}  // namespace

TEST_CASE("a server without an enterprise says that it waits for one, and shows nothing") {
    NewServer server;
    CHECK(server.session() == json{{"signed_in", false},
                                   {"setup_needed", true},
                                   {"enterprise", nullptr},
                                   {"slots", {"06:00", "18:00"}}});
    Question wall{"/api/v1/views/wall"};
    wall.role.reset();
    CHECK(server.ask(wall).status == 404);
    server.readiness().set_waits_for_setup(true);
    Question ready{"/readyz"};
    ready.role.reset();
    api::Reply const reply = server.ask(ready);
    CHECK(reply.status == 503);
    CHECK(reply.body->find("/setup") != std::string::npos);
}

TEST_CASE("one request sets up the enterprise, its rules and its first administrator, in one change") {
    NewServer server;
    api::Reply const reply = server.set_up(server.body());
    REQUIRE_MESSAGE(reply.status == 201, *reply.body);
    REQUIRE(reply.publication.has_value());
    CHECK(reply.publication->who == "anna");
    store::ReadTx const tx(server.connection());
    CHECK(store::newest_revision(tx) == 1);
    CHECK(store::find_enterprise(tx) ==
          domain::Enterprise{"Северная медь", TimeZone::find("Asia/Almaty").value(), false});
    CHECK(store::find_settings(tx) == store::EnterpriseSettings{"ru", {TimeOfDay{8 * 60}, TimeOfDay{20 * 60}}});
    auto const policy = publish::policy_in_force(tx, 1, publish::shipped_policy());
    REQUIRE(policy.has_value());
    CHECK(policy->policy.wall.rates == domain::WallRates::per_200_000_hours);
    CHECK(policy->policy.wall.window == domain::WindowKind::year_to_date);
    CHECK(store::has_admin(tx));
    CHECK(store::find_chain_faults(tx) == std::vector<std::string>{});
}

TEST_CASE("a setup that was sent twice is done once") {
    NewServer server;
    REQUIRE(server.set_up(server.body()).status == 201);
    CHECK(server.set_up(server.body()).status == 409);
    store::ReadTx const tx(server.connection());
    CHECK(store::newest_revision(tx) == 1);
}

TEST_CASE("what is wrong in a setup is told beside its field, and nothing of it is written") {
    NewServer server;
    auto const with = [&](std::string_view member, json value) {
        json body = server.body();
        body[std::string{member}] = std::move(value);
        return server.refused_field(body);
    };
    CHECK(with("code", "AAAAA-AAAAA-AAAAA-AAAAA") == "code");
    CHECK(with("login", "кириллица") == "login");
    CHECK(with("password", "short") == "password");
    CHECK(with("language", "de") == "language");
    CHECK(with("enterprise", nullptr) == "enterprise");
    CHECK(with("enterprise", "two\nlines") == "enterprise");
    CHECK(with("time_zone", nullptr) == "time_zone");
    CHECK(with("time_zone", "Mars/Base") == "time_zone");
    CHECK(with("slots", {"25:00"}) == "slots");
    CHECK(with("slots", {"06:00", "06:00"}) == "slots");
    CHECK(with("slots", std::vector<std::string>(store::most_slots + 1, "06:00")) == "slots");
    CHECK(with("rates", "per_hour") == "rates");
    CHECK(with("window", "for_ever") == "window");
    CHECK(with("colour", "red") == "colour");
    // The demo brings a name of its own; and this server has none to bring.
    CHECK(with("demo", true) == "enterprise");
}

TEST_CASE("the demo comes whole with the first administrator") {
    NewServer server;
    server.service().make_demo = [](store::ReadTx const& tx, std::string_view policy_text,
                                    Instant now) -> Result<std::shared_ptr<store::Connection>> {
        auto draft = std::make_shared<store::Connection>(store::blank_in_memory(tx));
        store::WriteTx entered(*draft, now - std::chrono::hours{48});
        entered.open_change({"demo", "entered", "demo"});
        store::put_enterprise(entered, {"Demo", TimeZone(), true});
        store::put_policy_revision(entered, policy_text);
        entered.commit();
        return draft;
    };
    json body = server.body();
    body.erase("enterprise");
    body.erase("time_zone");
    body["demo"] = true;
    api::Reply const reply = server.set_up(body);
    REQUIRE_MESSAGE(reply.status == 201, *reply.body);
    CHECK(reply.brought_editions);
    CHECK(reply.publication.has_value());  // Other slots than those that the demo was published at.
    store::ReadTx const tx(server.connection());
    CHECK(store::newest_revision(tx) == 2);
    CHECK(store::find_enterprise(tx)->demo);
    CHECK(store::has_admin(tx));
    CHECK(store::find_settings(tx).language == "ru");
    CHECK(store::find_chain_faults(tx) == std::vector<std::string>{});
}

TEST_CASE("where there is an enterprise the setup makes its administrator, and takes a language only") {
    PublishedDatabase database(0);
    json body{{"code", database.setup_code().text()},
              {"login", "anna"},
              {"name", "Anna"},
              {"password", "four quiet lamps"},
              {"slots", {"07:00"}}};
    Question question{"/api/v1/setup"};
    question.method = api::Method::post;
    question.role.reset();
    question.body = body.dump();
    CHECK(json::parse(*database.ask(question).body).at("error").at("field") == "slots");
    body.erase("slots");
    body["language"] = "ru";
    question.body = body.dump();
    api::Reply const reply = database.ask(question);
    CHECK(reply.status == 201);
    CHECK_FALSE(reply.publication.has_value());
    CHECK(store::find_settings(store::ReadTx(database.connection())).language == "ru");
}
