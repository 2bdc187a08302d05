#include "api/health.hpp"

#include "api/readiness.hpp"

namespace safetycell::api {
namespace {

Reply plain_text(std::string text) {
    Reply reply;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = std::make_shared<std::string const>(std::move(text));
    return reply;
}

}  // namespace

Result<Reply> get_health(Context const&) {
    return plain_text("running\n");
}

Result<Reply> get_readiness(Context const& context) {
    if (context.service.readiness.writes_work()) return plain_text("ready\n");
    return failure(
        ErrorCode::unavailable,
        "Nothing can be written to the database: look for a full or failing disk. Screens still show "
        "the last edition; records are refused until writing works again.");
}

}  // namespace safetycell::api
