// Every answer in JSON fits its schema in schema/messages/, whatever there is to answer.
#include "api/recorded_enterprise.hpp"
#include "support/json_schema.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::test;

namespace {

struct Answer {
    char const* schema;
    Question question;
};

Question asked_by_safety_specialist(std::string path) {
    Question question{std::move(path)};
    question.role = domain::Role::hse_specialist;
    return question;
}

std::vector<Answer> const answers{
    {"definitions", {"/api/v1/definitions"}},
    {"edition_list", {"/api/v1/editions"}},
    {"edition", {"/api/v1/editions/current"}},
    {"edition", {"/api/v1/editions/current", {{"scope", "contractors"}}}},
    {"hse", asked_by_safety_specialist("/api/v1/views/hse")},
    {"wall", {"/api/v1/views/wall"}},
    {"charts", {"/api/v1/editions/current/charts"}},
    {"charts", {"/api/v1/editions/current/charts", {{"scope", "site:ШАХТА 1"}}}},
    {"lineage", {"/api/v1/editions/current/figures/ltifr/lineage"}},
    {"lineage", {"/api/v1/editions/current/figures/severity/lineage", {{"scope", "own"}}}},
    {"lineage", {"/api/v1/editions/current/figures/kch/lineage", {{"window", "month"}}}},
    {"effect", {"/api/v1/editions/current/effect", {{"date", "2026-06-01"}, {"months", "6"}}}},
    {"effect", {"/api/v1/editions/current/effect", {{"date", "2010-01-01"}}}},
    {"comparison",
     {"/api/v1/editions/current/comparison", {{"scope", "own"}, {"other", "contractors"}, {"id", "trifr"}}}},
    {"restatement", {"/api/v1/editions/1/restatement"}},
    {"filings", {"/api/v1/filings"}},
};

}  // namespace

TEST_CASE("every answer about an enterprise with records fits its schema") {
    RecordedEnterprise enterprise;
    for (Answer const& one : answers) {
        CAPTURE(one.question.path);
        CHECK(schema_faults(one.schema, enterprise.answer(one.question).dump()) == std::vector<std::string>{});
    }
}

TEST_CASE("every answer about an enterprise without a record fits its schema") {
    PublishedDatabase database(1);
    for (Answer const& one : answers) {
        CAPTURE(one.question.path);
        api::Reply const reply = database.ask(one.question);
        REQUIRE_MESSAGE(reply.status == 200, *reply.body);
        CHECK(schema_faults(one.schema, *reply.body) == std::vector<std::string>{});
    }
}

TEST_CASE("the sides of an effect state their first and last day, and no window they do not have") {
    RecordedEnterprise enterprise;
    nlohmann::json const effect =
        enterprise.answer({"/api/v1/editions/1/effect", {{"date", "2026-09-01"}, {"months", "3"}}});
    for (nlohmann::json const& rate : effect.at("rates")) {
        CHECK(rate.at("before").at("first") == "2026-06-01");
        CHECK(rate.at("before").at("last") == "2026-08-31");
        CHECK(rate.at("after").at("first") == "2026-09-01");
        CHECK(rate.at("after").at("last") == "2026-11-23");
        CHECK_FALSE(rate.at("before").contains("window"));
        CHECK_FALSE(rate.at("after").contains("window"));
    }
    nlohmann::json const comparison = enterprise.answer(
        {"/api/v1/editions/1/comparison", {{"scope", "own"}, {"other", "contractors"}, {"window", "month"}}});
    CHECK(comparison.at("before").at("window") == "month");
}
