#include "net/listener.hpp"

#include "net/http_session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <string_view>

namespace safetycell::net {
namespace {

using asio::ip::tcp;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds pause_after_fault{100};
constexpr std::chrono::minutes between_complaints{1};

constexpr std::string_view full_reply =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 15\r\nConnection: close\r\n\r\n";

tl::unexpected<Error> listen_failure(boost::system::error_code fault, ServerOptions const& options) {
    std::string const place = fmt::format("port {} of {}", options.port, options.address);
    if (fault == asio::error::address_in_use) {
        return failure(ErrorCode::conflict,
                       fmt::format("Another program listens on {}; stop it, or choose another `port`.", place),
                       "port");
    }
    if (fault == asio::error::access_denied) {
        return failure(ErrorCode::forbidden,
                       fmt::format("This user may not listen on {}; choose a `port` above 1023, or let a proxy "
                                   "pass that port on.",
                                   place),
                       "port");
    }
    if (fault == boost::system::errc::address_not_available) {
        return failure(ErrorCode::invalid,
                       fmt::format("This machine has no address {}; listen on 127.0.0.1 for programs on this "
                                   "machine, or on 0.0.0.0 for everybody who can reach it.",
                                   options.address),
                       "listen_address");
    }
    return failure(ErrorCode::unavailable, fmt::format("Cannot listen on {}: {}.", place, fault.message()),
                   "port");
}

/// The peer is told to come back later, as far as its socket takes that without waiting.
void turn_away(tcp::socket& socket) {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(full_reply), ignored);
}

}  // namespace

Result<tcp::acceptor> open_listener(asio::io_context& io, ServerOptions const& options) {
    boost::system::error_code fault;
    auto const address = asio::ip::make_address(options.address, fault);
    if (fault) {
        return failure(
            ErrorCode::invalid,
            fmt::format("`{}` is no IP address; listen on 127.0.0.1 for programs on this machine, or on "
                        "0.0.0.0 for everybody who can reach it.",
                        options.address),
            "listen_address");
    }
    tcp::endpoint const endpoint(address, options.port);
    tcp::acceptor acceptor(io);
    acceptor.open(endpoint.protocol(), fault);
    // A restarted server takes its port back at once, although old connections of it still fade away.
    if (!fault) acceptor.set_option(asio::socket_base::reuse_address(true), fault);
    if (!fault) acceptor.bind(endpoint, fault);
    if (!fault) acceptor.listen(asio::socket_base::max_listen_connections, fault);
    if (fault) return listen_failure(fault, options);
    return acceptor;
}

asio::awaitable<void> accept_connections(tcp::acceptor& acceptor, Services& services) {
    asio::steady_timer pause(acceptor.get_executor());
    SteadyClock::time_point next_complaint = SteadyClock::now();
    for (;;) {
        auto [fault, socket] = co_await acceptor.async_accept(as_result);
        if (!acceptor.is_open()) break;
        if (fault) {
            // Most often the process has no descriptor left. To ask again at once would burn the thread that is
            // needed to free one.
            services.counters.accept_faults.add();
            if (SteadyClock::now() >= next_complaint) {
                next_complaint = SteadyClock::now() + between_complaints;
                log::warning("cannot accept connections",
                             {{"reason", fault.message()}, {"times", services.counters.accept_faults.value()}});
            }
            pause.expires_after(pause_after_fault);
            co_await pause.async_wait(as_result);
            continue;
        }
        if (services.sessions.count() >= services.options.most_connections) {
            services.counters.connections_refused.add();
            turn_away(socket);
            continue;
        }
        services.counters.connections.add();
        asio::co_spawn(acceptor.get_executor(), serve_connection(std::move(socket), services),
                       log_unhandled("serving a connection"));
    }
}

}  // namespace safetycell::net
