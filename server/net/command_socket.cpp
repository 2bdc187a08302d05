#include "net/command_socket.hpp"

#include "net/job_wire.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

namespace safetycell::net {
namespace {

using Local = asio::local::stream_protocol;

constexpr std::size_t piece_size = 1024 * 1024;
constexpr std::chrono::milliseconds pause_after_fault{100};

std::string user_name(uid_t user) {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, space.data(), space.size(), &found) == 0 && found != nullptr) {
        return found->pw_name;
    }
    return fmt::format("uid {}", user);
}

/// The user at the other end, as the kernel knows it; none unless it is the owner of this process, or root.
std::optional<std::string> peer_of(Local::socket& socket) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
    if (peer.uid != ::geteuid() && peer.uid != 0) return std::nullopt;
    return user_name(peer.uid);
}

class CommandSession final : public Session {
public:
    CommandSession(Local::socket socket, Services& services)
        : services_(services), socket_(std::move(socket)), registration_(services.sessions, *this) {}

    asio::awaitable<void> run();

    void stop() override {
        if (reading_) abort();
    }
    void abort() override {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

private:
    /// False when the connection ended before.
    asio::awaitable<bool> read(std::string& bytes, std::size_t size);
    asio::awaitable<api::JobOutcome> carry_out(std::string const& request, std::string const& who);

    Services& services_;
    Local::socket socket_;
    bool reading_ = true;
    Registration registration_;
};

asio::awaitable<bool> CommandSession::read(std::string& bytes, std::size_t size) {
    while (bytes.size() < size) {
        std::size_t const have = bytes.size();
        std::size_t const wanted = std::min(piece_size, size - have);
        bytes.resize(have + wanted);
        auto const space = asio::buffer(bytes.data() + have, wanted);
        auto [fault, received] = co_await asio::async_read(socket_, space, as_result);
        if (fault) co_return false;
    }
    co_return true;
}

asio::awaitable<api::JobOutcome> CommandSession::carry_out(std::string const& request, std::string const& who) {
    api::JobOutcome outcome;
    outcome.exit_code = 1;
    Result<api::Job> job = decode_job(request);
    if (!job) {
        outcome.errors = job.error().message + "\n";
        co_return outcome;
    }
    job->who = who;
    try {
        outcome = co_await services_.workers.carry_out(*job);
        if (!api::only_reads(*job)) services_.sessions.rights_changed();
    } catch (std::exception const& thrown) {
        log::error("job failed", {{"verb", job->verb}, {"reason", thrown.what()}});
        services_.counters.unhandled.add();
        outcome.errors = "Internal error; the server's log has the reason.\n";
    }
    co_return outcome;
}

asio::awaitable<void> CommandSession::run() {
    std::optional<std::string> const who = peer_of(socket_);
    if (!who) co_return;
    std::string head;
    bool const begun = co_await read(head, frame_head_size);
    if (!begun || frame_size(head) > largest_frame) co_return;
    std::string request;
    bool const complete = co_await read(request, frame_size(head));
    if (!complete) co_return;
    reading_ = false;

    api::JobOutcome const outcome = co_await carry_out(request, *who);
    std::string const reply = encode_outcome(outcome);
    std::string const reply_head = frame_head(reply.size());
    std::array<asio::const_buffer, 2> const parts{asio::buffer(reply_head), asio::buffer(reply)};
    auto [fault, size] = co_await asio::async_write(socket_, parts, as_result);
    if (fault) log::warning("a command left before its answer", {{"reason", fault.message()}});
}

asio::awaitable<void> serve_command(Local::socket socket, Services& services) {
    CommandSession session(std::move(socket), services);
    co_await session.run();
}

}  // namespace

CommandSocket::CommandSocket(Local::acceptor acceptor, std::filesystem::path path)
    : acceptor_(std::move(acceptor)), path_(std::move(path)) {
}

CommandSocket::~CommandSocket() {
    close();
}

Result<CommandSocket> CommandSocket::open(asio::io_context& io, std::filesystem::path const& path) {
    sockaddr_un const limits{};
    if (path.native().size() >= sizeof(limits.sun_path)) {
        return failure(
            ErrorCode::invalid,
            fmt::format("The path {} is too long for a socket ({} bytes at most); move the database to a "
                        "folder with a shorter path.",
                        path.string(), sizeof(limits.sun_path) - 1));
    }
    std::error_code ignored;
    auto const status = std::filesystem::symlink_status(path, ignored);
    if (status.type() == std::filesystem::file_type::socket) {
        std::filesystem::remove(path, ignored);
    } else if (std::filesystem::exists(status)) {
        return failure(
            ErrorCode::conflict,
            fmt::format("{} is in the way of the socket for commands; move it away.", path.string()));
    }

    boost::system::error_code fault;
    Local::acceptor acceptor(io);
    acceptor.open(Local(), fault);
    // Linux gives the file the mode of the unbound socket, so it never exists with wider rights; the umask,
    // which all threads share, stays as it is.
    if (!fault && ::fchmod(acceptor.native_handle(), S_IRUSR | S_IWUSR) != 0) {
        fault.assign(errno, boost::system::system_category());
    }
    if (!fault) acceptor.bind(Local::endpoint(path.string()), fault);
    if (!fault) acceptor.listen(asio::socket_base::max_listen_connections, fault);
    if (fault) {
        return failure(ErrorCode::unavailable, fmt::format("Cannot make the socket for commands at {}: {}.",
                                                           path.string(), fault.message()));
    }
    return CommandSocket(std::move(acceptor), path);
}

void CommandSocket::close() {
    if (!acceptor_.is_open()) return;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    std::error_code also_ignored;
    std::filesystem::remove(path_, also_ignored);
}

asio::awaitable<void> CommandSocket::accept_connections(Services& services) {
    asio::steady_timer pause(acceptor_.get_executor());
    for (;;) {
        auto [fault, socket] = co_await acceptor_.async_accept(as_result);
        if (!acceptor_.is_open()) break;
        if (fault) {
            services.counters.accept_faults.add();
            pause.expires_after(pause_after_fault);
            co_await pause.async_wait(as_result);
            continue;
        }
        asio::co_spawn(acceptor_.get_executor(), serve_command(std::move(socket), services),
                       log_unhandled("serving a command"));
    }
}

}  // namespace safetycell::net
