// Live connections over real sockets: what screens get, and what happens to those that misbehave.

#include "net/close_codes.hpp"
#include "net/test_server.hpp"
#include "net/ws_client.hpp"
#include "support/source_file.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cctype>
#include <fstream>
#include <memory>
#include <set>
#include <thread>
#include <vector>

using namespace safetycell;
using namespace std::string_literals;
using namespace safetycell::test;
using namespace std::chrono_literals;

namespace {

std::string const enterprise = "/api/v1/live?audience=wall/enterprise";

std::string text_of(std::int64_t edition) {
    return frames_of(edition).at("wall/enterprise")->text;
}

/// Publishes and waits until every subscription has its frame.
void publish(TestServer& server, live::FramesByAudience frames) {
    server.server->publish(std::move(frames));
    server.server->shown();
}

/// Reads until the close frame, answers it as a browser does, and gives its code; 0 when the connection just
/// ends.
int close_code_of(WsClient& client) {
    for (;;) {
        std::optional<WsMessage> const message = client.read();
        if (!message) return 0;
        if (message->opcode != Opcode::close) continue;
        client.send(Opcode::close, message->payload);
        CHECK(client.raw().is_closed());
        return message->close_code();
    }
}

/// The status of a request for an upgrade that is not granted.
int refusal_of(TestServer& server, std::string const& target, std::string const& fields = "") {
    return WsClient(server.port(), target, fields).reply().status;
}

}  // namespace

TEST_CASE("a screen hears the heartbeat at once, then gets the newest edition, then each newer one") {
    TestServer server;
    server.start();
    publish(server, frames_of(7));
    WsClient client(server.port(), enterprise);
    CHECK(client.reply().status == 101);
    CHECK(client.reply().field("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    std::optional<WsMessage> const heartbeat = client.read();
    REQUIRE(heartbeat);
    CHECK(heartbeat->opcode == Opcode::text);
    CHECK(heartbeat->payload ==
          R"({"type":"heartbeat","now":"2026-11-22T06:00:00Z","epoch":"e1","edition":7,"build":"b1"})");
    std::optional<WsMessage> const first = client.read();
    REQUIRE(first);
    CHECK(first->opcode == Opcode::text);
    CHECK(first->payload == text_of(7));
    for (std::int64_t edition = 8; edition < 20; ++edition) {
        publish(server, frames_of(edition));
        CHECK(client.read_frame()->payload == text_of(edition));
    }
}

TEST_CASE("a screen that asks for gzip gets the stored bytes as a binary message") {
    TestServer server;
    server.start();
    publish(server, frames_of(7));
    WsClient client(server.port(), enterprise + "&encoding=gzip");
    std::optional<WsMessage> const frame = client.read_frame();
    REQUIRE(frame);
    CHECK(frame->opcode == Opcode::binary);
    CHECK(frame->payload == "gzip of " + text_of(7));
}

TEST_CASE("a screen gets what it lacks, and only that") {
    TestServer server;
    server.start();
    publish(server, frames_of(7));
    struct Case {
        char const* have;
        bool lacks;
    };
    for (Case const& one : {Case{"e1.7", false}, Case{"e1.6", true}, Case{"e1.8", true}, Case{"e0.7", true},
                            Case{"", true}, Case{"rubbish", true}}) {
        CAPTURE(one.have);
        TestServer other;
        other.start();
        publish(other, frames_of(7));
        WsClient client(other.port(), enterprise + "&have=" + one.have);
        REQUIRE(client.reply().status == 101);
        REQUIRE(client.read()->payload.find("heartbeat") != std::string::npos);
        publish(other, frames_of(9));
        // What is not sent cannot be waited for: what comes next must be the next one.
        std::string const next = client.read_frame()->payload;
        if (one.lacks) {
            bool const was_sent_the_newest = next == text_of(7) || next == text_of(9);
            CHECK(was_sent_the_newest);
        } else {
            CHECK(next == text_of(9));
        }
    }
}

TEST_CASE("a screen that was away for two editions gets the last one and not the one between") {
    TestServer server;
    server.start();
    publish(server, frames_of(7));
    {
        WsClient client(server.port(), enterprise);
        CHECK(client.read_frame()->payload == text_of(7));
    }
    publish(server, frames_of(8));
    publish(server, frames_of(9));
    WsClient client(server.port(), enterprise + "&have=e1.7");
    CHECK(client.read_frame()->payload == text_of(9));
    publish(server, frames_of(10));
    CHECK(client.read_frame()->payload == text_of(10));
}

TEST_CASE("before the first edition a screen may wait for it") {
    TestServer server;
    server.start();
    WsClient client(server.port(), enterprise);
    WsClient unknown(server.port(), "/api/v1/live?audience=wall/site:NOWHERE");
    CHECK(client.read()->payload.find(R"("edition":0)") != std::string::npos);
    CHECK(unknown.read()->payload.find(R"("edition":0)") != std::string::npos);
    publish(server, frames_of(1));
    CHECK(client.read_frame()->payload == text_of(1));
    CHECK(close_code_of(unknown) == net::close_codes::audience_gone.code);
}

TEST_CASE("each audience gets its own bytes") {
    TestServer server;
    server.start();
    publish(server, frames_of(3));
    WsClient client(server.port(), "/api/v1/live?audience=wall%2Fown");
    CHECK(client.read_frame()->payload == frames_of(3).at("wall/own")->text);
}

TEST_CASE("who may not have a live connection is refused before it is one") {
    TestServer server;
    server.options.allowed_origins = {"https://panel.example.org"};
    server.start();
    publish(server, frames_of(1));
    CHECK(refusal_of(server, enterprise, "Origin: http://evil.example\r\n") == 403);
    CHECK(refusal_of(server, enterprise, "Origin: null\r\n") == 403);
    CHECK(refusal_of(server, enterprise, "Origin: http://localhost.evil.example\r\n") == 403);
    CHECK(refusal_of(server, enterprise, "Origin: http://localhost\r\nOrigin: http://localhost\r\n") == 403);
    CHECK(refusal_of(server, "/api/v1/live?audience=wall/nobody") == 404);
    CHECK(refusal_of(server, "/api/v1/live") == 400);
    CHECK(refusal_of(server, enterprise + "&encoding=br") == 400);
    CHECK(RawClient(server.port()).get(enterprise).status == 426);
    CHECK(server.server->counters().live_sessions.value() == 0);

    CHECK(refusal_of(server, enterprise, "Origin: http://localhost\r\n") == 101);
    CHECK(refusal_of(server, enterprise, "Origin: https://panel.example.org\r\n") == 101);
    CHECK(refusal_of(server, enterprise) == 101);
}

TEST_CASE("heartbeats go on") {
    TestServer server;
    server.options.heartbeat_interval = 20ms;
    server.start();
    WsClient client(server.port(), enterprise);
    for (int i = 0; i < 5; ++i) {
        server.clock.advance(seconds{15});
        CHECK(client.read()->payload.find("heartbeat") != std::string::npos);
    }
}

TEST_CASE("a screen that does not read holds the newest edition only and delays nobody") {
    TestServer server;
    server.start();
    WsClient stalled(server.port(), enterprise, "", 4096);
    WsClient reading(server.port(), enterprise);
    constexpr std::size_t size = 4UL * 1024 * 1024;
    constexpr std::int64_t editions = 30;
    std::vector<std::weak_ptr<live::Frame const>> published;
    for (std::int64_t edition = 1; edition <= editions; ++edition) {
        live::FramesByAudience frames = frames_of(edition, size);
        std::string const expected = frames.at("wall/enterprise")->text;
        published.emplace_back(frames.at("wall/enterprise"));
        publish(server, std::move(frames));
        bool const arrived = reading.read_frame()->payload == expected;
        CHECK(arrived);
    }
    server.server->shown();
    std::size_t alive = 0;
    for (auto const& frame : published)
        alive += frame.expired() ? 0U : 1U;
    // The one half sent to it, and the newest.
    CHECK(alive <= 2);

    std::vector<std::string> got;
    while (got.empty() || got.back().find("edition 30 ") == std::string::npos) {
        std::optional<WsMessage> const message = stalled.read_frame();
        REQUIRE(message);
        got.push_back(message->payload.substr(0, 40));
    }
    CHECK(got.size() <= 3);
}

TEST_CASE("a screen that answers no pings is cut off; one that does stays") {
    TestServer server;
    server.options.websocket_idle = 1s;
    server.start();
    publish(server, frames_of(1));
    WsClient dead(server.port(), enterprise);
    WsClient alive(server.port(), enterprise);
    int pings = 0;
    while (pings < 4) {
        std::optional<WsMessage> const message = alive.read();
        REQUIRE(message);
        if (message->opcode != Opcode::ping) continue;
        ++pings;
        alive.send(Opcode::pong, message->payload);
    }
    while (dead.read()) {
    }
    publish(server, frames_of(2));
    CHECK(alive.read_frame()->payload == text_of(2));
    server.stop();
    CHECK(server.server->counters().deadlines_missed.value() == 1);
}

TEST_CASE("what a screen says it shows is kept, the newest of it") {
    TestServer server;
    server.start();
    publish(server, frames_of(7));
    WsClient client(server.port(), enterprise);
    CHECK(client.read_frame()->payload == text_of(7));
    client.send(Opcode::text, R"({"type":"shown","edition":7})");
    client.send(Opcode::text, R"({"edition":6,"type":"shown"})");
    using Shown = std::vector<std::pair<std::string, std::int64_t>>;
    while (server.server->shown() != Shown{{"wall/enterprise", 7}})
        std::this_thread::yield();
    publish(server, frames_of(8));
    CHECK(client.read_frame()->payload == text_of(8));
}

TEST_CASE("messages that a page never sends end the connection with their code") {
    TestServer server;
    server.start();
    auto const code_after = [&server](auto misbehave) {
        WsClient client(server.port(), enterprise);
        REQUIRE(client.reply().status == 101);
        misbehave(client);
        return close_code_of(client);
    };
    auto const text = [&code_after](std::string const& payload) {
        return code_after([&payload](WsClient& client) { client.send(Opcode::text, payload); });
    };
    for (char const* const payload :
         {"", "hello", "{}", "[]", "null", R"({"type":"shown"})", R"({"type":"shown","edition":0})",
          R"({"type":"shown","edition":-1})", R"({"type":"shown","edition":1.5})",
          R"({"type":"shown","edition":"1"})", R"({"type":"shown","edition":1e400})",
          R"({"type":"shown","edition":1,"x":1})", R"({"type":"shown","edition":1,"edition":2})",
          R"({"type":"seen","edition":1})", R"({"type":"shown","edition":1}x)", R"([[[[[[[[[[[[[[[[[[)"}) {
        CAPTURE(payload);
        CHECK(text(payload) == net::close_codes::policy_violation.code);
    }
    CHECK(text(std::string(60'000, ' ')) == net::close_codes::policy_violation.code);
    CHECK(text(std::string(70'000, ' ')) == net::close_codes::too_big.code);
    CHECK(text("\xff\xfe") == net::close_codes::damaged_text.code);
    CHECK(code_after([](WsClient& client) { client.send(Opcode::binary, "x"); }) ==
          net::close_codes::unsupported_data.code);
    // Reserved opcode, reserved bit, a continuation of nothing, a fragmented ping, an unmasked frame.
    CHECK(code_after([](WsClient& client) { client.send(static_cast<Opcode>(3), "x"); }) ==
          net::close_codes::protocol_error.code);
    CHECK(code_after([](WsClient& client) { client.raw().send("\xc1\x80\0\0\0\0"s); }) ==
          net::close_codes::protocol_error.code);
    CHECK(code_after([](WsClient& client) { client.send(Opcode::continuation, "x"); }) ==
          net::close_codes::protocol_error.code);
    CHECK(code_after([](WsClient& client) { client.send(Opcode::ping, "x", false); }) ==
          net::close_codes::protocol_error.code);
    CHECK(code_after([](WsClient& client) { client.raw().send("\x81\x01x"); }) ==
          net::close_codes::protocol_error.code);

    // None of it hurt anybody else.
    publish(server, frames_of(1));
    WsClient client(server.port(), enterprise);
    CHECK(client.read_frame()->payload == text_of(1));
}

TEST_CASE("a page that leaves, politely or not, is forgotten") {
    TestServer server;
    server.start();
    publish(server, frames_of(1));
    WsClient polite(server.port(), enterprise);
    CHECK(polite.read_frame()->payload == text_of(1));
    polite.send(Opcode::close, "\x03\xe8"s);
    CHECK(close_code_of(polite) == 1000);
    {
        WsClient rude(server.port(), enterprise);
        CHECK(rude.read_frame()->payload == text_of(1));
    }
    while (!server.server->shown().empty())
        std::this_thread::yield();
    publish(server, frames_of(2));
}

TEST_CASE("a stopping server closes with 1001, which means come back") {
    TestServer server;
    server.start();
    publish(server, frames_of(1));
    WsClient client(server.port(), enterprise);
    WsClient idle(server.port(), enterprise + "&have=e1.1");
    CHECK(client.read_frame()->payload == text_of(1));
    std::thread stopper([&server] { server.stop(); });
    CHECK(close_code_of(client) == 1001);
    CHECK(close_code_of(idle) == 1001);
    stopper.join();
    CHECK(net::close_codes::going_away.reconnect);
}

TEST_CASE("a stopping server does not wait for a screen that does not read") {
    TestServer server;
    server.options.drain_deadline = 50ms;
    server.start();
    WsClient stalled(server.port(), enterprise, "", 4096);
    publish(server, frames_of(1, 64UL * 1024 * 1024));
    server.stop();
    while (stalled.read()) {
    }
}

TEST_CASE("each close code stands in the table once") {
    for (std::size_t i = 0; i < net::close_codes::all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            CHECK(net::close_codes::all[i].code != net::close_codes::all[j].code);
        }
    }
}

TEST_CASE("the page on the interface lists the close codes, with what they mean for coming back") {
    std::ifstream file(safetycell::test::source_file("docs/api.md"));
    REQUIRE(file.good());
    std::set<std::pair<int, bool>> described;
    for (std::string line; std::getline(file, line);) {
        if (line.size() < 8 || !std::isdigit(static_cast<unsigned char>(line[2])) || line.substr(6, 2) != " |")
            continue;
        described.emplace(std::stoi(line.substr(2, 4)), line.find("| yes") != std::string::npos);
    }
    std::set<std::pair<int, bool>> sent;
    for (net::CloseCode const& code : net::close_codes::all)
        sent.emplace(code.code, code.reconnect);
    CHECK(described == sent);
}

namespace {

/// A server that asks for the rights of live connections, and where they can be taken away.
struct GuardedServer : TestServer {
    std::atomic<bool> admits{true};
    std::atomic<int> askings{0};

    explicit GuardedServer(std::chrono::milliseconds interval = std::chrono::hours{1}) {
        options.live_needs_rights = true;
        options.rights_interval = interval;
        options.rights_pause = 50ms;
        for (net::Reader& reader : functions.readers) {
            reader.query = [this](api::Request const& request, api::Match const& match) {
                if (!std::holds_alternative<api::Live>(match.route->handler)) return echo(request, match);
                ++askings;
                api::Reply reply;
                reply.status = admits ? 204 : 401;
                return reply;
            };
        }
        start();
        publish(*this, frames_of(1));
    }
};

}  // namespace

TEST_CASE("who may not see a wall is refused before the connection is one") {
    GuardedServer server;
    server.admits = false;
    CHECK(refusal_of(server, enterprise) == 401);
    CHECK(server.server->counters().live_sessions.value() == 0);
    server.admits = true;
    CHECK(refusal_of(server, enterprise) == 101);
}

TEST_CASE("a live connection ends as soon as a change takes its rights") {
    GuardedServer server;
    WsClient client(server.port(), enterprise);
    CHECK(client.read_frame()->payload == text_of(1));
    while (server.askings < 2)
        std::this_thread::yield();
    server.admits = false;
    // Any command may be the one that takes them.
    RawClient other(server.port());
    other.send(
        "POST /records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: 2\r\n\r\n{}");
    CHECK(other.read_reply().status == 200);
    CHECK(close_code_of(client) == net::close_codes::not_admitted.code);
}

TEST_CASE("the rights of a live connection are asked for again though nothing is changed here") {
    GuardedServer server(5ms);
    WsClient client(server.port(), enterprise);
    while (server.askings < 5)
        std::this_thread::yield();
    server.admits = false;
    CHECK(close_code_of(client) == net::close_codes::not_admitted.code);
}
