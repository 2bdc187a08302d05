#include "api/dispatch.hpp"

#include "api/asker.hpp"
#include "api/errors.hpp"
#include "api/readiness.hpp"
#include "base/gzip.hpp"
#include "base/log.hpp"
#include "store/identity.hpp"
#include "store/transaction.hpp"

#include <stdexcept>

namespace safetycell::api {
namespace {

constexpr std::size_t largest_reply = 256 * 1024 * 1024;
/// Bytes. What fits into one packet anyway is not packed.
constexpr std::size_t smallest_packed = 1024;

/// Runs the handler in the transaction that its type asks for.
struct Run {
    Request const& request;
    Match const& match;
    Service const& service;
    store::Connection* connection;

    Result<Reply> operator()(Plain handler) const {
        Asker const nobody;
        if (auto may = check_may(nobody, match.route->action); !may) return tl::unexpected(may.error());
        return handler({request, match.parameters, service, nobody});
    }

    Result<Reply> operator()(Query handler) const {
        store::ReadTx tx(*connection);
        auto const asker = find_asker(request, service.sign_in, tx);
        if (!asker) return tl::unexpected(asker.error());
        if (auto may = check_may(*asker, match.route->action); !may) return tl::unexpected(may.error());
        return handler({request, match.parameters, service, *asker}, tx);
    }

    Result<Reply> operator()(Command handler) const { return write(handler); }

    Result<Reply> operator()(Slow handler) const {
        Result<Rest> const rest = prepared(handler);
        if (!rest) return tl::unexpected(rest.error());
        return write(*rest);
    }

    Result<Reply> operator()(Live live) const { return (*this)(live.admit); }

    Result<Rest> prepared(Slow handler) const {
        auto const asker = [this]() -> Result<Asker> {
            store::ReadTx const tx(*connection);
            return find_commander(tx);
        }();
        if (!asker) return tl::unexpected(asker.error());
        return handler.prepare({request, match.parameters, service, *asker}, *connection);
    }

    template <class Handler>
    Result<Reply> write(Handler const& handler) const {
        try {
            store::WriteTx tx(*connection, request.received_at);
            Result<Reply> reply = command_reply(handler, tx);
            if (reply) {
                tx.commit();
                service.readiness.set_writes_work(true);
            }
            return reply;
        } catch (store::StoreFault const& fault) {
            service.readiness.set_writes_work(false);
            log::error("write failed", {{"request", request.request_id}, {"reason", fault.what()}});
            return failure(
                ErrorCode::unavailable,
                "The record could not be written and is not stored: look for a full or failing disk, "
                "then send it again.");
        }
    }

private:
    /// Who asks, if they may ask this and may change anything.
    Result<Asker> find_commander(store::ReadTx const& tx) const {
        auto asker = find_asker(request, service.sign_in, tx);
        if (!asker) return asker;
        if (auto origin = check_origin(request, *asker); !origin) return tl::unexpected(origin.error());
        if (auto may = check_may(*asker, match.route->action); !may) return tl::unexpected(may.error());
        if (asker->read_only) {
            return failure(
                ErrorCode::forbidden,
                "This token only reads; make one that may change records on the page of your account.",
                "Authorization");
        }
        return asker;
    }

    template <class Handler>
    Result<Reply> command_reply(Handler const& handler, store::WriteTx& tx) const {
        auto const asker = find_commander(tx);
        if (!asker) return tl::unexpected(asker.error());
        if (!asker->session_sha256.empty()) store::set_session_seen(tx, asker->session_sha256);
        return handler({request, match.parameters, service, *asker}, tx);
    }
};

/// Tags with and without quotes of weakness are compared alike: for a read the difference does not matter.
std::string_view opaque(std::string_view tag) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    return tag;
}

bool holds(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        auto const end = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view one = if_none_match.substr(0, end);
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
        while (one.starts_with(' ') || one.starts_with('\t'))
            one.remove_prefix(1);
        while (one.ends_with(' ') || one.ends_with('\t'))
            one.remove_suffix(1);
        if (one == "*" || opaque(one) == etag) return true;
    }
    return false;
}

/// The same bytes packed and unpacked are two representations, and a tag names one of them.
std::string tag_of_gzip(std::string const& etag) {
    return etag.substr(0, etag.size() - 1) + ".gzip\"";
}

/// Pictures are packed by their own means.
bool is_worth_packing(Reply const& reply) {
    return reply.body != nullptr && reply.body->size() >= smallest_packed &&
           !reply.content_type.starts_with("image/");
}

/// Packs or unpacks the body as the asker takes it. What the asker holds already is neither packed nor sent.
Reply fit(Request const& request, Reply reply) {
    bool const packs = request.accepts_gzip && (reply.gzip_encoded || is_worth_packing(reply));
    if (!reply.etag.empty() || reply.gzip_encoded || is_worth_packing(reply)) {
        reply.headers.emplace_back("Vary", "Accept-Encoding");
    }
    if (!reply.etag.empty()) {
        if (packs) reply.etag = tag_of_gzip(reply.etag);
        // RFC 9110, 13.1.2: only what reads is answered so; what was done must be told in any case.
        bool const reads = request.method == Method::get || request.method == Method::head;
        if (reads && reply.status == 200 && holds(request.if_none_match, reply.etag)) {
            reply.status = 304;
            reply.body = nullptr;
            reply.gzip_encoded = false;
            return reply;
        }
    }
    if (reply.gzip_encoded == packs) return reply;
    if (packs) {
        reply.body = std::make_shared<std::string const>(gzip(*reply.body));
    } else {
        Result<std::string> text = gunzip(*reply.body, largest_reply);
        if (!text) throw std::runtime_error("a stored view does not unpack: " + text.error().message);
        reply.body = std::make_shared<std::string const>(std::move(*text));
    }
    reply.gzip_encoded = packs;
    return reply;
}

/// What `work` gives as a reply that the asker can read; nothing is thrown out of it.
template <class Work>
Reply answered(Request const& request, Work const& work) {
    try {
        Result<Reply> reply = work();
        if (!reply) return error_reply(reply.error(), request.request_id);
        return fit(request, std::move(*reply));
    } catch (std::exception const& fault) {
        log::error("request failed", {{"request", request.request_id}, {"reason", fault.what()}});
    } catch (...) {
        log::error("request failed", {{"request", request.request_id}, {"reason", "an unknown exception"}});
    }
    return fault_reply(request.request_id);
}

}  // namespace

Reply dispatch(Request const& request, Match const& match, Service const& service,
               store::Connection* connection) {
    return answered(request, [&] {
        return std::visit(Run{request, match, service, connection}, match.route->handler);
    });
}

Prepared prepare(Request const& request, Match const& match, Service const& service,
                 store::Connection& connection) {
    Prepared prepared;
    prepared.reply = answered(request, [&]() -> Result<Reply> {
        Run const run{request, match, service, &connection};
        Result<Rest> rest = run.prepared(std::get<Slow>(match.route->handler));
        if (!rest) return tl::unexpected(rest.error());
        prepared.rest = *std::move(rest);
        return Reply{};
    });
    return prepared;
}

Reply finish(Request const& request, Match const& match, Service const& service, store::Connection& connection,
             Rest const& rest) {
    return answered(request, [&] { return Run{request, match, service, &connection}.write(rest); });
}

}  // namespace safetycell::api
