#include "api/violation_steps.hpp"

#include "api/account_entry.hpp"
#include "api/enterprise_zone.hpp"
#include "api/idempotency.hpp"
#include "api/query_values.hpp"
#include "api/record_reading.hpp"
#include "contract/object_reader.hpp"
#include "store/browsing.hpp"
#include "store/violation_steps.hpp"

namespace safetycell::api {
namespace {

using importing::Kind;

/// The calendar at the site; of a violation at none, that of the enterprise.
Date today_at(SiteId site, Instant now, store::ReadTx const& tx) {
    if (site) return store::find_site(tx, store::site_code(tx, site)).value().time_zone.date_at(now);
    return zone_of_enterprise(tx).date_at(now);
}

Result<domain::Step> read_step(std::string_view text) {
    contract::ObjectReader body(text);
    std::string const name = body.line("step", 40);
    domain::Step step;
    step.text = body.optional_line("text", store::longest_step_text);
    step.assigned_to = body.optional_line("assigned_to", store::longest_assignee);
    std::string const until = body.optional_line("until", 10);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const kind = domain::step_kind_from(name);
    if (!kind) {
        return failure(ErrorCode::invalid,
                       "A step is assigned, extension_asked, extension_granted, extension_refused, fixed, "
                       "verified, returned, reopened, cancelled or commented.",
                       "step");
    }
    step.kind = *kind;
    if (until.empty()) return step;
    auto const day = parse_date(until);
    if (!day) return failure(ErrorCode::invalid, "A date as 2026-01-31.", "until");
    step.until = *day;
    return step;
}

/// Why the change was made, for the history of the record: what was said, else the name of the step.
std::string reason_of(domain::Step const& step) {
    std::string_view const said = step.text.empty() ? std::string_view{step.assigned_to} : step.text;
    return said.empty() ? std::string{to_string(step.kind)} : fmt::format("{}: {}", to_string(step.kind), said);
}

}  // namespace

Result<Reply> list_violation_steps(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const record = find_record(context, Kind::violations, tx);
    if (!record) return tl::unexpected(record.error());
    return steps_reply(context, *record, tx);
}

Result<Reply> take_violation_step(Context const& context, store::WriteTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    if (auto has_key = check_has_key(context.request); !has_key) return tl::unexpected(has_key.error());
    auto const record = find_record(context, Kind::violations, tx);
    if (!record) return tl::unexpected(record.error());
    auto const earlier = earlier_reply(context.request, context.asker, tx);
    if (!earlier) return tl::unexpected(earlier.error());
    if (*earlier) return **earlier;
    if (auto match = check_if_match(context.request, newest_change_of(*record, tx)); !match) {
        return tl::unexpected(match.error());
    }
    auto step = read_step(context.request.body);
    if (!step) return tl::unexpected(step.error());
    Date const today = today_at(record->target.site, context.request.received_at, tx);
    auto const outcome = take_step(violation_case(*record, tx), *std::move(step), *context.asker.actor, today);
    if (!outcome) return tl::unexpected(outcome.error());

    store::Author const author = author_of(context, reason_of(outcome->step));
    tx.open_change(author);
    auto const stored = store::load_revisions<store::StoredViolation>(tx, record->id).back().record;
    store::put_violation(tx, outcome->violation, stored.texts);
    store::add_violation_step(tx, outcome->violation.id, outcome->step, today);
    ChangeBeingMade const made{tx, author};
    Reply reply = record_reply(context, *record, tx, &made, {}, 201);
    keep_reply(context.request, context.asker, reply, tx);
    return reply;
}

}  // namespace safetycell::api
