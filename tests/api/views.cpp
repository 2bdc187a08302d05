#include "api/views.hpp"

#include "api/published_database.hpp"
#include "base/gzip.hpp"
#include "store/editions.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace safetycell;
using namespace safetycell::test;

TEST_CASE("the wall's view is the stored bytes of the current edition, packed or unpacked as asked") {
    PublishedDatabase database(2);
    std::string stored;
    {
        store::ReadTx const tx(database.connection());
        stored = store::find_current_view(tx, "wall/enterprise")->gzip;
    }
    Question question{"/api/v1/views/wall"};
    question.role.reset();
    question.accepts_gzip = true;
    api::Reply const packed = database.ask(question);
    CHECK(packed.status == 200);
    CHECK(packed.gzip_encoded);
    CHECK(*packed.body == stored);
    CHECK(packed.content_type == "application/json");
    CHECK(packed.cache_control == "no-cache");

    question.accepts_gzip = false;
    api::Reply const plain = database.ask(question);
    CHECK_FALSE(plain.gzip_encoded);
    CHECK(*plain.body == gunzip(stored, 1'000'000).value());
    CHECK(nlohmann::json::parse(*plain.body).at("edition") == 2);
    CHECK(*database.ask({"/api/v1/views/wall", {{"scope", "enterprise"}}}).body == *plain.body);
}

TEST_CASE("the tag names epoch and edition, and tells packed from unpacked") {
    PublishedDatabase database(2);
    Question question{"/api/v1/views/wall"};
    std::string const position = database.epoch() + ".2";
    CHECK(database.ask(question).etag == '"' + position + '"');
    question.accepts_gzip = true;
    CHECK(database.ask(question).etag == '"' + position + ".gzip\"");

    for (auto const& [tags, status] : std::vector<std::pair<std::string, int>>{
             {'"' + position + ".gzip\"", 304},
             {"W/\"" + position + ".gzip\"", 304},
             {"\"other\", \"" + position + ".gzip\"", 304},
             {"*", 304},
             {'"' + position + '"', 200},
             {position + ".gzip", 200},
             {"\"other\"", 200},
             {",,", 200},
         }) {
        CAPTURE(tags);
        question.if_none_match = tags;
        api::Reply const reply = database.ask(question);
        CHECK(reply.status == status);
        CHECK((reply.body == nullptr) == (status == 304));
        std::pair<std::string, std::string> const vary{"Vary", "Accept-Encoding"};
        CHECK(std::find(reply.headers.begin(), reply.headers.end(), vary) != reply.headers.end());
    }
}

TEST_CASE("each scope that has a wall has a view") {
    PublishedDatabase database(1);
    for (char const* const scope : {"enterprise", "own", "contractors", "site:ШАХТА 1"}) {
        CAPTURE(scope);
        api::Reply const reply = database.ask({"/api/v1/views/wall", {{"scope", scope}}});
        REQUIRE(reply.status == 200);
        CHECK(nlohmann::json::parse(*reply.body).at("scope").at("id") == scope);
    }
    for (char const* const scope : {"", "nobody", "site:", "site:NOWHERE", "../enterprise", "enterprise'--"}) {
        CAPTURE(scope);
        api::Reply const reply = database.ask({"/api/v1/views/wall", {{"scope", scope}}});
        CHECK(reply.status == 404);
        CHECK(error_code_of(reply) == "not_found");
    }
    CHECK(database.ask({"/api/v1/views/wall", {{"scopes", "own"}}}).status == 400);
}

TEST_CASE("before the first edition there is no view") {
    PublishedDatabase database(0);
    api::Reply const reply = database.ask({"/api/v1/views/wall"});
    CHECK(reply.status == 404);
    CHECK(reply.body->find("No edition has been published yet") != std::string::npos);
}
