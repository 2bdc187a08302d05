#include "contract/live.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

/// No message from a page is longer; the io thread reads them, so a larger one is not even parsed.
constexpr std::size_t longest_message = 256;

}  // namespace

std::string render_heartbeat(Instant now, std::string_view epoch, std::int64_t edition,
                             std::string_view build) {
    Json const message{{"type", "heartbeat"},
                       {"now", to_string(now)},
                       {"epoch", epoch},
                       {"edition", edition},
                       {"build", build}};
    return message.dump();
}

std::optional<std::int64_t> parse_shown(std::string_view text) {
    if (text.size() > longest_message) return std::nullopt;
    std::size_t keys = 0;
    auto const count_keys = [&keys](int, Json::parse_event_t event, Json&) {
        if (event == Json::parse_event_t::key) ++keys;
        return true;
    };
    Json const message = Json::parse(text, count_keys, false);
    // As many keys as members: the parser lets the last of two equal keys win, we let neither.
    if (!message.is_object() || keys != 2 || message.size() != 2) return std::nullopt;
    auto const type = message.find("type");
    auto const edition = message.find("edition");
    if (type == message.end() || *type != "shown") return std::nullopt;
    if (edition == message.end() || !edition->is_number_integer()) return std::nullopt;
    auto const number = edition->get<std::int64_t>();
    return number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace safetycell::contract
