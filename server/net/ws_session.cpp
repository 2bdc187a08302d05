#include "net/ws_session.hpp"

#include "api/live_messages.hpp"
#include "net/close_codes.hpp"
#include "net/coroutine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <optional>

namespace safetycell::net {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr std::size_t longest_message = 64 * 1024;
/// Small, so that a stalled screen holds little and wakes up to the newest edition and not to many old ones.
constexpr int send_buffer_bytes = 64 * 1024;

class WsSession final : public Session {
public:
    WsSession(Upgrade upgrade, Services& services);

    asio::awaitable<void> read_loop();
    asio::awaitable<void> write_loop(std::shared_ptr<WsSession> self);
    /// Asks again and again whether the screen may still see what it is sent, beside the other two, so that a
    /// screen that takes nothing is ended too.
    asio::awaitable<void> rights_loop();

    void stop() override { close_with(close_codes::going_away); }
    void abort() override { beast::get_lowest_layer(socket_).close(); }
    void rights_changed() override;

private:
    void close_with(CloseCode const& code);
    /// True when the message is on its way; false when the connection is gone.
    asio::awaitable<bool> write_frame(live::FramePtr frame);
    asio::awaitable<bool> write_heartbeat();
    asio::awaitable<bool> still_admitted();

    Services& services_;
    Upgrade upgrade_;
    websocket::stream<beast::tcp_stream, false> socket_;
    asio::steady_timer wake_;
    asio::steady_timer next_asking_;
    bool rights_changed_ = true;  ///< They may have changed between the admission and now.
    std::optional<live::Subscription> subscription_;
    CloseCode const* close_ = nullptr;
    bool gone_ = false;
    Registration registration_;
};

asio::awaitable<void> run_reader(std::shared_ptr<WsSession> session) {
    co_await session->read_loop();
}

asio::awaitable<void> run_rights(std::shared_ptr<WsSession> session) {
    co_await session->rights_loop();
}

asio::awaitable<void> run_writer(std::shared_ptr<WsSession> session) {
    co_await session->write_loop(session);
}

WsSession::WsSession(Upgrade upgrade, Services& services)
    : services_(services),
      upgrade_(std::move(upgrade)),
      socket_(std::move(upgrade_.stream)),
      wake_(socket_.get_executor()),
      next_asking_(socket_.get_executor()),
      registration_(services.sessions, *this) {
    beast::tcp_stream& stream = beast::get_lowest_layer(socket_);
    stream.expires_never();
    boost::system::error_code ignored;
    stream.socket().set_option(asio::socket_base::send_buffer_size(send_buffer_bytes), ignored);

    // All of it before the handshake: the stream reads its timeouts when it accepts.
    auto limits = websocket::stream_base::timeout::suggested(beast::role_type::server);
    limits.handshake_timeout = services_.options.websocket_handshake;
    limits.idle_timeout = services_.options.websocket_idle;
    limits.keep_alive_pings = true;
    socket_.set_option(limits);
    socket_.read_message_max(longest_message);
    socket_.auto_fragment(false);
}

void WsSession::close_with(CloseCode const& code) {
    if (close_ == nullptr) close_ = &code;
    wake_.cancel();
}

asio::awaitable<void> WsSession::read_loop() {
    beast::flat_buffer buffer;
    for (;;) {
        auto [fault, size] = co_await socket_.async_read(buffer, as_result);
        if (fault) {
            if (fault == beast::error::timeout) services_.counters.deadlines_missed.add();
            gone_ = true;
            break;
        }
        if (!socket_.got_text()) {
            close_with(close_codes::unsupported_data);
            break;
        }
        auto const bytes = buffer.cdata();
        std::optional<std::int64_t> const shown =
            api::read_shown_message({static_cast<char const*>(bytes.data()), bytes.size()});
        if (!shown) {
            close_with(close_codes::policy_violation);
            break;
        }
        subscription_->acknowledge(*shown);
        buffer.consume(buffer.size());
    }
    wake_.cancel();
}

asio::awaitable<bool> WsSession::write_frame(live::FramePtr frame) {
    std::string const& bytes = upgrade_.gzip ? frame->gzip : frame->text;
    socket_.binary(upgrade_.gzip);
    auto [fault, size] = co_await socket_.async_write(asio::buffer(bytes), as_result);
    if (!fault) services_.counters.frames.add();
    co_return !fault;
}

asio::awaitable<bool> WsSession::write_heartbeat() {
    live::Position const& current = services_.hub.current();
    std::string const message =
        api::heartbeat_message(services_.clock.now(), current.epoch, current.edition, services_.options.build);
    socket_.text(true);
    auto [fault, size] = co_await socket_.async_write(asio::buffer(message), as_result);
    co_return !fault;
}

void WsSession::rights_changed() {
    rights_changed_ = true;
    next_asking_.cancel();
}

asio::awaitable<bool> WsSession::still_admitted() {
    upgrade_.asked.received_at = services_.clock.now();
    api::Reply const reply = co_await services_.workers.query(upgrade_.asked, upgrade_.match);
    constexpr int internal = 500;
    // A fault of the machine takes nobody's rights; the next asking tells.
    co_return reply.status < 300 || reply.status >= internal;
}

asio::awaitable<void> WsSession::rights_loop() {
    while (!gone_) {
        if (!rights_changed_) {
            next_asking_.expires_after(services_.options.rights_interval);
            co_await next_asking_.async_wait(as_result);
        }
        if (gone_) break;
        rights_changed_ = false;
        bool const admitted = co_await still_admitted();
        if (!admitted) close_with(close_codes::not_admitted);
        auto const pause_ends = std::chrono::steady_clock::now() + services_.options.rights_pause;
        while (!gone_ && std::chrono::steady_clock::now() < pause_ends) {
            next_asking_.expires_at(pause_ends);
            co_await next_asking_.async_wait(as_result);
        }
        if (admitted || gone_) continue;
        abort();  // It did not take its goodbye.
        break;
    }
}

asio::awaitable<void> WsSession::write_loop(std::shared_ptr<WsSession> self) {
    using SteadyClock = std::chrono::steady_clock;
    auto [refused] = co_await socket_.async_accept(upgrade_.request, as_result);
    if (refused) co_return;
    services_.counters.live_sessions.add();

    subscription_.emplace(services_.hub, upgrade_.audience, upgrade_.held, [this] { wake_.cancel(); });
    asio::co_spawn(socket_.get_executor(), run_reader(self), log_unhandled("reading a websocket"));

    if (services_.options.live_needs_rights) {
        asio::co_spawn(socket_.get_executor(), run_rights(self),
                       log_unhandled("asking for the rights of a websocket"));
    }

    auto next_heartbeat = SteadyClock::now();
    bool connected = true;
    while (connected && !gone_) {
        if (SteadyClock::now() >= next_heartbeat) {
            next_heartbeat = SteadyClock::now() + services_.options.heartbeat_interval;
            connected = co_await write_heartbeat();
            continue;
        }
        if (live::FramePtr frame = subscription_->take()) {
            connected = co_await write_frame(std::move(frame));
            continue;
        }
        if (subscription_->ended()) close_with(close_codes::audience_gone);
        if (close_ != nullptr) {
            websocket::close_reason const reason(static_cast<websocket::close_code>(close_->code),
                                                 close_->reason);
            co_await socket_.async_close(reason, as_result);
            break;
        }
        wake_.expires_at(next_heartbeat);
        co_await wake_.async_wait(as_result);
    }
    gone_ = true;
    next_asking_.cancel();
    abort();
}

}  // namespace

void open_websocket(Upgrade upgrade, Services& services) {
    auto const executor = upgrade.stream.get_executor();
    auto session = std::make_shared<WsSession>(std::move(upgrade), services);
    asio::co_spawn(executor, run_writer(std::move(session)), log_unhandled("writing a websocket"));
}

}  // namespace safetycell::net
