#pragma once
// One screen's WebSocket. Two loops on the io thread: one always reads, because the timeouts of the stream only
// work while a read is pending; the other writes one message at a time, the newest frame the screen lacks, or a
// heartbeat because pages cannot see pings. A screen that does not read holds up nobody: its subscription keeps
// the newest frame only, and the idle timeout ends it.

#include "api/message.hpp"
#include "api/route.hpp"
#include "live/hub.hpp"
#include "net/services.hpp"

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include <string>

namespace safetycell::net {

/// A request that was admitted to become a WebSocket.
struct Upgrade {
    boost::beast::tcp_stream stream;
    boost::beast::http::request<boost::beast::http::empty_body> request;
    api::Request asked;  ///< What was admitted, to be asked again while the connection lives.
    api::Match match;
    std::string audience;
    live::Position held;  ///< What the screen says it has.
    bool gzip = false;    ///< Frames as binary messages, compressed; else as text.
};

/// Answers 101 and serves the screen until it leaves or the server stops.
void open_websocket(Upgrade upgrade, Services& services);

}  // namespace safetycell::net
