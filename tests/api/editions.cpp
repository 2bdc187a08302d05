#include "api/editions.hpp"

#include "api/recorded_enterprise.hpp"
#include "base/gzip.hpp"
#include "base/sha256.hpp"
#include "contract/edition.hpp"
#include "store/editions.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace safetycell;
using namespace safetycell::test;
using nlohmann::json;

namespace {

json list_of(api::Reply const& reply) {
    REQUIRE(reply.status == 200);
    return json::parse(*reply.body);
}

std::vector<int> numbers_in(json const& list) {
    std::vector<int> numbers;
    for (json const& edition : list.at("editions"))
        numbers.push_back(edition.at("edition").get<int>());
    return numbers;
}

}  // namespace

TEST_CASE("editions are listed newest first, a page at a time, each once") {
    PublishedDatabase database(5);
    json const first = list_of(database.ask({"/api/v1/editions", {{"limit", "2"}}}));
    CHECK(numbers_in(first) == std::vector<int>{5, 4});
    CHECK(first.at("next_before") == 4);
    json const second = list_of(database.ask({"/api/v1/editions", {{"limit", "2"}, {"before", "4"}}}));
    CHECK(numbers_in(second) == std::vector<int>{3, 2});
    json const last = list_of(database.ask({"/api/v1/editions", {{"limit", "2"}, {"before", "2"}}}));
    CHECK(numbers_in(last) == std::vector<int>{1});
    CHECK(last.at("next_before").is_null());
    CHECK(numbers_in(list_of(database.ask({"/api/v1/editions"}))) == std::vector<int>{5, 4, 3, 2, 1});
    // A page that is just full is the last one when nothing follows.
    CHECK(list_of(database.ask({"/api/v1/editions", {{"limit", "5"}}})).at("next_before").is_null());

    json const& newest = first.at("editions").at(0);
    CHECK(newest.at("kind") == "out_of_slot");
    CHECK(newest.at("slot").is_null());
    CHECK(newest.at("as_of") == "2026-11-27T06:00:00Z");
    CHECK(newest.at("published_by") == "tester");
    CHECK(newest.at("reason") == "a test");
    CHECK(newest.at("previous") == 4);
}

TEST_CASE("an empty database lists no editions and has no latest one") {
    PublishedDatabase database(0);
    CHECK(*database.ask({"/api/v1/editions"}).body == R"({"editions":[],"next_before":null})");
    api::Reply const latest = database.ask({"/api/v1/editions/latest"});
    CHECK(latest.status == 404);
    CHECK(error_code_of(latest) == "not_found");
}

TEST_CASE("a page of the list is asked for in numbers") {
    PublishedDatabase database(1);
    for (auto const& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"limit", "0"},
                                                          {"limit", "501"},
                                                          {"limit", "x"},
                                                          {"limit", ""},
                                                          {"limit", "1 "},
                                                          {"limit", "-1"},
                                                          {"limit", "01"},
                                                          {"before", "0"},
                                                          {"before", "9223372036854775808"},
                                                          {"befor", "3"}}) {
        CAPTURE(name);
        CAPTURE(value);
        api::Reply const refused = database.ask({"/api/v1/editions", {{name, value}}});
        CHECK(refused.status == 400);
        CHECK(error_code_of(refused) == "invalid");
    }
}

TEST_CASE("an edition is given as it is stored, under its hash") {
    PublishedDatabase database(2);
    store::StoredEdition stored;
    {
        store::ReadTx const tx(database.connection());
        stored = store::find_edition(tx, 2).value();
    }
    api::Reply const reply = database.ask({"/api/v1/editions/2"});
    CHECK(reply.status == 200);
    CHECK(*reply.body == stored.document);
    CHECK(reply.etag == '"' + stored.sha256 + '"');
    CHECK(*database.ask({"/api/v1/editions/latest"}).body == stored.document);

    Question again{"/api/v1/editions/2"};
    again.if_none_match = reply.etag;
    CHECK(database.ask(again).status == 304);
    CHECK(database.ask(again).body == nullptr);
    again.path = "/api/v1/editions/1";
    CHECK(database.ask(again).status == 200);
}

TEST_CASE("an edition is packed for whoever takes gzip, under a tag of its own") {
    PublishedDatabase database(1);
    api::Reply const plain = database.ask({"/api/v1/editions/1"});
    CHECK_FALSE(plain.gzip_encoded);
    Question question{"/api/v1/editions/1"};
    question.accepts_gzip = true;
    api::Reply const packed = database.ask(question);
    CHECK(packed.gzip_encoded);
    CHECK(packed.body->size() < plain.body->size() / 4);
    CHECK(gunzip(*packed.body, plain.body->size()).value() == *plain.body);
    CHECK(packed.etag != plain.etag);
    for (api::Reply const* reply : {&plain, &packed}) {
        std::pair<std::string, std::string> const varies{"Vary", "Accept-Encoding"};
        CHECK(std::ranges::count(reply->headers, varies) == 1);
    }
    question.if_none_match = packed.etag;
    CHECK(database.ask(question).status == 304);
    question.if_none_match = plain.etag;
    CHECK(database.ask(question).status == 200);

    // What has no tag is packed as well, what is small is not.
    Question charts{"/api/v1/editions/1/charts"};
    charts.accepts_gzip = true;
    CHECK(database.ask(charts).gzip_encoded);
    Question small{"/healthz"};
    small.accepts_gzip = true;
    CHECK_FALSE(database.ask(small).gzip_encoded);
}

TEST_CASE("an edition is cut to one scope, with a tag of its own") {
    PublishedDatabase database(1);
    api::Reply const whole = database.ask({"/api/v1/editions/1"});
    api::Reply const cut = database.ask({"/api/v1/editions/1", {{"scope", "site:ШАХТА 1"}}});
    CHECK(cut.status == 200);
    CHECK(*cut.body == contract::cut_to_scope(*whole.body, "site:ШАХТА 1").value());
    CHECK(cut.body->size() < whole.body->size());
    CHECK(cut.etag != whole.etag);
    api::Reply const unknown = database.ask({"/api/v1/editions/1", {{"scope", "site:NOWHERE"}}});
    CHECK(unknown.status == 404);
    CHECK(error_code_of(unknown) == "not_found");
}

TEST_CASE("what is no edition is not found") {
    PublishedDatabase database(1);
    for (char const* const number : {"2", "0", "-1", "+1", "01", "1x", "x", "99999999999999999999"}) {
        CAPTURE(number);
        api::Reply const reply = database.ask({std::string("/api/v1/editions/") + number});
        CHECK(reply.status == 404);
        CHECK(error_code_of(reply) == "not_found");
    }
}

TEST_CASE("editions are for those who are signed in") {
    PublishedDatabase database(1);
    for (char const* const path : {"/api/v1/editions", "/api/v1/editions/1", "/api/v1/editions/latest"}) {
        CAPTURE(path);
        Question nobody{path};
        nobody.role.reset();
        api::Reply const refused = database.ask(nobody);
        CHECK(refused.status == 401);
        CHECK(error_code_of(refused) == "unauthenticated");
    }
}

TEST_CASE(
    "domain 12: supervisors and mentors see where others stand, without names unless a setting gives them") {
    RecordedEnterprise database;
    auto const seen_by = [&](domain::Role role) {
        Question question{"/api/v1/editions/1"};
        question.role = role;
        return database.answer(question);
    };
    auto const whole = seen_by(domain::Role::director);
    CHECK_FALSE(whole.contains("rating_table"));
    CHECK_FALSE(seen_by(domain::Role::viewer).contains("rating_table"));
    for (domain::Role const role : {domain::Role::contractor_supervisor, domain::Role::mentor}) {
        auto const cut = seen_by(role);
        CHECK(cut["ratings"].size() + cut["rating_table"].size() == whole["ratings"].size());
        REQUIRE(!cut["rating_table"].empty());
        for (auto const& row : cut["rating_table"])
            CHECK(row["name"].is_null());
    }
}
