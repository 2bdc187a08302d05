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
    Readiness const& readiness = context.service.readiness;
    if (!readiness.writes_work()) {
        return failure(
            ErrorCode::unavailable,
            "Nothing can be written to the database: look for a full or failing disk. Screens still show "
            "the last edition; records are refused until writing works again.");
    }
    if (readiness.clock_is_behind()) {
        return failure(ErrorCode::unavailable,
                       "The clock of this computer is behind the slot of the newest edition, so no edition "
                       "will appear until it "
                       "has caught up: set the clock right. If it once ran ahead and is right now, publish out "
                       "of slot until "
                       "then.");
    }
    if (readiness.waits_for_setup()) {
        return failure(
            ErrorCode::unavailable,
            "This server waits for its setup: open /setup and give the code that it printed where it "
            "was started.");
    }
    return plain_text("ready\n");
}

}  // namespace safetycell::api
