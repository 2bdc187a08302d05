#include "net/command_client.hpp"

#include "net/job_wire.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

namespace safetycell::net {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Grows with what arrives, so that a false length costs no memory.
std::optional<std::string> receive(int socket, std::size_t size) {
    constexpr std::size_t piece = 1024 * 1024;
    std::string bytes;
    while (bytes.size() < size) {
        std::size_t const have = bytes.size();
        bytes.resize(have + std::min(piece, size - have));
        ssize_t const received = ::recv(socket, bytes.data() + have, bytes.size() - have, 0);
        bytes.resize(have + static_cast<std::size_t>(std::max<ssize_t>(received, 0)));
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) return std::nullopt;
    }
    return bytes;
}

}  // namespace

std::filesystem::path command_socket_of(std::filesystem::path const& database) {
    return database.string() + ".sock";
}

Result<api::JobOutcome> send_job(std::filesystem::path const& socket, api::Job const& job) {
    auto const nobody = failure(ErrorCode::not_found, "No server runs on this database.");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // A server cannot listen at a longer path, so none does.
    if (socket.native().size() >= sizeof(address.sun_path)) return nobody;
    std::memcpy(address.sun_path, socket.c_str(), socket.native().size() + 1);

    std::string const request = encode_job(job);
    if (request.size() > largest_frame) {
        return failure(
            ErrorCode::too_large,
            "The file is larger than 512 MiB; import it in parts, or stop the server and import it then.");
    }

    Descriptor const connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (connection.number() < 0) {
        return failure(ErrorCode::unavailable,
                       fmt::format("The system gives no socket: {}.", std::strerror(errno)));
    }
    if (::connect(connection.number(), reinterpret_cast<sockaddr const*>(&address), sizeof(address)) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR) return nobody;
        if (errno == EACCES || errno == EPERM) {
            return failure(
                ErrorCode::forbidden,
                fmt::format("The server on this database runs as another user, who alone may use {}; run "
                            "this command as that user.",
                            socket.string()));
        }
        return failure(ErrorCode::unavailable, fmt::format("The server cannot be reached at {}: {}.",
                                                           socket.string(), std::strerror(errno)));
    }

    auto const ended =
        failure(ErrorCode::unavailable,
                "The server ended before it answered. What it was asked is either done whole or not "
                "at all; `safetycell show` tells.");
    // A server that refuses a frame answers before it has read it all: what it says counts, not that sending
    // failed.
    bool const sent =
        send_all(connection.number(), frame_head(request.size())) && send_all(connection.number(), request);
    std::optional<std::string> const head = receive(connection.number(), frame_head_size);
    if (!head) return ended;
    std::optional<std::string> const reply = receive(connection.number(), frame_size(*head));
    if (!reply) return ended;
    Result<api::JobOutcome> outcome = decode_outcome(*reply);
    if (!sent && !outcome) return ended;
    return outcome;
}

}  // namespace safetycell::net
