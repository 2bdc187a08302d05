#pragma once
// Why a WebSocket is closed, and whether the page should come back. A page that was cut off without a close
// code always reconnects. Pages read the same table in docs/api.md.

#include <array>
#include <cstdint>
#include <string_view>

namespace safetycell::net {

struct CloseCode {
    std::uint16_t code;
    std::string_view reason;  ///< Sent with it.
    bool reconnect;           ///< With growing pauses.
};

namespace close_codes {

constexpr CloseCode going_away{1001, "The server is stopping.", true};
/// 1002, 1007 and 1009 are sent by the protocol layer below the sessions.
constexpr CloseCode protocol_error{1002, "", false};
constexpr CloseCode unsupported_data{1003, "Binary messages are not read here.", false};
constexpr CloseCode damaged_text{1007, "", false};
constexpr CloseCode policy_violation{1008, "This message is not understood here.", false};
constexpr CloseCode too_big{1009, "", false};
constexpr CloseCode not_admitted{4401, "This screen is not paired with the server any more.", true};
constexpr CloseCode audience_gone{4404, "The current edition has nothing for this audience.", false};

constexpr std::array<CloseCode, 8> all{going_away,       protocol_error, unsupported_data, damaged_text,
                                       policy_violation, too_big,        not_admitted,     audience_gone};

}  // namespace close_codes
}  // namespace safetycell::net
