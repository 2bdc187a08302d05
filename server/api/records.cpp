#include "api/records.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/idempotency.hpp"
#include "api/query_values.hpp"
#include "api/record_filter.hpp"
#include "api/record_permissions.hpp"
#include "contract/object_reader.hpp"
#include "contract/records.hpp"
#include "publish/policy.hpp"
#include "store/change_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace safetycell::api {
namespace {

using importing::ColumnTexts;
using importing::Field;
using importing::Kind;

constexpr std::size_t most_fields = 60;
constexpr std::size_t longest_field = 4 * store::longest_text;
constexpr std::size_t longest_reason = 500;
constexpr std::int64_t usual_page = 50;
constexpr std::int64_t longest_page = 500;

constexpr std::string_view no_such_record =
    "There is no such record here; the list of its kind shows those there are.";

Result<Kind> kind_in_path(Context const& context) {
    if (auto const kind = importing::kind_from(context.parameters.find("kind")->second)) return *kind;
    return failure(
        ErrorCode::not_found,
        "There is no such kind of records; there are organizations, sites, hours, incidents, violations, "
        "period_totals, obligations, activities, breaches and disputes.",
        "kind");
}

Result<std::int32_t> id_in_path(Context const& context) {
    auto const id = positive_integer(context.parameters.find("id")->second);
    if (id && *id <= std::numeric_limits<std::int32_t>::max()) return static_cast<std::int32_t>(*id);
    return failure(ErrorCode::not_found, std::string{no_such_record}, "id");
}

Result<domain::Policy> policy_in_force(store::ReadTx const& tx) {
    auto policy = publish::policy_in_force(tx, store::newest_revision(tx), publish::shipped_policy());
    if (!policy) return tl::unexpected(policy.error());
    return std::move(policy->policy);
}

contract::FieldType type_of(Field field) {
    if (importing::is_yes_or_no(field)) return contract::FieldType::yes_or_no;
    switch (importing::column_of(field).content) {
        case importing::Content::number:
        case importing::Content::whole_number: return contract::FieldType::number;
        case importing::Content::text:
        case importing::Content::day: break;
    }
    return contract::FieldType::text;
}

std::vector<contract::RecordField> fields_of(ColumnTexts columns) {
    std::vector<contract::RecordField> fields;
    for (auto& [field, text] : columns)
        fields.push_back({importing::column_of(field).name, type_of(field), std::move(text)});
    return fields;
}

std::string etag_of(Revision change) {
    return fmt::format("\"{}\"", change);
}

Reply record_reply(Kind kind, std::int32_t id, std::vector<importing::FormRevision> revisions,
                   std::vector<std::string> const& warnings = {}, int status = 200) {
    Revision const change = revisions.back().change.number;
    std::vector<contract::RecordRevision> list;
    for (importing::FormRevision& revision : revisions) {
        store::Change& made = revision.change;
        list.push_back({made.number, made.recorded_at, std::move(made.author.who), std::move(made.author.why),
                        std::move(made.author.source), fields_of(std::move(revision.columns))});
    }
    Reply reply = json_reply(contract::render_record(to_string(kind), id, list, warnings), status);
    reply.etag = etag_of(change);
    reply.cache_control = "no-cache";
    return reply;
}

/// The revision that is being written has no row in the log of changes yet.
void complete_newest(std::vector<importing::FormRevision>& revisions, store::WriteTx const& tx,
                     store::Author const& author) {
    store::Change& newest = revisions.back().change;
    if (newest.number != tx.change()) return;
    newest.recorded_at = tx.now();
    newest.author = author;
}

domain::Target target_of(store::Whereabouts const& whereabouts) {
    return {whereabouts.organization, whereabouts.site};
}

/// What nobody may know of is not there.
Result<void> check_may_see(Context const& context, Kind kind, domain::Target const& target) {
    if (kind == Kind::sites) return {};
    return check_may(context.asker, action_to_see(kind), target, no_such_record);
}

struct Form {
    importing::FormTexts texts;
    std::string reason;
};

Result<Form> read_form(Context const& context) {
    contract::ObjectReader body(context.request.body);
    Form form;
    form.texts = body.texts("fields", most_fields, longest_field);
    form.reason = body.line("reason", longest_reason);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    return form;
}

Error error_of(importing::Fault const& fault) {
    std::string message = fault.expected;
    if (!fault.value.empty())
        message = fmt::format("\"{}\" is not what is expected here: {}", fault.value, message);
    return {ErrorCode::invalid, std::move(message), fault.column};
}

std::vector<std::string> in_words(std::vector<importing::Fault> const& warnings) {
    std::vector<std::string> words;
    for (importing::Fault const& warning : warnings)
        words.push_back(warning.column.empty() ? warning.expected
                                               : fmt::format("{}: {}", warning.column, warning.expected));
    return words;
}

/// What somebody may not know of is, to them, something that does not exist.
Error no_such_target() {
    return {ErrorCode::invalid, "There is no such organization or record here that you could record this for.",
            "organization"};
}

/// Before anything is said of what the form holds: somebody who could write nothing of the kind is told so, and
/// what it names must be theirs to know of.
Result<void> check_may_try(Context const& context, Kind kind, importing::FormTexts const& texts,
                           store::ReadTx const& tx) {
    bool may_any = false;
    Result<void> may;
    for (domain::Action const action : actions_of(kind)) {
        may = check_may(context.asker, action);
        may_any = may_any || may.has_value();
    }
    if (!may_any) return may;
    domain::Actor const& actor = *context.asker.actor;
    if (reach_of(actor.role, domain::Action::see_directory) == domain::Reach::everything) return {};
    std::optional<store::Whereabouts> const named = importing::whereabouts_named(tx, kind, texts);
    bool const is_theirs = named && std::binary_search(actor.organizations.begin(), actor.organizations.end(),
                                                       named->organization);
    if (!is_theirs) return tl::unexpected(no_such_target());
    return {};
}

/// Checks who may write what was just written, by what it is now and what it was. Nothing is committed when
/// not.
Result<void> check_may_write(Context const& context, Kind kind,
                             std::vector<importing::FormRevision> const& revisions,
                             std::optional<domain::Target> const& target_before, domain::Target const& target) {
    std::string const& who = context.asker.actor->login;
    bool const is_new = revisions.size() == 1;
    ColumnTexts const* const before = is_new ? nullptr : &revisions[revisions.size() - 2].columns;
    ColumnTexts const& after = revisions.back().columns;
    bool const began_it = revisions.front().change.author.who == who;
    for (domain::Action const action : actions_to_write(kind, before, after, began_it)) {
        if (auto may = check_may(context.asker, action); !may) return may;
        if (target_before) {
            auto may = check_may(context.asker, action, *target_before, no_such_record);
            if (!may) return may;
        }
        auto may = check_may(context.asker, action, target, no_such_record);
        if (!may) {
            return tl::unexpected(may.error().code == ErrorCode::not_found ? no_such_target() : may.error());
        }
    }
    std::string const verified = kind == Kind::violations ? text_of(after, Field::verified_on) : "";
    bool const verifies =
        !verified.empty() && (before == nullptr || text_of(*before, Field::verified_on) != verified);
    if (verifies && has_written(who, revisions, Field::fixed_on)) {
        return failure(ErrorCode::forbidden,
                       "Whoever says that a violation is fixed does not verify it; ask somebody else.",
                       "verified_on");
    }
    return {};
}

/// What of its history somebody may see who may see the record: not from when it was of somebody else, and not
/// from which address it was recorded.
void cut_history(Context const& context, Kind kind, std::vector<importing::FormRevision>& revisions,
                 store::ReadTx const& tx) {
    domain::Actor const& actor = *context.asker.actor;
    bool const sees_sources = reach_of(actor.role, domain::Action::see_audit) == domain::Reach::everything;
    bool const sees_all = visible_to(actor, kind).everything;
    std::erase_if(revisions, [&](importing::FormRevision const& revision) {
        if (sees_all || &revision == &revisions.back()) return false;
        store::Whereabouts const then = importing::whereabouts_in(tx, revision.columns);
        return then.organization &&
               domain::may(actor, action_to_see(kind), target_of(then)) != domain::Permission::allowed;
    });
    for (importing::FormRevision& revision : revisions)
        if (!sees_sources) revision.change.author.source.clear();
}

/// An entity tag as it was given to whoever took it packed, or through a proxy, names the same revision.
std::string_view bare(std::string_view tag) {
    constexpr std::string_view packed = ".gzip\"";
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.ends_with(packed)) tag.remove_suffix(packed.size());
    if (tag.ends_with('"')) tag.remove_suffix(1);
    return tag;
}

Result<store::Cursor> cursor_in_query(Request const& request) {
    auto const found = request.query.find("after");
    if (found == request.query.end()) return store::Cursor{};
    auto const middle = found->second.find('_');
    auto const id =
        middle == std::string::npos ? std::nullopt : positive_integer(found->second.substr(middle + 1));
    if (!id || *id > std::numeric_limits<std::int32_t>::max()) {
        return failure(ErrorCode::invalid, "`after` is what a page before gave as `next`.", "after");
    }
    return store::Cursor{found->second.substr(0, middle), static_cast<std::int32_t>(*id)};
}

}  // namespace

Result<Reply> list_records(Context const& context, store::ReadTx& tx) {
    Request const& request = context.request;
    auto known =
        check_query(request, {"organization", "site", "from", "to", "voided", "order", "after", "limit"});
    if (!known) return tl::unexpected(known.error());
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    if (*kind != Kind::sites) {
        if (auto may = check_may(context.asker, action_to_see(*kind)); !may) return tl::unexpected(may.error());
    }
    auto const filter = filter_in_query(request, tx);
    if (!filter) return tl::unexpected(filter.error());
    auto const order = order_in_query(request);
    if (!order) return tl::unexpected(order.error());
    auto const after = cursor_in_query(request);
    if (!after) return tl::unexpected(after.error());
    auto const limit = integer_in_query(request, "limit", 1, longest_page, usual_page);
    if (!limit) return tl::unexpected(limit.error());

    // One more than asked for tells whether there is a next page.
    auto page = importing::browse(tx, *kind, visible_to(*context.asker.actor, *kind), *filter, *order, *after,
                                  static_cast<int>(*limit) + 1);
    std::optional<std::string> next;
    if (page.size() > static_cast<std::size_t>(*limit)) {
        page.pop_back();
        next = fmt::format("{}_{}", page.back().date, page.back().id);
    }
    std::vector<contract::RecordEntry> entries;
    for (importing::FormRecord& record : page)
        entries.push_back({record.id, record.change, fields_of(std::move(record.columns))});
    Reply reply = json_reply(contract::render_records(to_string(*kind), entries, next));
    reply.cache_control = "no-cache";
    return reply;
}

Result<Reply> get_form(Context const& context, store::ReadTx&) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    auto const required = importing::required_fields_of(*kind);
    std::vector<contract::FormField> fields;
    for (Field const field : importing::fields_of(*kind)) {
        static constexpr std::array contents{"text", "number", "whole_number", "day"};
        importing::Column const& column = importing::column_of(field);
        std::string_view const content = importing::is_yes_or_no(field)
                                             ? std::string_view{"yes_or_no"}
                                             : contents.at(static_cast<std::size_t>(column.content));
        bool const is_required = std::find(required.begin(), required.end(), field) != required.end();
        fields.push_back({column.name, content, is_required});
    }
    return json_reply(contract::render_form(to_string(*kind), fields));
}

Result<Reply> get_record(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    auto const id = id_in_path(context);
    if (!id) return tl::unexpected(id.error());
    auto const whereabouts = importing::whereabouts_of(tx, *kind, *id);
    if (!whereabouts) return failure(ErrorCode::not_found, std::string{no_such_record});
    if (auto may = check_may_see(context, *kind, target_of(*whereabouts)); !may)
        return tl::unexpected(may.error());
    auto revisions = importing::load_revisions(tx, *kind, *id);
    cut_history(context, *kind, revisions, tx);
    return record_reply(*kind, *id, std::move(revisions));
}

Result<Reply> create_record(Context const& context, store::WriteTx& tx) {
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    if (context.request.idempotency_key.empty()) {
        return failure(
            ErrorCode::invalid,
            "Give an Idempotency-Key, any text of yours that is new for each record, so that sending this "
            "again makes no second one.",
            "Idempotency-Key");
    }
    auto const earlier = earlier_reply(context.request, context.asker, tx);
    if (!earlier) return tl::unexpected(earlier.error());
    if (*earlier) return **earlier;
    auto const form = read_form(context);
    if (!form) return tl::unexpected(form.error());
    if (auto may = check_may_try(context, *kind, form->texts, tx); !may) return tl::unexpected(may.error());
    auto const policy = policy_in_force(tx);
    if (!policy) return tl::unexpected(policy.error());
    store::Author const author = author_of(context, form->reason);
    auto const taken = importing::take_form(tx, *policy, *kind, form->texts, author);
    if (!taken.faults.empty()) return tl::unexpected(error_of(taken.faults.front()));
    if (taken.written != store::Written::created) {
        // Whoever may not see the record that is there learns no more than that the key is taken.
        return failure(ErrorCode::conflict,
                       "There is a record with this key already; open it and revise it, or choose another key.",
                       "reference");
    }
    auto revisions = importing::load_revisions(tx, *kind, taken.id);
    complete_newest(revisions, tx, author);
    domain::Target const target = target_of(importing::whereabouts_of(tx, *kind, taken.id).value());
    if (auto may = check_may_write(context, *kind, revisions, std::nullopt, target); !may) {
        return tl::unexpected(may.error());
    }
    cut_history(context, *kind, revisions, tx);
    Reply reply = record_reply(*kind, taken.id, std::move(revisions), in_words(taken.warnings), 201);
    keep_reply(context.request, context.asker, reply, tx);
    return reply;
}

Result<Reply> revise_record(Context const& context, store::WriteTx& tx) {
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    auto const id = id_in_path(context);
    if (!id) return tl::unexpected(id.error());
    auto const before = importing::whereabouts_of(tx, *kind, *id);
    if (!before) return failure(ErrorCode::not_found, std::string{no_such_record});
    if (auto may = check_may_see(context, *kind, target_of(*before)); !may) return tl::unexpected(may.error());
    Revision const change_before = importing::newest_change_of(tx, *kind, *id).value();
    if (context.request.if_match.empty()) {
        return failure(ErrorCode::invalid, "Say with If-Match which revision you saw: the ETag it came with.",
                       "If-Match");
    }
    if (bare(context.request.if_match) != bare(etag_of(change_before))) {
        return failure(ErrorCode::stale,
                       "Somebody revised this record since you opened it; look at both versions, then decide.",
                       "If-Match");
    }
    auto const form = read_form(context);
    if (!form) return tl::unexpected(form.error());
    if (auto may = check_may_try(context, *kind, form->texts, tx); !may) return tl::unexpected(may.error());
    auto const policy = policy_in_force(tx);
    if (!policy) return tl::unexpected(policy.error());
    store::Author const author = author_of(context, form->reason);
    auto const taken = importing::take_form(tx, *policy, *kind, form->texts, author);
    if (!taken.faults.empty()) return tl::unexpected(error_of(taken.faults.front()));
    if (taken.written != store::Written::unchanged && taken.id != *id) {
        return failure(ErrorCode::conflict,
                       "What a record is known by never changes; void this one and record another.",
                       "reference");
    }
    auto revisions = importing::load_revisions(tx, *kind, *id);
    complete_newest(revisions, tx, author);
    if (taken.written == store::Written::revised) {
        domain::Target const after = target_of(importing::whereabouts_of(tx, *kind, *id).value());
        if (auto may = check_may_write(context, *kind, revisions, target_of(*before), after); !may) {
            return tl::unexpected(may.error());
        }
    }
    cut_history(context, *kind, revisions, tx);
    return record_reply(*kind, *id, std::move(revisions), in_words(taken.warnings));
}

}  // namespace safetycell::api
