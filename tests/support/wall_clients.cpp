#include "support/wall_clients.hpp"

#include "base/gzip.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <stdexcept>

namespace safetycell::test {
namespace {

constexpr int text_frame = 1;
constexpr int binary_frame = 2;
constexpr int ping_frame = 9;

int connect_to(int port) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket < 0 || connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("a client cannot connect");
    }
    return socket;
}

/// Reads the answer of the handshake to its empty line, byte by byte so that no frame is swallowed.
void finish_handshake(int socket, int port, bool gzip) {
    std::string const request = fmt::format(
        "GET /api/v1/live?audience=wall%2Fenterprise{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "Origin: http://127.0.0.1:{}\r\n\r\n",
        gzip ? "&encoding=gzip" : "", port, port);
    if (write(socket, request.data(), request.size()) != static_cast<ssize_t>(request.size())) {
        throw std::runtime_error("a client cannot send its handshake");
    }
    std::string answer;
    for (char c = 0; !answer.ends_with("\r\n\r\n") && read(socket, &c, 1) == 1;)
        answer += c;
    if (!answer.starts_with("HTTP/1.1 101 ")) throw std::runtime_error("no handshake: " + answer);
}

std::int64_t edition_in(std::string_view message) {
    constexpr std::string_view mark = "\"edition\":";
    auto const at = message.find(mark);
    return at == std::string_view::npos ? 0 : std::stoll(std::string{message.substr(at + mark.size(), 20)});
}

}  // namespace

WallClients::WallClients(int port, int count, int silent, bool gzip)
    : poll_(epoll_create1(EPOLL_CLOEXEC)), gzip_(gzip), clients_(static_cast<std::size_t>(count)) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    for (std::size_t i = 0; i < clients_.size(); ++i) {
        Client& client = clients_[i];
        client.silent = i < static_cast<std::size_t>(silent);
        client.socket = connect_to(port);
        finish_handshake(client.socket, port, gzip);
        if (client.silent) continue;
        fcntl(client.socket, F_SETFL, fcntl(client.socket, F_GETFL) | O_NONBLOCK);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(poll_, EPOLL_CTL_ADD, client.socket, &event);
    }
}

WallClients::~WallClients() {
    for (Client const& client : clients_)
        close(client.socket);
    close(poll_);
}

bool WallClients::wait_for(std::int64_t edition, std::chrono::seconds limit) {
    auto const deadline = std::chrono::steady_clock::now() + limit;
    auto const is_waiting = [edition](Client const& client) {
        return !client.silent && (client.editions.empty() || client.editions.back() < edition);
    };
    while (std::any_of(clients_.begin(), clients_.end(), is_waiting)) {
        auto const left = deadline - std::chrono::steady_clock::now();
        if (left <= std::chrono::seconds{0}) return false;
        std::array<epoll_event, 256> events{};
        int const ready = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < ready; ++i)
            read_from(clients_[events[static_cast<std::size_t>(i)].data.u64]);
    }
    return true;
}

void WallClients::read_from(Client& client) {
    std::array<char, 65536> piece{};
    for (;;) {
        ssize_t const count = read(client.socket, piece.data(), piece.size());
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
        if (count <= 0) throw std::runtime_error("the server ended a client that reads");
        client.received.append(piece.data(), static_cast<std::size_t>(count));
    }
    while (take_frame(client)) {
    }
}

bool WallClients::take_frame(Client& client) {
    std::string const& bytes = client.received;
    auto const byte = [&bytes](std::size_t at) {
        return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at]));
    };
    if (bytes.size() < 2) return false;
    int const kind = static_cast<int>(byte(0) & 15U);
    std::uint64_t size = byte(1) & 127U;
    std::size_t header = 2;
    std::size_t const extended = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (bytes.size() < header + extended) return false;
    if (extended > 0) {
        size = 0;
        for (std::size_t i = 0; i < extended; ++i)
            size = size << 8U | byte(header + i);
        header += extended;
    }
    if (bytes.size() < header + size) return false;
    std::string const payload = bytes.substr(header, size);
    client.received.erase(0, header + size);
    if (kind == ping_frame) {
        // An empty masked pong; its mask is zero.
        std::array<unsigned char, 6> const pong{0x8a, 0x80, 0, 0, 0, 0};
        if (write(client.socket, pong.data(), pong.size()) < 0) throw std::runtime_error("no pong");
    }
    bool const is_edition = kind == (gzip_ ? binary_frame : text_frame) &&
                            (gzip_ || payload.find("\"type\":\"edition\"") != std::string::npos);
    if (is_edition) {
        client.editions.push_back(edition_in(gzip_ ? gunzip(payload, 1U << 24U).value() : payload));
    }
    return true;
}

std::int64_t resident_bytes(int process) {
    std::ifstream statm{fmt::format("/proc/{}/statm", process)};
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace safetycell::test
