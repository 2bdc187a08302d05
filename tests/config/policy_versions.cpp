#include "config/settings.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace safetycell;
using namespace safetycell::config;

namespace {

using Edits = std::vector<std::pair<std::string_view, std::string_view>>;

/// The shipped policy with each first place that holds one text holding another.
std::string edited(Edits const& edits) {
    std::string text{default_policy_text()};
    for (auto const& [from, to] : edits) {
        std::size_t const at = text.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, "the shipped file no longer holds: ", from);
        text.replace(at, from.size(), to);
    }
    return text;
}

domain::Policy policy_of(std::string const& text) {
    return parse_policy(text, "before.toml").value();
}

/// Empty where the policy may follow.
std::string refusal(Edits const& next, Edits const& before = {}) {
    auto const read = parse_next_policy(edited(next), "p.toml", policy_of(edited(before)));
    return read ? std::string{} : read.error().message;
}

std::string line_of(std::string const& text, std::string_view part) {
    auto const end = text.begin() + static_cast<std::ptrdiff_t>(text.find(part));
    return std::to_string(1 + std::count(text.begin(), end, '\n'));
}

Edits const heavier_injuries{{"injuries = 20", "injuries = 25"}, {"mentorship = 15", "mentorship = 10"}};
Edits const second_rating{{"[rating]\nversion = 1", "[rating]\nversion = 2"}};
std::pair<std::string_view, std::string_view> const second_ltifr{"id = \"ltifr\"\nversion = 1",
                                                                 "id = \"ltifr\"\nversion = 2"};

}  // namespace

TEST_CASE("A rating that measures something else needs a higher version") {
    Edits raised = heavier_injuries;
    raised.insert(raised.end(), second_rating.begin(), second_rating.end());
    CHECK(refusal(raised).empty());
    CHECK(refusal(heavier_injuries) == "p.toml, line " + line_of(edited({}), "version = 1\n# A repeat") +
                                           ": \"rating.version\" must be at least 2: what the rating measures "
                                           "differs from version 1, which is "
                                           "in force.");
    for (auto const& edit : Edits{{"A = 85", "A = 86"},
                                  {"repeat_days = 90", "repeat_days = 91"},
                                  {"prior_weight = 10", "prior_weight = 11"},
                                  {"\"concealment\", ", ""},
                                  {"repeats = 3\n", "repeats = 4\n"}}) {
        CAPTURE(edit.first);
        CHECK(refusal({edit}).find("\"rating.version\" must be at least 2") != std::string::npos);
    }
    // The way back is a change, too.
    CHECK(refusal({}, raised).find("must be at least 3") != std::string::npos);
}

TEST_CASE("A rate that measures something else needs a higher version, and the sentence names the rate") {
    for (auto const& edit : Edits{{"classes = [\"LTI\"]", "classes = [\"LTI\", \"RWC\"]"},
                                  {"base = 1_000_000", "base = 100_000"},
                                  {"denominator = \"hours\"", "denominator = \"headcount\""},
                                  {"numerator = \"cases\"", "numerator = \"lost_days\""}}) {
        CAPTURE(edit.first);
        CHECK(refusal({edit}) ==
              "p.toml, line " + line_of(edited({}), "version = 1\nnumerator") +
                  ": \"rate.version\" must be at least 2: what the rate ltifr measures differs "
                  "from version 1, which is in force.");
        CHECK(refusal({edit, second_ltifr}).empty());
    }
}

TEST_CASE("Rules for missing hours, for violations and for who is quiet need a higher version for a change") {
    struct Case {
        std::pair<std::string_view, std::string_view> edit;
        std::string_view table;
        std::pair<std::string_view, std::string_view> raised;
        std::string_view what;
    };
    std::pair<std::string_view, std::string_view> const gaps{"[gaps]\nversion = 1", "[gaps]\nversion = 2"};
    std::pair<std::string_view, std::string_view> const violations{"[violations]\nversion = 1",
                                                                   "[violations]\nversion = 2"};
    std::pair<std::string_view, std::string_view> const quiet{"[quiet]\nversion = 1", "[quiet]\nversion = 2"};
    for (Case const& one :
         {Case{{"gap_days = 62", "gap_days = 31"}, "gaps", gaps, "the rule for missing hours"},
          Case{{"reported_days = 92", "reported_days = 60"}, "gaps", gaps, "the rule for missing hours"},
          Case{{"high = 3", "high = 5"}, "violations", violations, "the rules for violations"},
          Case{{"\"fixed_by_extended_due\"", "\"fixed_by_original_due\""},
               "violations",
               violations,
               "the rules for violations"},
          Case{{"probability = 0.05", "probability = 0.01"}, "quiet", quiet, "the rule of who is quiet"}}) {
        CAPTURE(one.edit.second);
        std::string const refused = refusal({one.edit});
        CHECK(refused.find(fmt::format("\"{}.version\" must be at least 2: what {} measures differs from "
                                       "version 1, which is in force.",
                                       one.table, one.what)) != std::string::npos);
        CHECK(std::count(refused.begin(), refused.end(), '\n') == 0);
        CHECK(refusal({one.edit, one.raised}).empty());
        CHECK(refusal({}, {one.raised}).find("must be at least 2, the version of") != std::string::npos);
    }
}

TEST_CASE("Rules recorded before they had a version are version 1") {
    Edits const without{{"[gaps]\nversion = 1", "[gaps]"},
                        {"[violations]\nversion = 1", "[violations]"},
                        {"[quiet]\nversion = 1", "[quiet]"}};
    CHECK(refusal({}, without).empty());
    CHECK(refusal(without).empty());
    CHECK(policy_of(edited(without)).gaps.version == 1);
    Edits changed = without;
    changed.emplace_back("gap_days = 62", "gap_days = 31");
    CHECK(refusal(changed).find("\"gaps.version\" must be at least 2") != std::string::npos);
}

TEST_CASE("A setting that several rates rest on asks for a higher version of each") {
    std::string const refused = refusal({{"fatalities_in_lti = true", "fatalities_in_lti = false"}});
    for (char const* const rate : {"ltifr", "severity", "kch", "kt"}) {
        CAPTURE(rate);
        CHECK(refused.find("what the rate " + std::string{rate} + " measures") != std::string::npos);
    }
    CHECK(std::count(refused.begin(), refused.end(), '\n') == 3);
}

TEST_CASE("Words, new rates, removed rates and higher versions need nothing") {
    CHECK(refusal({}).empty());
    CHECK(refusal({{"per million hours worked", "per 1,000,000 hours worked"}}).empty());
    CHECK(refusal({second_ltifr}).empty());
    CHECK(refusal({{"id = \"far\"", "id = \"other\""}, {"base = 100_000_000", "base = 5"}}).empty());
}

TEST_CASE("A version never goes down") {
    CHECK(refusal({}, {second_ltifr}).find("must be at least 2, the version of the rate ltifr in force.") !=
          std::string::npos);
    CHECK(refusal({}, second_rating).find("must be at least 2, the version of the rating in force.") !=
          std::string::npos);
}
