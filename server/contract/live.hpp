#pragma once
// The small messages of the live connection; schema/messages/heartbeat.schema.json describes what is sent.

#include "base/civil_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::contract {

std::string render_heartbeat(Instant now, std::string_view epoch, std::int64_t edition, std::string_view build);

/// Exactly {"type":"shown","edition":N} with a positive N; none for anything else.
std::optional<std::int64_t> parse_shown(std::string_view text);

}  // namespace safetycell::contract
