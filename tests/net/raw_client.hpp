#pragma once
// Plain sockets for tests: a client that sends exactly the bytes it is given, well-formed or not. Whatever it
// waits for it waits for at most half a minute, so that a test fails instead of hanging.

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace safetycell::test {

struct HttpReply {
    int status = 0;
    std::string head;  ///< With the empty line.
    std::string body;

    /// The value of a field, by its exact name; empty when it is not there.
    std::string field(std::string const& name) const {
        auto const at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return "";
        auto const begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

class RawClient {
public:
    /// Not connected yet.
    RawClient() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        timeval const patience{30, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    }
    explicit RawClient(std::uint16_t port, int receive_buffer = 0) : RawClient() {
        if (receive_buffer != 0) {
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
        }
        connect(port);
    }
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;
    ~RawClient() { close(); }

    void connect(std::uint16_t port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) == 0);
    }

    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    void shutdown_sending() { ::shutdown(socket_, SHUT_WR); }

    /// False when the peer is gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Whether there is something to read, or the end, within that time.
    bool has_news_within(int milliseconds) {
        pollfd waiting{socket_, POLLIN, 0};
        return ::poll(&waiting, 1, milliseconds) > 0;
    }

    /// Everything until the peer closes.
    std::string read_to_end() {
        while (receive()) {
        }
        return std::exchange(received_, "");
    }
    /// True when the peer closes without another byte.
    bool is_closed() { return read_to_end().empty(); }

    /// Exactly so many bytes; none when the peer closes before.
    std::optional<std::string> read(std::size_t size) {
        while (received_.size() < size) {
            if (!receive()) return std::nullopt;
        }
        std::string bytes = received_.substr(0, size);
        received_.erase(0, size);
        return bytes;
    }

    /// The next reply; status 0 when the peer closes before it is complete.
    HttpReply read_reply(bool has_body = true) {
        HttpReply reply;
        std::size_t end = 0;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
            if (!receive()) return {};
        }
        reply.head = *read(end + 4);
        std::string const length = reply.field("Content-Length");
        if (has_body && !length.empty()) {
            std::optional<std::string> body = read(std::stoul(length));
            if (!body) return {};
            reply.body = std::move(*body);
        }
        reply.status = std::stoi(reply.head.substr(9, 3));
        return reply;
    }

    HttpReply get(std::string const& target, std::string const& fields = "") {
        send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
        return read_reply();
    }

private:
    bool receive() {
        std::array<char, 65536> space{};
        ssize_t const size = ::recv(socket_, space.data(), space.size(), 0);
        REQUIRE_MESSAGE((size >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)), "nothing came for 30 s");
        if (size <= 0) return false;
        received_.append(space.data(), static_cast<std::size_t>(size));
        return true;
    }

    int socket_;
    std::string received_;
};

}  // namespace safetycell::test
