#pragma once
// Accepts connections and starts a session for each. Runs on the io thread.

#include "net/coroutine.hpp"
#include "net/services.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace safetycell::net {

/// Opens the address and port of the options. Errors, each with what to do: `invalid` (no address of this
/// machine), `conflict` (the port is in use), `forbidden` (the port needs more rights).
Result<asio::ip::tcp::acceptor> open_listener(asio::io_context& io, ServerOptions const& options);

/// Until the acceptor is closed. Services must outlive every connection.
asio::awaitable<void> accept_connections(asio::ip::tcp::acceptor& acceptor, Services& services);

}  // namespace safetycell::net
