#include "config/wall_policy.hpp"

#include "config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace safetycell::config {
namespace {

/// Replaces what stands after "key = " in the section.
void set_value(std::string& text, std::string_view key, std::string const& value) {
    auto const section = text.find("\n[wall]\n");
    auto const at = section == std::string::npos ? section : text.find(fmt::format("\n{} = ", key), section);
    if (at == std::string::npos) throw std::logic_error("the shipped policy has another section [wall]");
    auto const first = at + 1 + key.size() + 3;
    text.replace(first, text.find('\n', first) - first, value);
}

}  // namespace

domain::WallPolicy read_wall(TomlTable& root, std::vector<domain::RateDefinition> const& rates) {
    domain::WallPolicy wall;
    auto table = root.find_table("wall");
    if (!table) return wall;
    std::string const base = table->text("rates");
    auto const chosen = domain::wall_rates_from(base);
    if (chosen) {
        wall.rates = *chosen;
    } else {
        table->add_fault("rates", "must be \"per_million_hours\" or \"per_200_000_hours\".");
    }
    for (std::string_view const id : domain::ids_of(wall.rates)) {
        if (std::ranges::find(rates, id, &domain::RateDefinition::id) == rates.end()) {
            table->add_fault("rates", fmt::format("needs the rate \"{}\", which is not among them.", id));
        }
    }
    auto const window = domain::window_kind_from(table->text("window"));
    if (window) {
        wall.window = *window;
    } else {
        table->add_fault("window", "must be \"rolling_12_months\", \"year_to_date\" or \"month\".");
    }
    table->refuse_unknown_keys();
    return wall;
}

std::string shipped_policy_with(domain::WallPolicy const& wall) {
    std::string text{default_policy_text()};
    set_value(text, "rates", fmt::format("\"{}\"", to_string(wall.rates)));
    set_value(text, "window", fmt::format("\"{}\"", to_string(wall.window)));
    return text;
}

}  // namespace safetycell::config
