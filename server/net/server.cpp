#include "net/server.hpp"

#include "net/command_socket.hpp"
#include "net/listener.hpp"
#include "net/services.hpp"
#include "net/ticker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/resource.h>

#include <future>
#include <optional>
#include <thread>

namespace safetycell::net {
namespace {

/// Systems start programs with room for about a thousand descriptors, fewer than there may be screens.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    constexpr rlim_t enough = 65536;
    rlim_t const wanted = limit.rlim_max == RLIM_INFINITY ? enough : std::min(limit.rlim_max, enough);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

class Server::Impl {
public:
    Impl(ServerOptions options, ServerFunctions functions, std::span<api::Route const> routes,
         Clock const& clock)
        : options_(std::move(options)),
          functions_(std::move(functions)),
          services_(options_, functions_, routes, clock),
          ticker_(io_.get_executor(), services_),
          drain_(io_) {}

    ~Impl() { stop(); }

    Result<void> start();
    void stop();
    void publish(live::FramesByAudience frames);
    std::vector<std::pair<std::string, std::int64_t>> shown();

    std::uint16_t port() const { return port_; }
    Counters const& counters() const { return services_.counters; }

private:
    void begin_stop();

    ServerOptions const options_;
    ServerFunctions const functions_;
    // Destroyed after the workers, whose results it carries, and after everything that waits on it.
    asio::io_context io_{1};
    Services services_;
    std::optional<asio::ip::tcp::acceptor> acceptor_;
    std::optional<CommandSocket> command_socket_;
    Ticker ticker_;
    asio::steady_timer drain_;
    std::uint16_t port_ = 0;
    std::thread io_thread_;
};

Result<void> Server::Impl::start() {
    Result<asio::ip::tcp::acceptor> acceptor = open_listener(io_, options_);
    if (!acceptor) return tl::unexpected(acceptor.error());
    if (!options_.command_socket.empty()) {
        Result<CommandSocket> socket = CommandSocket::open(io_, options_.command_socket);
        if (!socket) return tl::unexpected(socket.error());
        command_socket_.emplace(std::move(*socket));
    }
    acceptor_.emplace(std::move(*acceptor));
    port_ = acceptor_->local_endpoint().port();
    raise_descriptor_limit();

    asio::co_spawn(io_, net::accept_connections(*acceptor_, services_), log_unhandled("accepting connections"));
    if (command_socket_) {
        asio::co_spawn(io_, command_socket_->accept_connections(services_),
                       log_unhandled("accepting commands"));
    }
    asio::co_spawn(io_, ticker_.run(), log_unhandled("ticking"));
    io_thread_ = std::thread([this] { io_.run(); });
    return {};
}

void Server::Impl::begin_stop() {
    boost::system::error_code ignored;
    acceptor_->close(ignored);
    if (command_socket_) command_socket_->close();
    drain_.expires_after(options_.drain_deadline);
    drain_.async_wait([this](boost::system::error_code cancelled) {
        if (!cancelled) services_.sessions.abort();
    });
    services_.sessions.stop([this] { drain_.cancel(); });
    ticker_.stop();
}

void Server::Impl::stop() {
    if (io_thread_.joinable()) {
        asio::post(io_, [this] { begin_stop(); });
        // Ends by itself once every coroutine has ended, those included that wait for a worker: whatever was
        // begun is finished and answered.
        io_thread_.join();
    }
    services_.workers.join();
}

void Server::Impl::publish(live::FramesByAudience frames) {
    asio::post(io_, [this, all = std::move(frames)]() mutable { services_.hub.publish(std::move(all)); });
}

std::vector<std::pair<std::string, std::int64_t>> Server::Impl::shown() {
    std::promise<std::vector<std::pair<std::string, std::int64_t>>> answer;
    asio::post(io_, [&] { answer.set_value(services_.hub.shown()); });
    return answer.get_future().get();
}

Server::Server(ServerOptions options, ServerFunctions functions, std::span<api::Route const> routes,
               Clock const& clock)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(functions), routes, clock)) {
}

Server::~Server() = default;

Result<void> Server::start() {
    return impl_->start();
}

void Server::stop() {
    impl_->stop();
}

std::uint16_t Server::port() const {
    return impl_->port();
}

void Server::publish(live::FramesByAudience frames) {
    impl_->publish(std::move(frames));
}

Counters const& Server::counters() const {
    return impl_->counters();
}

std::vector<std::pair<std::string, std::int64_t>> Server::shown() const {
    return impl_->shown();
}

}  // namespace safetycell::net
