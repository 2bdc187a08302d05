#pragma once
// A whole server on a free port with routes of the test's own, so that everything between the socket and the
// handler can be seen.

#include "net/server.hpp"
#include "support/fake_clock.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <latch>
#include <string>

namespace safetycell::test {

/// Sunday, 22 November 2026, 06:00:00 UTC.
constexpr Instant test_now{seconds{1'795'327'200}};

struct TestServer {
    FakeClock clock{test_now};
    net::ServerOptions options;
    net::ServerFunctions functions;
    std::unique_ptr<net::Server> server;

    TestServer();
    ~TestServer() { stop(); }

    TestServer& start() {
        server = std::make_unique<net::Server>(options, functions, routes(), clock);
        Result<void> const started = server->start();
        REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().message));
        return *this;
    }
    void stop() {
        if (server) server->stop();
    }
    std::uint16_t port() const { return server->port(); }

    static std::span<api::Route const> routes();
    /// Answers with method, path, parameters and body, as the handler sees them.
    static api::Reply echo(api::Request const& request, api::Match const& match);
};

/// Frames of one edition for the audiences of these tests, each text at least `size` bytes long.
live::FramesByAudience frames_of(std::int64_t edition, std::size_t size = 0);

}  // namespace safetycell::test
