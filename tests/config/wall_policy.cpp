#include "config/wall_policy.hpp"

#include "config/settings.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::config;
using domain::WallRates;
using domain::WindowKind;

namespace {

std::string with(std::string_view from, std::string_view to) {
    std::string text{default_policy_text()};
    std::size_t const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string refusal(std::string const& text) {
    auto const read = parse_policy(text, "p.toml");
    return read ? std::string{} : read.error().message;
}

}  // namespace

TEST_CASE(
    "every choice of what walls show makes a policy that reads as it was meant, and changes nothing else") {
    for (WallRates const rates : {WallRates::per_million_hours, WallRates::per_200_000_hours}) {
        for (WindowKind const window : domain::all_window_kinds) {
            std::string const text = shipped_policy_with({rates, window});
            auto const policy = parse_policy(text, "p.toml");
            REQUIRE_MESSAGE(policy.has_value(), policy.error().message);
            CHECK(policy->wall.rates == rates);
            CHECK(policy->wall.window == window);
            // What remains of the shipped text is its own, comments too.
            CHECK(text.starts_with(default_policy_text().substr(0, default_policy_text().find("[wall]"))));
            CHECK(text.ends_with(
                default_policy_text().substr(default_policy_text().find("# The rates, in the"))));
        }
    }
    CHECK(shipped_policy_with({}) == default_policy_text());
}

TEST_CASE("a policy from before walls could be chosen shows what they showed") {
    std::string text{default_policy_text()};
    std::size_t const first = text.find("[wall]");
    text.erase(first, text.find("# The rates, in the") - first);
    auto const policy = parse_policy(text, "p.toml");
    REQUIRE(policy.has_value());
    CHECK(policy->wall.rates == WallRates::per_million_hours);
    CHECK(policy->wall.window == WindowKind::rolling_12_months);
}

TEST_CASE("what walls cannot show is refused in words") {
    CHECK(refusal(with("rates = \"per_million_hours\"", "rates = \"per_hour\"")).find("per_200_000_hours") !=
          std::string::npos);
    CHECK(refusal(with("window = \"rolling_12_months\"", "window = \"week\"")).find("year_to_date") !=
          std::string::npos);
    std::string lacking = with("rates = \"per_million_hours\"", "rates = \"per_200_000_hours\"");
    std::size_t const at = lacking.find("id = \"dart_200k\"");
    REQUIRE(at != std::string::npos);
    lacking.replace(at, 16, "id = \"dart_other\"");
    CHECK(refusal(lacking).find("dart_200k") != std::string::npos);
}
