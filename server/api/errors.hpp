#pragma once
// Errors as replies, all in one shape: {"error":{"code","message","field","request_id"}}.

#include "api/message.hpp"
#include "api/route.hpp"
#include "base/error.hpp"

namespace safetycell::api {

int status_of(ErrorCode code);

/// The reply to an error of a handler. The words of an `internal` one go to the log and not to the asker.
Reply error_reply(Error const& error, std::string const& request_id);
/// The reply to a request that was refused before it came to a handler.
Reply refusal_reply(Refusal const& refusal, std::string const& request_id);
/// The reply when something threw: the log has the reason under the request's id.
Reply fault_reply(std::string const& request_id);

}  // namespace safetycell::api
