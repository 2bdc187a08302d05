#include "config/figures.hpp"

#include "config/settings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace safetycell;
using namespace safetycell::config;

namespace {

constexpr std::string_view one_figure = R"([[figure]]
id = "quiet"
members = ["ratings[].score"]
name = { en = "Quiet", ru = "Тихий" }
explanation = { en = "Few reports.", ru = "Мало сообщений." }
formula = { en = "P < {quiet.probability}", ru = "P < {quiet.probability}" }
source = { en = "Somewhere.", ru = "Где-то." }
not_good_for = { en = "Blame.", ru = "Обвинений." }
)";

std::string with(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string error_of(std::string const& text) {
    auto const read = parse_figures(text, "f.toml");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::invalid);
    return read.error().message;
}

std::string error_with(std::string_view from, std::string_view to) {
    return error_of(with(std::string{one_figure}, from, to));
}

bool says(std::string const& message, std::string_view part) {
    INFO(message);
    return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A figure is read as written") {
    auto const read = parse_figures(one_figure, "f.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    REQUIRE(read->size() == 1);
    domain::FigureExplanation const& figure = read->front();
    CHECK(figure.id == "quiet");
    CHECK(figure.members == std::vector<std::string>{"ratings[].score"});
    CHECK(figure.name == domain::Words{"Quiet", "Тихий"});
    CHECK(figure.explanation == domain::Words{"Few reports.", "Мало сообщений."});
    CHECK(figure.formula.en == "P < {quiet.probability}");
    CHECK(figure.source.ru == "Где-то.");
    CHECK(figure.not_good_for.en == "Blame.");
    CHECK(parse_figures(with(std::string{one_figure}, "members = [\"ratings[].score\"]\n", ""), "f.toml")
              ->front()
              .members.empty());
}

TEST_CASE("What is wrong with a figure is named with file, line and remedy") {
    CHECK(says(error_with("id = \"quiet\"", "id = \"Quiet one\""),
               "f.toml, line 2: \"figure.id\" must be small"));
    CHECK(says(error_with("name = ", "nam = "), "\"figure.name\" is missing"));
    CHECK(says(error_with("ru = \"Тихий\"", "ru = \"\""), "line 4: \"figure.name\" must have words in both"));
    CHECK(says(error_with("en = \"Blame.\", ", ""), "\"figure.not_good_for.en\" is missing"));
    CHECK(says(error_with("en = \"Blame.\"", "de = \"Schuld.\", en = \"Blame.\""),
               "not_good_for.de\" is not known"));
    CHECK(says(error_with("source = ", "sources = \"\"\nsource = "), "\"figure.sources\" is not known here"));
    CHECK(says(error_with("[\"ratings[].score\"]", "[1]"), "\"figure.members\" must be a list of texts"));
    CHECK(says(error_with("{quiet.probability}", "{quiet.chance}"),
               "line 6: \"figure.formula\" names \"{quiet.chance}\", which is no setting of a policy"));
    CHECK(says(error_with("Мало сообщений.", "Мало {сообщений"), "which is no setting of a policy"));
    CHECK(says(error_of(std::string{one_figure} + std::string{one_figure}),
               "line 10: \"figure.id\" is \"quiet\" a second time"));
    CHECK(says(error_of("[[figures]]\n"), "\"figure\" is missing"));
    CHECK(says(error_of(""), "at least one [[figure]]"));
    CHECK(says(error_of("[[figure]"), "this is not TOML"));
}

TEST_CASE("The shipped figures can be read, and differ from the rates in their ids") {
    auto const figures = parse_figures(default_figures_text(), "figures.toml");
    REQUIRE_MESSAGE(figures, figures.error().message);
    auto const policy = parse_policy(default_policy_text(), "policy.toml");
    REQUIRE(policy);
    for (domain::FigureExplanation const& figure : *figures) {
        CAPTURE(figure.id);
        CHECK_FALSE(domain::find_rate(*policy, figure.id));
        // A text that was forgotten to be translated.
        CHECK(figure.name.en != figure.name.ru);
        CHECK(figure.explanation.en != figure.explanation.ru);
        CHECK(figure.not_good_for.en != figure.not_good_for.ru);
    }
}
