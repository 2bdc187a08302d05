#include "api/live_messages.hpp"

#include "contract/live.hpp"

namespace safetycell::api {

std::string heartbeat_message(Instant now, std::string_view epoch, std::int64_t edition,
                              std::string_view build) {
    return contract::render_heartbeat(now, epoch, edition, build);
}

std::optional<std::int64_t> read_shown_message(std::string_view text) {
    return contract::parse_shown(text);
}

}  // namespace safetycell::api
