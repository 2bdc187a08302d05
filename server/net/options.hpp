#pragma once
// How a server listens and how patient it is. Tests shorten the times; the defaults are what is shipped.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace safetycell::net {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;               ///< 0: any free one.
    std::vector<std::string> allowed_hosts;  ///< See HostRules.
    std::vector<std::string> allowed_origins;
    std::string epoch;                     ///< Of the database.
    std::string build;                     ///< Of the pages.
    std::filesystem::path command_socket;  ///< Empty: none. Only the holder of the database's lock gives one.
    std::size_t most_connections = 8192;
    std::size_t most_body_bytes = std::size_t{256} * 1024 * 1024;  ///< Of all requests that are being read.
    bool live_needs_rights =
        false;  ///< Whether whoever opens a live connection may is asked, before and while it lives.

    using milliseconds = std::chrono::milliseconds;
    milliseconds header_deadline{10'000};  ///< For a whole header, from its first byte.
    milliseconds body_deadline{60'000};    ///< For a whole body.
    milliseconds write_deadline{60'000};   ///< For a peer to take a whole reply.
    milliseconds idle_deadline{60'000};    ///< Between two requests.
    milliseconds linger_deadline{1'000};   ///< For a refused peer to read why.
    milliseconds websocket_idle{40'000};   ///< Without a pong; pings go out at half of it.
    milliseconds websocket_handshake{10'000};
    milliseconds heartbeat_interval{15'000};
    milliseconds tick_interval{15'000};
    milliseconds rights_interval{60'000};  ///< Between two askings, when nothing was changed.
    milliseconds rights_pause{1'000};      ///< Between two at least, however much is changed.
    milliseconds drain_deadline{5'000};    ///< For open connections to end by themselves when the server stops.
};

}  // namespace safetycell::net
