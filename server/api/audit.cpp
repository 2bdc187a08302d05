#include "api/audit.hpp"

#include "api/account_entry.hpp"
#include "api/change_filter.hpp"
#include "api/query_values.hpp"
#include "api/record_permissions.hpp"
#include "contract/audit.hpp"
#include "import/record_form.hpp"
#include "store/audit.hpp"
#include "store/personal_detail.hpp"
#include "store/policy.hpp"
#include "store/touched_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace safetycell::api {
namespace {

using contract::ChangedField;
using contract::ChangedRecord;
using contract::FieldType;
using importing::Kind;

contract::AuditEntry entry_of(store::Change change, store::ReadTx const& tx) {
    contract::AuditEntry entry;
    entry.number = change.number;
    entry.recorded_at = change.recorded_at;
    entry.who = std::move(change.author.who);
    entry.why = std::move(change.author.why);
    entry.source = std::move(change.author.source);
    entry.hash = std::move(change.hash);
    store::TouchedRecords const touched = store::find_touched_records(tx, change.number);
    for (auto const& [family, id] : touched.records)
        entry.records.push_back({family, id});
    entry.more_records = touched.more;
    if (auto const event = store::find_account_event(tx, change.number)) entry.event = event->event;
    auto const personal =
        store::find_personal_detail_events(tx, change.number, store::TouchedRecords::most_listed);
    if (!personal.event.empty()) entry.event = "personal_detail_" + personal.event;
    for (IncidentId const incident : personal.incidents)
        entry.personal_detail_of.push_back(incident.value);
    return entry;
}

void add_changed(ChangedRecord& record, std::string_view name, FieldType type, std::string before,
                 std::string after) {
    bool const says_nothing = record.is_new && (after.empty() || after == "no");
    if (before == after || says_nothing) return;
    record.fields.push_back({name, type, std::move(before), std::move(after)});
}

FieldType type_of(importing::Field field) {
    if (importing::is_yes_or_no(field)) return FieldType::yes_or_no;
    auto const content = importing::column_of(field).content;
    bool const is_number = content == importing::Content::number || content == importing::Content::whole_number;
    return is_number ? FieldType::number : FieldType::text;
}

std::string name_of(importing::ColumnTexts const& columns) {
    for (importing::Field const field : {importing::Field::reference, importing::Field::code}) {
        if (std::string name = text_of(columns, field); !name.empty()) return name;
    }
    return {};
}

ChangedRecord changed_record(store::ReadTx const& tx, Kind kind, std::int32_t id, Revision change,
                             bool is_seen) {
    ChangedRecord record;
    record.kind = to_string(kind);
    record.id = id;
    record.withheld = !is_seen;
    auto const revisions = importing::load_revisions(tx, kind, id);
    auto const made = std::find_if(revisions.begin(), revisions.end(),
                                   [change](auto const& revision) { return revision.change.number == change; });
    if (made == revisions.end()) return record;
    record.is_new = made == revisions.begin();
    if (is_seen) record.name = name_of(made->columns);
    for (std::size_t i = 0; i < made->columns.size(); ++i) {
        auto const& [field, after] = made->columns[i];
        std::string const before = record.is_new ? "" : std::prev(made)->columns[i].second;
        add_changed(record, importing::column_of(field).name, type_of(field), before, after);
    }
    return record;
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

ChangedRecord changed_account(store::ReadTx const& tx, std::int32_t id, Revision change) {
    AccountId const account{id};
    auto const after = store::account_known_at(tx, account, change);
    auto const before = store::account_known_at(tx, account, change - 1);
    ChangedRecord record;
    record.kind = "accounts";
    record.id = id;
    record.is_new = !before;
    if (!after) return record;
    record.name = after->account.login;
    contract::AccountEntry const now = api::entry_of(*after, tx);
    contract::AccountEntry const then = before ? api::entry_of(*before, tx) : contract::AccountEntry{};
    auto const list = [](std::vector<std::string> const& codes) {
        return fmt::format("{}", fmt::join(codes, ", "));
    };
    add_changed(record, "name", FieldType::text, then.account.name, now.account.name);
    add_changed(record, "role", FieldType::text, before ? std::string{to_string(then.account.role)} : "",
                std::string{to_string(now.account.role)});
    add_changed(record, "organizations", FieldType::text, list(then.organizations), list(now.organizations));
    add_changed(record, "sites", FieldType::text, list(then.sites), list(now.sites));
    add_changed(record, "all_sites", FieldType::yes_or_no, before ? yes_or_no(then.account.all_sites) : "",
                yes_or_no(now.account.all_sites));
    add_changed(record, "disabled", FieldType::yes_or_no, before ? yes_or_no(then.account.disabled) : "",
                yes_or_no(now.account.disabled));
    return record;
}

ChangedRecord changed_policy(store::ReadTx const& tx, Revision change) {
    auto const before = store::policy_known_at(tx, change - 1);
    auto const after = store::policy_known_at(tx, change);
    ChangedRecord record;
    record.kind = "policy";
    record.is_new = !before;
    add_changed(record, "text", FieldType::text, before ? before->text : "", after ? after->text : "");
    return record;
}

ChangedRecord changed_enterprise(store::ReadTx const& tx, Revision change) {
    auto const before = store::enterprise_known_at(tx, change - 1);
    auto const after = store::enterprise_known_at(tx, change);
    ChangedRecord record;
    record.kind = "enterprise";
    record.is_new = !before;
    if (!after) return record;
    add_changed(record, "name", FieldType::text, before ? before->name : "", after->name);
    add_changed(record, "time_zone", FieldType::text, before ? before->time_zone.name() : "",
                after->time_zone.name());
    add_changed(record, "demo", FieldType::yes_or_no, before ? yes_or_no(before->demo) : "",
                yes_or_no(after->demo));
    return record;
}

}  // namespace

Result<Reply> list_changes(Context const& context, store::ReadTx& tx) {
    constexpr std::int64_t usual_page = 50;
    constexpr std::int64_t longest_page = 500;
    Request const& request = context.request;
    auto known = check_query(request, {"before", "who", "kind", "record", "id", "from", "to", "why", "limit"});
    if (!known) return tl::unexpected(known.error());
    auto filter = change_filter_in_query(request, tx);
    if (!filter) return tl::unexpected(filter.error());
    auto const before = integer_in_query(request, "before", 1, std::numeric_limits<std::int64_t>::max(),
                                         std::numeric_limits<std::int64_t>::max());
    if (!before) return tl::unexpected(before.error());
    filter->before = *before;
    auto const limit = integer_in_query(request, "limit", 1, longest_page, usual_page);
    if (!limit) return tl::unexpected(limit.error());

    // One more than asked for tells whether there is a next page.
    std::vector<store::Change> changes = store::load_changes(tx, *filter, static_cast<std::size_t>(*limit) + 1);
    std::optional<std::int64_t> next;
    if (changes.size() > static_cast<std::size_t>(*limit)) {
        changes.pop_back();
        next = changes.back().number;
    }
    std::vector<contract::AuditEntry> entries;
    for (store::Change& change : changes)
        entries.push_back(entry_of(std::move(change), tx));
    return json_reply(contract::render_changes(entries, next));
}

Result<Reply> get_change(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const number = positive_integer(context.parameters.find("number")->second);
    auto change = number ? store::find_change(tx, *number) : std::nullopt;
    if (!change) return failure(ErrorCode::not_found, "There is no change of this number.", "number");
    contract::AuditEntry const entry = entry_of(*std::move(change), tx);
    domain::Actor const& actor = *context.asker.actor;
    std::vector<ChangedRecord> records;
    for (contract::TouchedRecord const& touched : entry.records) {
        if (auto const kind = importing::kind_from(touched.kind)) {
            records.push_back(
                changed_record(tx, *kind, touched.id, *number, visible_to(actor, *kind).everything));
        } else {
            records.push_back(changed_account(tx, touched.id, *number));
        }
    }
    if (store::wrote_policy(tx, *number)) records.push_back(changed_policy(tx, *number));
    if (store::wrote_enterprise(tx, *number)) records.push_back(changed_enterprise(tx, *number));
    std::optional<contract::ChangedAccount> account;
    if (auto event = store::find_account_event(tx, *number)) {
        auto const stored = store::find_account(tx, event->account);
        account = {stored ? stored->account.login : "", std::move(event->event), std::move(event->detail)};
    }
    return json_reply(contract::render_change(entry, records, account));
}

Result<Reply> check_chain(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    Revision const newest = store::newest_revision(tx);
    auto const change = store::find_change(tx, newest);
    std::vector<contract::ChainFault> faults;
    for (store::ChainFault& fault : store::check_chain(tx))
        faults.push_back({name_of(fault.what), fault.change, std::move(fault.words)});
    return json_reply(contract::render_chain(newest, change ? change->hash : "", faults));
}

}  // namespace safetycell::api
