#include "api/personal_detail.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/query_values.hpp"
#include "contract/object_reader.hpp"
#include "contract/personal_detail.hpp"
#include "store/browsing.hpp"
#include "store/change_log.hpp"
#include "store/personal_detail.hpp"

#include <array>
#include <limits>

namespace safetycell::api {
namespace {

constexpr std::size_t longest_reason = 500;
constexpr std::string_view no_such_record =
    "There is no such record here; the list of its kind shows those there are.";

/// The incident of the path, if the asker may do this to it.
Result<IncidentId> incident_for(Context const& context, store::ReadTx const& tx, domain::Action action) {
    auto const id = positive_integer(context.parameters.find("id")->second);
    bool const is_id = id && *id <= std::numeric_limits<std::int32_t>::max();
    auto const whereabouts =
        is_id ? store::whereabouts_of<domain::Incident>(tx, static_cast<std::int32_t>(*id)) : std::nullopt;
    if (!whereabouts) return failure(ErrorCode::not_found, std::string{no_such_record}, "id");
    auto may = check_may(context.asker, action, {whereabouts->organization, whereabouts->site}, no_such_record);
    if (!may) return tl::unexpected(may.error());
    return IncidentId{static_cast<std::int32_t>(*id)};
}

Reply status_reply(contract::PersonalDetailStatus const& status) {
    return json_reply(contract::render_personal_detail_status(status));
}

/// Of what the open change did.
Reply done_reply(store::WriteTx const& tx, store::Author const& author, store::PersonalDetailState state) {
    return status_reply({to_string(state), tx.change(), tx.now(), author.who, author.why});
}

}  // namespace

Result<Reply> get_personal_detail(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const incident = incident_for(context, tx, domain::Action::erase_personal_detail);
    if (!incident) return tl::unexpected(incident.error());
    store::PersonalDetailStatus const status = store::personal_detail_status(tx, *incident);
    contract::PersonalDetailStatus told{to_string(status.state), status.change, {}, {}, {}};
    if (auto const change = store::find_change(tx, status.change)) {
        told.at = change->recorded_at;
        told.who = change->author.who;
        told.why = change->author.why;
    }
    return status_reply(told);
}

Result<Reply> put_personal_detail(Context const& context, store::WriteTx& tx) {
    auto const incident = incident_for(context, tx, domain::Action::see_personal_detail);
    if (!incident) return tl::unexpected(incident.error());
    contract::ObjectReader body(context.request.body);
    store::PersonalDetail detail;
    detail.injured_person = body.optional_line("injured_person", store::longest_injured_person);
    detail.medical_detail = body.text("medical_detail", store::longest_medical_detail);
    std::string const reason = body.line("reason", longest_reason);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    if (detail == store::PersonalDetail{}) {
        return failure(ErrorCode::invalid, "Name the injured person, or write the medical detail.",
                       "injured_person");
    }
    store::Author const author = author_of(context, reason);
    tx.open_change(author);
    store::put_personal_detail(tx, *incident, detail);
    return done_reply(tx, author, store::PersonalDetailState::kept);
}

Result<Reply> read_personal_detail(Context const& context, store::WriteTx& tx) {
    auto const incident = incident_for(context, tx, domain::Action::see_personal_detail);
    if (!incident) return tl::unexpected(incident.error());
    tx.open_change(author_of(context, "Read personal detail"));
    auto const detail = store::read_personal_detail(tx, *incident);
    if (!detail) return failure(ErrorCode::not_found, "There is no personal detail of this incident.", "id");
    return json_reply(contract::render_personal_detail(detail->injured_person, detail->medical_detail));
}

Result<Reply> erase_personal_detail(Context const& context, store::WriteTx& tx) {
    auto const incident = incident_for(context, tx, domain::Action::erase_personal_detail);
    if (!incident) return tl::unexpected(incident.error());
    contract::ObjectReader body(context.request.body);
    std::string const reason = body.line("reason", longest_reason);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    store::Author const author = author_of(context, reason);
    tx.open_change(author);
    if (store::erase_personal_detail(tx, std::array{*incident}) == 0) {
        return failure(ErrorCode::conflict, "There is no personal detail of this incident; nothing was erased.",
                       "id");
    }
    return done_reply(tx, author, store::PersonalDetailState::erased);
}

}  // namespace safetycell::api
