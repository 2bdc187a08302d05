#include "contract/effect.hpp"

#include "contract/edition_parts.hpp"

namespace safetycell::contract {
namespace {

using contract::json_of;  // Beside those of this file.

Json side_of(domain::Figure const& figure, domain::Facts const& facts, domain::Policy const& policy) {
    Json object{{"scope", scope_name(figure.scope, facts)}};
    append_figure(object, figure, policy.rates[figure.definition]);
    return object;
}

Json json_of(domain::Effect const& effect, domain::Facts const& facts, domain::Policy const& policy) {
    domain::Comparison const& comparison = effect.comparison;
    Json direction = nullptr;
    if (comparison.direction) direction = to_string(*comparison.direction);
    return {{"id", policy.rates[effect.after.definition].id},
            {"before", side_of(effect.before, facts, policy)},
            {"after", side_of(effect.after, facts, policy)},
            {"ratio", json_of(comparison.ratio)},
            {"change_percent", json_of(comparison.change_percent)},
            {"lower", json_of(comparison.lower)},
            {"upper", json_of(comparison.upper)},
            {"p", json_of(comparison.p)},
            {"verdict", to_string(comparison.verdict)},
            {"direction", std::move(direction)}};
}

}  // namespace

std::string render_effect(std::vector<domain::Effect> const& effects, domain::Facts const& facts,
                          domain::Policy const& policy, Date date, std::int32_t months) {
    Json rates = Json::array();
    for (domain::Effect const& effect : effects) {
        Json& rate = rates.emplace_back(json_of(effect, facts, policy));
        // The sides are as long as was asked for: their first and last days say it, no window does.
        for (char const* const side : {"before", "after"})
            rate[side].erase("window");
    }
    Json const document{{"scope", effects.empty() ? "" : scope_name(effects.front().after.scope, facts)},
                        {"date", to_string(date)},
                        {"months", months},
                        {"rates", std::move(rates)}};
    return document.dump();
}

std::string render_comparison(domain::Effect const& effect, domain::Facts const& facts,
                              domain::Policy const& policy) {
    return json_of(effect, facts, policy).dump();
}

}  // namespace safetycell::contract
