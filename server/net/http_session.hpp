#pragma once
// One connection that speaks HTTP/1.1: reads a header within its deadline, lets the guard judge it, finds the
// route, reads the body within the route's limit, has the request carried out on the thread its route asks for,
// and writes the reply; then the next request, or a WebSocket. Runs on the io thread.

#include "net/coroutine.hpp"
#include "net/services.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace safetycell::net {

/// Serves the connection until it ends or has become a WebSocket.
asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket, Services& services);

}  // namespace safetycell::net
