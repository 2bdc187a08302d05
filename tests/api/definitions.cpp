#include "api/definitions.hpp"

#include "api/published_database.hpp"
#include "config/figures.hpp"
#include "config/settings.hpp"
#include "publish/policy.hpp"
#include "support/source_file.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

using namespace safetycell;
using namespace safetycell::test;
using nlohmann::json;

namespace {

json figures_by_id(json const& answer) {
    json figures = json::object();
    for (json const& figure : answer.at("figures"))
        figures[figure.at("id").get<std::string>()] = figure;
    return figures;
}

bool has_words(json const& words) {
    return words.size() == 2 && !words.at("en").get<std::string>().empty() &&
           !words.at("ru").get<std::string>().empty();
}

/// The paths of all members that the schema of the edition's document describes: "figures[].interval.lower".
void collect_members(json const& schema, std::string const& path, std::set<std::string>& members) {
    if (schema.contains("items")) collect_members(schema.at("items"), path + "[]", members);
    if (!schema.contains("properties")) return;
    for (auto const& [name, member] : schema.at("properties").items()) {
        std::string const member_path = path.empty() ? name : path + '.' + name;
        members.insert(member_path);
        collect_members(member, member_path, members);
    }
}

std::set<std::string> members_of_an_edition() {
    std::ifstream file(safetycell::test::source_file("schema/messages/edition.schema.json"));
    REQUIRE(file.good());
    std::set<std::string> members;
    collect_members(json::parse(file), "", members);
    return members;
}

/// What is not a figure: what the edition is, whom and what its figures are about, and the parts of each list
/// that name an entry. Rates explain the rest of themselves.
std::set<std::string> const no_figures{"format",
                                       "edition",
                                       "kind",
                                       "slot",
                                       "as_of",
                                       "as_of_date",
                                       "known_through",
                                       "published_at",
                                       "published_by",
                                       "reason",
                                       "previous",
                                       "next_slot_at",
                                       "slot_seconds",
                                       "enterprise",
                                       "time_zone",
                                       "demo",
                                       "definitions",
                                       "completeness",
                                       "completeness[].scope",
                                       "organizations",
                                       "sites",
                                       "figures",
                                       "figures[].scope",
                                       "figures[].id",
                                       "figures[].version",
                                       "figures[].base",
                                       "figures[].numerator",
                                       "figures[].value",
                                       "day_counts",
                                       "day_counts[].scope",
                                       "day_counts[].class",
                                       "violations",
                                       "violations[].scope",
                                       "rankings",
                                       "rankings[].id",
                                       "rankings[].version",
                                       "rankings[].window",
                                       "rankings[].population",
                                       "rankings[].base",
                                       "rankings[].organizations",
                                       "rankings[].organizations[].code",
                                       "ratings",
                                       "ratings[].organization"};

/// Whether `path` is `member` or lies within it.
bool lies_in(std::string_view path, std::string_view member) {
    return path.starts_with(member) &&
           (path.size() == member.size() || path[member.size()] == '.' || path[member.size()] == '[');
}

}  // namespace

TEST_CASE("the route explains every rate and every figure, to everybody") {
    PublishedDatabase database(1);
    Question question{"/api/v1/definitions"};
    question.role.reset();
    api::Reply const reply = database.ask(question);
    REQUIRE(reply.status == 200);
    CHECK(reply.content_type == "application/json");
    json const answer = json::parse(*reply.body);
    CHECK(answer.size() == 2);
    REQUIRE(answer.at("rates").size() == 8);
    json const& ltifr = answer.at("rates")[0];
    CHECK(ltifr.at("id") == "ltifr");
    CHECK(ltifr.at("version") == 1);
    CHECK(ltifr.at("formula").at("en") == "LTI × 1,000,000 / hours worked");
    for (json const& rate : answer.at("rates")) {
        CAPTURE(rate.at("id"));
        for (char const* const key : {"name", "explanation", "formula", "source", "good_for", "not_good_for"})
            CHECK(has_words(rate.at(key)));
    }
    for (json const& figure : answer.at("figures")) {
        CAPTURE(figure.at("id"));
        CHECK(figure.size() == 7);
        CHECK(figure.at("members").is_array());
        for (char const* const key : {"name", "explanation", "formula", "source", "not_good_for"}) {
            CHECK(has_words(figure.at(key)));
            CHECK(figure.at(key).dump().find('{', 1) == std::string::npos);
        }
    }
    question.if_none_match = reply.etag;
    CHECK(database.ask(question).status == 304);
    CHECK(database.ask({"/api/v1/definitions", {{"language", "en"}}}).status == 400);
}

TEST_CASE("the words are those of the policy of the current edition") {
    auto const band_formula = [](json const& answer) {
        return figures_by_id(answer).at("rating_band").at("formula").at("en").get<std::string>();
    };
    PublishedDatabase database(0);
    json const before = json::parse(*database.ask({"/api/v1/definitions"}).body);
    CHECK(before.at("rates").size() == 8);
    CHECK(band_formula(before).starts_with("A from 85,"));

    // An edition of a policy from before sources were told, with a band of its own.
    std::string text{config::default_policy_text()};
    text.replace(text.find("A = 85"), 6, "A = 90");
    for (char const* const key : {"\nsource.en", "\nsource.ru"}) {
        std::size_t const at = text.find(key);
        text.erase(at, text.find('\n', at + 1) - at);
    }
    Instant const now{seconds{1'795'500'000}};
    publish::Publisher publisher(database.connection(),
                                 {config::parse_policy(text, "policy.toml").value(), text}, {TimeOfDay{6 * 60}},
                                 [](live::FramesByAudience const&) {});
    REQUIRE(publisher.publish({now, std::nullopt, "tester", "a test"}, now).has_value());
    json const after = json::parse(*database.ask({"/api/v1/definitions"}).body);
    CHECK(band_formula(after).starts_with("A from 90,"));
    CHECK(after.at("rates")[0].at("source").at("en") == "");
    CHECK(after.at("rates")[1].at("source").at("en") != "");

    // The document of the edition holds nothing of what is only for readers.
    json const edition = json::parse(*database.ask({"/api/v1/editions/current"}).body);
    CHECK(edition.at("definitions")[1].size() == 8);
    CHECK_FALSE(edition.at("definitions")[1].contains("source"));
}

TEST_CASE("before the first edition the words are those of the policy recorded last") {
    PublishedDatabase database(0);
    std::string text{config::default_policy_text()};
    text.replace(text.find("[rating]\nversion = 1"), 20, "[rating]\nversion = 2");
    text.replace(text.find("A = 85"), 6, "A = 90");
    REQUIRE(publish::record_policy(database.connection(), {"policy.toml", text, "tester", "a test"},
                                   Instant{seconds{1'795'400'000}}));
    json const answer = json::parse(*database.ask({"/api/v1/definitions"}).body);
    CHECK(figures_by_id(answer)
              .at("rating_band")
              .at("formula")
              .at("en")
              .get<std::string>()
              .starts_with("A from 90,"));
}

TEST_CASE("whatever an edition shows is explained, and what is explained is shown") {
    auto const figures = config::parse_figures(config::default_figures_text(), "figures.toml").value();
    std::set<std::string> const members = members_of_an_edition();
    REQUIRE(members.contains("rankings[].organizations[].rank_from"));
    for (std::string const& member : members) {
        bool is_explained = no_figures.contains(member);
        for (char const* const header : {"definitions", "organizations", "sites"})
            is_explained = is_explained || lies_in(member, header);
        for (domain::FigureExplanation const& figure : figures) {
            for (std::string const& explained : figure.members)
                is_explained = is_explained || lies_in(member, explained);
        }
        CHECK_MESSAGE(is_explained, member,
                      ": explain it in config/figures.toml, or name it in no_figures of this test");
    }
    for (domain::FigureExplanation const& figure : figures) {
        for (std::string const& explained : figure.members)
            CHECK_MESSAGE(members.contains(explained), figure.id, " explains what no edition has: ", explained);
    }
    for (std::string const& member : no_figures)
        CHECK_MESSAGE(members.contains(member), "no edition has: ", member);
}

TEST_CASE("what rates contractors and what only pages show is explained, each by its name") {
    auto const figures = config::parse_figures(config::default_figures_text(), "figures.toml").value();
    std::set<std::string> ids;
    for (domain::FigureExplanation const& figure : figures)
        ids.insert(figure.id);
    for (std::size_t i = 0; i < domain::rating_component_count; ++i) {
        auto const component = static_cast<domain::RatingComponent>(i);
        CHECK(ids.contains("rating_" + std::string{to_string(component)}));
    }
    for (std::size_t i = 0; i < domain::gate_count; ++i)
        CHECK(ids.contains("gate_" + std::string{to_string(static_cast<domain::Gate>(i))}));
    for (char const* const id :
         {"lti", "tri", "comparison", "verdict", "effect", "streak_probability", "repeat", "due_date",
          "rating_raise", "disputed", "quiet", "restatement", "chart_time_between", "chart_violations_u",
          "chart_funnel", "chart_trend", "violations_ageing", "chart_closing", "chart_safety_cross"}) {
        CAPTURE(id);
        CHECK(ids.contains(id));
    }
    auto const on_time = std::ranges::find(figures, "on_time_definitions", &domain::FigureExplanation::id);
    REQUIRE(on_time != figures.end());
    for (std::size_t i = 0; i < domain::on_time_definition_count; ++i) {
        std::string const name{to_string(static_cast<domain::OnTimeDefinition>(i))};
        CHECK(on_time->formula.en.find('`' + name + '`') != std::string::npos);
        CHECK(on_time->formula.ru.find('`' + name + '`') != std::string::npos);
    }
}
