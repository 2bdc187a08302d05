#include "net/http_session.hpp"

#include "api/errors.hpp"
#include "net/http_reply.hpp"
#include "net/ws_session.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <array>
#include <optional>

namespace safetycell::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::uint32_t longest_header = 16 * 1024;
constexpr std::size_t read_size = 4096;
/// What a refused peer may still send before it is cut off.
constexpr std::size_t most_ignored_bytes = 1024 * 1024;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

using HeaderParser = http::request_parser<http::empty_body>;

RequestHead head_of(HeaderParser::value_type const& request) {
    RequestHead head;
    head.method = request.method_string();
    head.target = request.target();
    head.version = request.version();
    for (auto const& field : request)
        head.fields.push_back({field.name_string(), field.value()});
    return head;
}

/// The address as it stands in a Host field.
std::string host_form(asio::ip::address const& address) {
    if (address.is_v4()) return address.to_string();
    asio::ip::address_v6 const six = address.to_v6();
    if (six.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, six).to_string();
    return "[" + six.to_string() + "]";
}

bool is_loopback(asio::ip::address const& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
    }
    return address.is_loopback();
}

api::Refusal refusal(int status, ErrorCode code, std::string message, std::string field = {}) {
    return api::Refusal{status, Error{code, std::move(message), std::move(field)}, ""};
}

/// What to answer to bytes that are no request; none when there is nobody left to answer.
std::optional<api::Refusal> refusal_of(boost::system::error_code fault) {
    if (fault == http::error::header_limit) {
        return refusal(431, ErrorCode::too_large, "The header of the request is longer than 16 KiB.");
    }
    if (fault == http::error::body_limit) {
        return refusal(413, ErrorCode::too_large, "The body of the request is longer than this address takes.");
    }
    if (fault == http::error::end_of_stream || fault == http::error::partial_message) return std::nullopt;
    if (fault.category() != http::make_error_code(http::error::bad_target).category()) return std::nullopt;
    return refusal(400, ErrorCode::invalid, "This is not a well-formed HTTP request.");
}

/// Judges the body by what the header says of it, before a byte of it is read.
std::optional<api::Refusal> refusal_of_body(AdmittedHead const& head, api::Route const& route) {
    if (route.body_limit == 0) return refusal(413, ErrorCode::too_large, "This address takes no body.");
    if (head.content_length > route.body_limit) {
        return refusal(
            413, ErrorCode::too_large,
            "The body is longer than the " + std::to_string(route.body_limit) + " bytes this address takes.");
    }
    if (!takes(route, head.content_type)) {
        return refusal(415, ErrorCode::invalid,
                       "The body must be of one of these types: " + std::string(route.content_type) + ".",
                       "Content-Type");
    }
    return std::nullopt;
}

api::Refusal too_many_bodies() {
    return refusal(503, ErrorCode::unavailable,
                   "The server is receiving as much as it can hold; send it again in a minute.");
}

class HttpSession final : public Session {
public:
    HttpSession(asio::ip::tcp::socket socket, Services& services);

    /// Until the connection ends or is upgraded.
    asio::awaitable<void> run();
    std::optional<Upgrade>& upgrade() { return upgrade_; }

    void stop() override;
    void abort() override { stream_.close(); }

private:
    enum class Then { next_request, close, linger, upgrade };

    asio::awaitable<bool> wait_for_request();
    asio::awaitable<Then> serve_request();
    asio::awaitable<Then> carry_out(AdmittedHead const& head, api::Match const& match);
    asio::awaitable<boost::system::error_code> read_body(AdmittedHead const& head, std::size_t limit,
                                                         std::string& body);
    asio::awaitable<api::Reply> answer(api::Request const& request, api::Match const& match);
    /// The same, with an answer whatever is thrown.
    asio::awaitable<api::Reply> answer_guarded(api::Request const& request, api::Match const& match);
    asio::awaitable<api::Reply> command(api::Request const& request, api::Match const& match);
    asio::awaitable<Then> refuse(api::Refusal const& refused, Then afterwards);
    /// Answers to bytes that could not be read as a request.
    asio::awaitable<Then> end_after(boost::system::error_code fault);
    asio::awaitable<bool> send(api::Reply const& reply, bool keep_alive);
    asio::awaitable<void> linger();
    std::optional<api::Refusal> refusal_of_upgrade(AdmittedHead const& head) const;
    api::Request::Origin origin_of(AdmittedHead const& head) const;
    /// Without its body.
    api::Request request_of(AdmittedHead const& head) const;

    Services& services_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<HeaderParser> parser_;
    std::string local_address_;
    asio::ip::address peer_;
    std::string request_id_;
    bool head_only_ = false;  ///< The request is a HEAD: its reply has no body.
    bool fresh_ = true;       ///< No request was served yet.
    bool waiting_ = false;    ///< Nothing of a request was read yet.
    bool stopping_ = false;
    std::optional<Upgrade> upgrade_;
    Registration registration_;
};

HttpSession::HttpSession(asio::ip::tcp::socket socket, Services& services)
    : services_(services), stream_(std::move(socket)), registration_(services.sessions, *this) {
    boost::system::error_code fault;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), fault);
    auto const peer = stream_.socket().remote_endpoint(fault);
    if (!fault) peer_ = peer.address();
    auto const local = stream_.socket().local_endpoint(fault);
    if (!fault) local_address_ = host_form(local.address());
}

void HttpSession::stop() {
    stopping_ = true;
    if (waiting_) stream_.cancel();
}

asio::awaitable<void> HttpSession::run() {
    for (;;) {
        bool const arrived = co_await wait_for_request();
        if (!arrived) break;
        Then const then = co_await serve_request();
        fresh_ = false;
        if (then == Then::next_request) continue;
        if (then == Then::upgrade) co_return;
        if (then == Then::linger) co_await linger();
        break;
    }
    stream_.close();
}

asio::awaitable<bool> HttpSession::wait_for_request() {
    if (stopping_) co_return false;
    if (buffer_.size() > 0) co_return true;
    stream_.expires_after(fresh_ ? services_.options.header_deadline : services_.options.idle_deadline);
    waiting_ = true;
    auto const space = buffer_.prepare(read_size);
    auto [fault, size] = co_await stream_.async_read_some(space, as_result);
    waiting_ = false;
    if (fault == beast::error::timeout && fresh_) services_.counters.deadlines_missed.add();
    if (fault) co_return false;
    buffer_.commit(size);
    co_return true;
}

asio::awaitable<HttpSession::Then> HttpSession::serve_request() {
    request_id_ = services_.next_request_id();
    parser_.emplace();
    parser_->header_limit(longest_header);
    parser_->body_limit(boost::none);  // The route says it, once it is known.

    stream_.expires_after(services_.options.header_deadline);
    auto [fault, size] = co_await http::async_read_header(stream_, buffer_, *parser_, as_result);
    if (fault) co_return co_await end_after(fault);

    head_only_ = parser_->get().method() == http::verb::head;
    auto const head = check_head(head_of(parser_->get()), services_.host_rules, local_address_);
    if (!head) co_return co_await refuse(head.error(), Then::linger);

    bool const reusable = parser_->keep_alive() && !head->has_body();
    Then const afterwards = reusable ? Then::next_request : Then::linger;
    auto const match = api::find_route(services_.routes, head->method, head->path);
    if (!match) co_return co_await refuse(match.error(), afterwards);

    if (std::holds_alternative<api::Live>(match->route->handler)) {
        std::optional<api::Refusal> const refused = refusal_of_upgrade(*head);
        if (refused) co_return co_await refuse(*refused, afterwards);
        auto const value = [&head](char const* name) {
            auto const found = head->query.find(name);
            return found == head->query.end() ? std::string() : found->second;
        };
        stream_.expires_never();
        api::Request const asked = request_of(*head);
        if (services_.options.live_needs_rights) {
            api::Reply const reply = co_await answer_guarded(asked, *match);
            bool const admitted = reply.status < 300;
            if (!admitted) {
                bool const sent = co_await send(reply, false);
                co_return sent ? Then::linger : Then::close;
            }
        }
        upgrade_.emplace(Upgrade{std::move(stream_), parser_->release(), asked, *match, value("audience"),
                                 live::parse_position(value("have")), value("encoding") == "gzip"});
        co_return Then::upgrade;
    }
    co_return co_await carry_out(*head, *match);
}

std::optional<api::Refusal> HttpSession::refusal_of_upgrade(AdmittedHead const& head) const {
    if (!boost::beast::websocket::is_upgrade(parser_->get()) || head.has_body() || buffer_.size() > 0) {
        return refusal(426, ErrorCode::invalid,
                       "This address is for WebSockets; /api/v1/views has the same over HTTP.");
    }
    // Programs that are no browser send no Origin, and carry nobody's rights with them.
    if (origin_of(head) == api::Request::Origin::foreign) {
        return refusal(
            403, ErrorCode::forbidden,
            "Pages of this origin may not open a live connection; add it to `allowed_origins` in the "
            "configuration if they should.",
            "Origin");
    }
    auto const audience = head.query.find("audience");
    if (audience == head.query.end()) {
        return refusal(400, ErrorCode::invalid, "Say for whom: `audience=wall/enterprise`.", "audience");
    }
    auto const encoding = head.query.find("encoding");
    if (encoding != head.query.end() && encoding->second != "gzip" && encoding->second != "text") {
        return refusal(400, ErrorCode::invalid, "`encoding` is `gzip` or `text`.", "encoding");
    }
    if (!services_.hub.admits(audience->second)) {
        return refusal(404, ErrorCode::not_found,
                       "The current edition has nothing for this audience; there is wall/enterprise, wall/own, "
                       "wall/contractors and wall/site:CODE for each site.",
                       "audience");
    }
    return std::nullopt;
}

api::Request::Origin HttpSession::origin_of(AdmittedHead const& head) const {
    using Origin = api::Request::Origin;
    if (head.origins.empty()) return Origin::none;
    bool const admitted =
        head.origins.size() == 1 && services_.host_rules.admits_origin(head.origins.front(), head.host);
    return admitted ? Origin::own : Origin::foreign;
}

api::Request HttpSession::request_of(AdmittedHead const& head) const {
    api::Request request;
    request.method = *head.method;
    request.path = head.path;
    request.query = head.query;
    request.host = head.host;
    request.if_none_match = head.if_none_match;
    request.if_match = head.if_match;
    request.accepts_gzip = head.accepts_gzip;
    request.cookie = head.cookie;
    request.authorization = head.authorization;
    request.idempotency_key = head.idempotency_key;
    request.origin = origin_of(head);
    request.address = is_loopback(peer_) && !head.forwarded_for.empty() ? head.forwarded_for : host_form(peer_);
    request.program = head.user_agent;
    request.request_id = request_id_;
    request.received_at = services_.clock.now();
    return request;
}

asio::awaitable<HttpSession::Then> HttpSession::carry_out(AdmittedHead const& head, api::Match const& match) {
    api::Request request = request_of(head);
    bool const reusable = parser_->keep_alive();
    std::optional<BodyBudget::Share> body_share;
    if (head.has_body()) {
        std::optional<api::Refusal> const refused = refusal_of_body(head, *match.route);
        if (refused) co_return co_await refuse(*refused, Then::linger);
        body_share = services_.bodies.take(head.chunked ? match.route->body_limit : head.content_length);
        if (!body_share) co_return co_await refuse(too_many_bodies(), Then::linger);
        boost::system::error_code const fault = co_await read_body(head, match.route->body_limit, request.body);
        if (fault) co_return co_await end_after(fault);
    }

    stream_.expires_never();
    request.received_at = services_.clock.now();
    api::Reply const reply = co_await answer_guarded(request, match);
    bool const keep_alive = reusable && !stopping_;
    bool const sent = co_await send(reply, keep_alive);
    co_return sent&& keep_alive ? Then::next_request : Then::close;
}

asio::awaitable<boost::system::error_code> HttpSession::read_body(AdmittedHead const& head, std::size_t limit,
                                                                  std::string& body) {
    stream_.expires_after(services_.options.body_deadline);
    if (head.expects_continue) {
        auto [fault, size] = co_await asio::async_write(stream_, asio::buffer(continue_line), as_result);
        if (fault) co_return fault;
    }
    http::request_parser<http::string_body> parser(std::move(*parser_));
    parser.body_limit(limit);
    auto [fault, size] = co_await http::async_read(stream_, buffer_, parser, as_result);
    body = std::move(parser.get().body());
    co_return fault;
}

asio::awaitable<api::Reply> HttpSession::answer_guarded(api::Request const& request, api::Match const& match) {
    try {
        co_return co_await answer(request, match);
    } catch (std::exception const& thrown) {
        log::error("request failed", {{"request", request_id_}, {"reason", thrown.what()}});
        services_.counters.unhandled.add();
    }
    co_return api::fault_reply(request_id_);
}

asio::awaitable<api::Reply> HttpSession::answer(api::Request const& request, api::Match const& match) {
    auto const& handler = match.route->handler;
    if (std::holds_alternative<api::Query>(handler) || std::holds_alternative<api::Live>(handler)) {
        co_return co_await services_.workers.query(request, match);
    }
    if (std::holds_alternative<api::Command>(handler) || std::holds_alternative<api::Slow>(handler)) {
        api::Reply reply = co_await command(request, match);
        // Any of them may have changed who may see what; all pass here, in the one process that writes.
        if (reply.status < 300) services_.sessions.rights_changed();
        co_return reply;
    }
    co_return services_.functions.plain(request, match);
}

asio::awaitable<api::Reply> HttpSession::command(api::Request const& request, api::Match const& match) {
    if (std::holds_alternative<api::Slow>(match.route->handler)) {
        co_return co_await services_.workers.slow_command(request, match);
    }
    co_return co_await services_.workers.command(request, match);
}

asio::awaitable<HttpSession::Then> HttpSession::refuse(api::Refusal const& refused, Then afterwards) {
    if (stopping_ && afterwards == Then::next_request) afterwards = Then::close;
    api::Reply const reply = api::refusal_reply(refused, request_id_);
    bool const sent = co_await send(reply, afterwards == Then::next_request);
    co_return sent ? afterwards : Then::close;
}

asio::awaitable<HttpSession::Then> HttpSession::end_after(boost::system::error_code fault) {
    if (fault == beast::error::timeout) services_.counters.deadlines_missed.add();
    std::optional<api::Refusal> const refused = refusal_of(fault);
    if (!refused) co_return Then::close;
    co_return co_await refuse(*refused, Then::linger);
}

asio::awaitable<bool> HttpSession::send(api::Reply const& reply, bool keep_alive) {
    services_.counters.replies.at(static_cast<std::size_t>(reply.status)).add();
    std::string const head = render_reply_head(reply, services_.clock.now(), keep_alive);
    bool const has_body = reply.body && !head_only_;
    std::array<asio::const_buffer, 2> const parts{asio::buffer(head),
                                                  has_body ? asio::buffer(*reply.body) : asio::const_buffer()};
    stream_.expires_after(services_.options.write_deadline);
    auto [fault, size] = co_await asio::async_write(stream_, parts, as_result);
    if (fault == beast::error::timeout) services_.counters.deadlines_missed.add();
    co_return !fault;
}

/// Closing while the peer still sends would reset the connection, and the peer might lose the reply that says
/// why.
asio::awaitable<void> HttpSession::linger() {
    boost::system::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(services_.options.linger_deadline);
    std::size_t ignored_bytes = 0;
    while (ignored_bytes < most_ignored_bytes) {
        buffer_.clear();
        auto const space = buffer_.prepare(read_size);
        auto [fault, size] = co_await stream_.async_read_some(space, as_result);
        if (fault) break;
        ignored_bytes += size;
    }
}

}  // namespace

asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket, Services& services) {
    HttpSession session(std::move(socket), services);
    co_await session.run();
    if (session.upgrade()) open_websocket(std::move(*session.upgrade()), services);
}

}  // namespace safetycell::net
