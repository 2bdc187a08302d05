#include "contract/edition_list.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {

std::string render_edition_list(std::vector<domain::EditionHeader> const& headers,
                                std::optional<std::int64_t> next_before) {
    using Json = nlohmann::ordered_json;
    Json editions = Json::array();
    for (domain::EditionHeader const& header : headers) {
        editions.push_back({{"edition", header.number},
                            {"kind", to_string(header.kind)},
                            {"slot", header.slot ? Json(to_string(*header.slot)) : Json(nullptr)},
                            {"as_of", to_string(header.as_of)},
                            {"known_through", header.known_through},
                            {"published_at", to_string(header.published_at)},
                            {"published_by", header.published_by},
                            {"reason", header.reason},
                            {"previous", header.previous}});
    }
    Json const list{{"editions", std::move(editions)},
                    {"next_before", next_before ? Json(*next_before) : Json(nullptr)}};
    return list.dump();
}

}  // namespace safetycell::contract
