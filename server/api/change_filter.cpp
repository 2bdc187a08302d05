#include "api/change_filter.hpp"

#include "api/query_values.hpp"
#include "api/record_filter.hpp"
#include "import/words.hpp"
#include "store/records.hpp"

#include <limits>

namespace safetycell::api {
namespace {

/// A record that does not exist was touched by nothing.
constexpr std::int32_t no_record = std::numeric_limits<std::int32_t>::max();

std::string value_in(Request const& request, std::string const& name) {
    auto const found = request.query.find(name);
    return found == request.query.end() ? std::string{} : found->second;
}

}  // namespace

Result<store::ChangeFilter> change_filter_in_query(Request const& request, store::ReadTx const& tx) {
    store::ChangeFilter filter;
    filter.who = value_in(request, "who");
    filter.kind = value_in(request, "kind");
    if (!store::is_kind_of_changes(filter.kind)) {
        return failure(
            ErrorCode::invalid,
            "`kind` is a kind of records, accounts, sign_ins, personal_detail, policy or enterprise.", "kind");
    }
    auto const id = integer_in_query(request, "id", 1, std::numeric_limits<std::int32_t>::max(), 0);
    if (!id) return tl::unexpected(id.error());
    filter.record = static_cast<std::int32_t>(*id);
    if (std::string const record = value_in(request, "record"); !record.empty())
        filter.record = store::find_record_named(tx, filter.kind, record).value_or(no_record);
    if (filter.record != 0 && filter.kind.empty()) {
        return failure(ErrorCode::invalid, "Say of which `kind` the record is.", "kind");
    }
    auto const from = date_in_query(request, "from", Date::never());
    if (!from) return tl::unexpected(from.error());
    auto const to = date_in_query(request, "to", Date::never());
    if (!to) return tl::unexpected(to.error());
    // Days begin and end by the clocks of the enterprise.
    auto const enterprise = store::find_enterprise(tx);
    TimeZone const zone = enterprise ? enterprise->time_zone : TimeZone{};
    if (!from->is_never()) filter.from = zone.start_of(*from);
    if (!to->is_never()) filter.until = zone.start_of(*to + 1);
    if (std::string const part = value_in(request, "why"); !part.empty()) {
        // Punctuation alone folds to nothing, and is looked for as it stands.
        filter.why = [part, folded = importing::folded(part)](std::string_view why) {
            return folded.empty() ? why.find(part) != std::string_view::npos
                                  : importing::folded(why).find(folded) != std::string::npos;
        };
    }
    return filter;
}

}  // namespace safetycell::api
