#include "api/audit.hpp"

#include "api/account_entry.hpp"
#include "api/query_values.hpp"
#include "contract/audit.hpp"
#include "store/change_log.hpp"
#include "store/touched_records.hpp"

#include <limits>

namespace safetycell::api {

Result<Reply> list_changes(Context const& context, store::ReadTx& tx) {
    constexpr std::int64_t usual_page = 50;
    constexpr std::int64_t longest_page = 500;
    Request const& request = context.request;
    if (auto known = check_query(request, {"before", "who", "limit"}); !known)
        return tl::unexpected(known.error());
    auto const before = integer_in_query(request, "before", 1, std::numeric_limits<std::int64_t>::max(),
                                         std::numeric_limits<std::int64_t>::max());
    if (!before) return tl::unexpected(before.error());
    auto const limit = integer_in_query(request, "limit", 1, longest_page, usual_page);
    if (!limit) return tl::unexpected(limit.error());
    auto const who = request.query.find("who");

    // One more than asked for tells whether there is a next page.
    std::vector<store::Change> changes = store::load_changes_before(
        tx, *before, who == request.query.end() ? "" : who->second, static_cast<int>(*limit) + 1);
    std::optional<std::int64_t> next;
    if (changes.size() > static_cast<std::size_t>(*limit)) {
        changes.pop_back();
        next = changes.back().number;
    }
    std::vector<contract::AuditEntry> entries;
    for (store::Change& change : changes) {
        contract::AuditEntry entry{change.number,
                                   change.recorded_at,
                                   std::move(change.author.who),
                                   std::move(change.author.why),
                                   std::move(change.author.source),
                                   std::move(change.hash),
                                   {},
                                   0};
        store::TouchedRecords const touched = store::find_touched_records(tx, change.number);
        for (auto const& [family, id] : touched.records)
            entry.records.push_back({family, id});
        entry.more_records = touched.more;
        entries.push_back(std::move(entry));
    }
    return json_reply(contract::render_changes(entries, next));
}

Result<Reply> check_chain(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    Revision const newest = store::newest_revision(tx);
    auto const change = store::find_change(tx, newest);
    return json_reply(contract::render_chain(newest, change ? change->hash : "", store::find_chain_faults(tx)));
}

}  // namespace safetycell::api
