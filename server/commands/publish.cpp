// safetycell publish: one edition out of slot, about this moment or one of the past.

#include "base/utf8.hpp"
#include "commands/verbs.hpp"
#include "store/records.hpp"

namespace safetycell::commands {
namespace {

constexpr std::size_t longest_reason = 500;

}  // namespace

api::JobOutcome carry_out_publish(api::Job const& job, app::JobContext const& context) {
    TimeZone zone;
    {
        store::ReadTx const tx{context.connection};
        auto const enterprise = store::find_enterprise(tx);
        if (!enterprise) return failed("the database has no enterprise; make one with `safetycell init`.");
        zone = enterprise->time_zone;
    }
    publish::OutOfSlot request;
    request.as_of = context.now;
    request.who = job.who;
    request.reason = option(job, "reason").value_or("history");
    if (auto const readable = check_line_of_text(request.reason, longest_reason); !readable) {
        return failed("--reason: " + readable.error().message);
    }
    if (auto const at = option(job, "at")) {
        auto const parsed = parse_instant(*at, zone);
        if (!parsed) return failed("--at: " + parsed.error().message);
        request.as_of = *parsed;
    }
    if (auto const known_at = option(job, "known-at")) {
        auto const parsed = parse_instant(*known_at, zone);
        if (!parsed) return failed("--known-at: " + parsed.error().message);
        request.known_at = *parsed;
    }
    auto const published = context.publisher.publish(request, context.now);
    if (!published) return failed(published.error().message);
    return {0,
            fmt::format("Published edition {} as of {} ({}), knowing changes 1 to {}.\n", published->number,
                        to_civil_string(published->as_of, zone), zone.name(), published->known_through),
            {}};
}

}  // namespace safetycell::commands
