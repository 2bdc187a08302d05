#pragma once
// The small messages of the live connection besides the stored views: what `net` sends and reads without
// knowing JSON.

#include "base/civil_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::api {

/// Tells a page that the server lives, its time, and what should be on the screen.
std::string heartbeat_message(Instant now, std::string_view epoch, std::int64_t edition,
                              std::string_view build);

/// The edition that a page says it shows: {"type":"shown","edition":N}. None for any other message.
std::optional<std::int64_t> read_shown_message(std::string_view text);

}  // namespace safetycell::api
