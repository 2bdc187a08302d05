#pragma once
// The server as one thing: listener, sessions, hub, workers, ticker and command socket, started and stopped
// together. Built and owned by `app`, and by tests. Asio stays behind it.

#include "api/route.hpp"
#include "base/clock.hpp"
#include "live/hub.hpp"
#include "net/counters.hpp"
#include "net/options.hpp"
#include "net/server_functions.hpp"

#include <memory>
#include <span>

namespace safetycell::net {

class Server {
public:
    /// `clock` must outlive the server, and so must whatever the functions use.
    Server(ServerOptions options, ServerFunctions functions, std::span<api::Route const> routes,
           Clock const& clock);
    /// Stops.
    ~Server();

    /// Opens the port and the command socket and starts the threads; or nothing of it, with the error of
    /// open_listener or CommandSocket::open.
    Result<void> start();

    /// Takes no more connections, lets open ones end (WebSockets with close code 1001), finishes what the
    /// workers have begun, and ends all threads. May be called twice, from any thread but the server's own.
    void stop();

    /// The port that is listened on. Precondition: started.
    std::uint16_t port() const;

    /// Gives screens the frames of the current edition. From any thread, also before the start.
    void publish(live::FramesByAudience frames);

    Counters const& counters() const;

    /// What each connected screen says it shows, by audience; see Hub::shown. From any thread but the server's
    /// own. Precondition: started and not stopped.
    std::vector<std::pair<std::string, std::int64_t>> shown() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace safetycell::net
