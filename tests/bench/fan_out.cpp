// Fan-out of one edition to 1,000 walls, beside a bare loop that writes the same frame to as many sockets, and
// the memory an idle wall costs the real server.

#include "base/clock.hpp"
#include "base/gzip.hpp"
#include "bench/measure.hpp"
#include "net/server.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/wall_clients.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <thread>

using namespace safetycell;

namespace {

constexpr int walls = 1000;
constexpr int rounds = 9;
constexpr std::string_view audience = "wall/enterprise";

/// A message of the size of a real one.
std::string message_of(std::int64_t edition) {
    std::string text = fmt::format("{{\"type\":\"edition\",\"edition\":{},\"figures\":[", edition);
    for (int i = 0; i < 60; ++i) {
        text += fmt::format("{{\"id\":\"ltifr\",\"numerator\":{},\"hours\":{},\"value\":{}}},", i,
                            1'000'003 * i, i / 7.0);
    }
    return text + "0]}";
}

live::FramesByAudience frames_of(std::int64_t edition) {
    std::string text = message_of(edition);
    std::string compressed = gzip(text);
    live::FramesByAudience frames;
    frames.emplace(audience, std::make_shared<live::Frame const>(
                                 live::Frame{"bench", edition, std::move(compressed), std::move(text)}));
    return frames;
}

/// Seconds from handing over an edition to the last wall having it, median of the rounds.
double seconds_to_all(test::WallClients& clients, std::int64_t& edition,
                      std::function<void(std::int64_t)> const& publish) {
    return bench::median_seconds(rounds, [&] {
        publish(++edition);
        if (!clients.wait_for(edition, std::chrono::seconds{60}))
            throw std::runtime_error("walls were left out");
    });
}

double fan_out_of_server() {
    static SystemClock const clock;
    net::ServerOptions options;
    options.port = 0;
    options.epoch = "bench";
    options.build = "bench";
    net::ServerFunctions functions;
    functions.plain = [](auto const&, auto const&) {
        return api::Reply{};
    };
    functions.readers.push_back({functions.plain, {}});
    functions.command = functions.plain;
    functions.tick = [] {
        return false;
    };
    functions.carry_out = [](auto const&) {
        return api::JobOutcome{};
    };
    static constexpr std::array<api::Route, 1> routes{
        {{api::Method::get, "/api/v1/live", domain::Action::see_walls, 0, "", api::Live{}}}};
    net::Server server{options, functions, routes, clock};
    server.publish(frames_of(1));
    if (auto const started = server.start(); !started) throw std::runtime_error(started.error().message);
    test::WallClients clients{server.port(), walls, 0, true};
    if (!clients.wait_for(1, std::chrono::seconds{60})) throw std::runtime_error("walls were left out");
    std::int64_t edition = 1;
    return seconds_to_all(clients, edition, [&](std::int64_t number) { server.publish(frames_of(number)); });
}

/// The frame as RFC 6455 has it: binary, unmasked.
std::string websocket_frame(std::string const& payload) {
    std::string frame{"\x82\x7e", 2};
    frame += static_cast<char>(payload.size() >> 8U);
    frame += static_cast<char>(payload.size() & 255U);
    return frame + payload;
}

double fan_out_of_bare_loop() {
    int const listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener, walls) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no listener");
    }
    std::vector<int> sockets;
    std::thread accepting{[&] {
        for (int i = 0; i < walls; ++i) {
            int const peer = accept(listener, nullptr, nullptr);
            std::string request;
            for (char c = 0; !request.ends_with("\r\n\r\n") && read(peer, &c, 1) == 1;)
                request += c;
            constexpr std::string_view answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
            if (write(peer, answer.data(), answer.size()) < 0) return;
            sockets.push_back(peer);
        }
    }};
    test::WallClients clients{ntohs(address.sin_port), walls, 0, true};
    accepting.join();
    std::int64_t edition = 0;
    double const seconds = seconds_to_all(clients, edition, [&](std::int64_t number) {
        std::string const frame = websocket_frame(gzip(message_of(number)));
        std::thread{[&] {
            for (int const peer : sockets) {
                if (write(peer, frame.data(), frame.size()) < 0) return;
            }
        }}.join();
    });
    for (int const peer : sockets)
        close(peer);
    close(listener);
    return seconds;
}

void print_memory_of_idle_walls() {
    test::TemporaryFolder const folder;
    std::string const database = (folder / "bench.db").string();
    test::run_safetycell({"init", "--database", database});
    test::run_safetycell({"publish", "--reason", "benchmark", "--database", database});
    test::ServerProcess const server{database};
    { test::WallClients const warm_up{server.port(), 50, 0, true}; }
    std::int64_t const before = test::resident_bytes(server.id());
    test::WallClients clients{server.port(), walls, 0, true};
    clients.wait_for(1, std::chrono::seconds{60});
    std::int64_t const after = test::resident_bytes(server.id());
    fmt::print("Memory of the server: {} kB with no wall, {} kB with {} idle ones: {:.1f} kB each\n",
               before / 1024, after / 1024, walls, static_cast<double>(after - before) / 1024 / walls);
}

}  // namespace

int main() {
    double const ours = fan_out_of_server();
    double const bare = fan_out_of_bare_loop();
    fmt::print("Fan-out of one edition ({} bytes compressed) to {} walls, until the last one has it\n",
               gzip(message_of(1)).size(), walls);
    fmt::print(
        "  {:9.4f} s  ours\n  {:9.4f} s  bare loop of write() over as many sockets   (ours is {:.2f} of "
        "it)\n\n",
        ours, bare, ours / bare);
    print_memory_of_idle_walls();
    return 0;
}
