#include "contract/settings.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {

std::string render_settings(SettingsEntry const& entry) {
    using Json = nlohmann::ordered_json;
    Json slots = Json::array();
    for (TimeOfDay const slot : entry.slots)
        slots.push_back(to_string(slot));
    Json json{{"name", entry.enterprise.name}, {"time_zone", entry.enterprise.time_zone.name()},
              {"demo", entry.enterprise.demo}, {"language", nullptr},
              {"slots", std::move(slots)},     {"change", entry.change}};
    if (!entry.language.empty()) json["language"] = entry.language;
    return json.dump();
}

}  // namespace safetycell::contract
