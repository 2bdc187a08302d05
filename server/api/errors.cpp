#include "api/errors.hpp"

#include "base/log.hpp"
#include "contract/error.hpp"

namespace safetycell::api {
namespace {

Reply reply_with(int status, Error const& error, std::string const& request_id) {
    Reply reply;
    reply.status = status;
    reply.body = std::make_shared<std::string const>(contract::render_error(error, request_id));
    if (error.code == ErrorCode::unavailable) reply.headers.emplace_back("Retry-After", "15");
    return reply;
}

}  // namespace

int status_of(ErrorCode code) {
    // No default: a new code must be given its status here before this compiles.
    switch (code) {
        case ErrorCode::invalid: return 400;
        case ErrorCode::unauthenticated: return 401;
        case ErrorCode::forbidden: return 403;
        case ErrorCode::not_found: return 404;
        case ErrorCode::conflict: return 409;
        case ErrorCode::stale: return 412;
        case ErrorCode::too_large: return 413;
        case ErrorCode::too_many: return 429;
        case ErrorCode::unavailable: return 503;
        case ErrorCode::internal: return 500;
    }
    return 500;
}

Reply error_reply(Error const& error, std::string const& request_id) {
    if (error.code == ErrorCode::internal) {
        log::error("request failed", {{"request", request_id}, {"reason", error.message}});
        return fault_reply(request_id);
    }
    return reply_with(status_of(error.code), error, request_id);
}

Reply refusal_reply(Refusal const& refusal, std::string const& request_id) {
    Reply reply = reply_with(refusal.status, refusal.error, request_id);
    if (!refusal.allow.empty()) reply.headers.emplace_back("Allow", refusal.allow);
    return reply;
}

Reply fault_reply(std::string const& request_id) {
    return reply_with(
        500,
        {ErrorCode::internal, "Internal error. The server's log has the reason under this request id.", ""},
        request_id);
}

}  // namespace safetycell::api
