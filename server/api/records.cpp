#include "api/records.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/idempotency.hpp"
#include "api/query_values.hpp"
#include "api/record_filter.hpp"
#include "api/record_permissions.hpp"
#include "api/record_reading.hpp"
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

Result<domain::Policy> policy_in_force(store::ReadTx const& tx) {
    auto policy = publish::policy_in_force(tx, store::newest_revision(tx), publish::shipped_policy());
    if (!policy) return tl::unexpected(policy.error());
    return std::move(policy->policy);
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
    auto const record = find_record(context, *kind, tx);
    if (!record) return tl::unexpected(record.error());
    return record_reply(context, *record, tx);
}

Result<Reply> create_record(Context const& context, store::WriteTx& tx) {
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    if (auto has_key = check_has_key(context.request); !has_key) return tl::unexpected(has_key.error());
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
    ChangeBeingMade const made{tx, author};
    FoundRecord const record{*kind, taken.id,
                             target_of(importing::whereabouts_of(tx, *kind, taken.id).value())};
    auto const revisions = load_revisions(record, tx, &made);
    if (auto may = check_may_write(context, *kind, revisions, std::nullopt, record.target); !may) {
        return tl::unexpected(may.error());
    }
    Reply reply = record_reply(context, record, tx, &made, in_words(taken.warnings), 201);
    keep_reply(context.request, context.asker, reply, tx);
    return reply;
}

Result<Reply> revise_record(Context const& context, store::WriteTx& tx) {
    auto const kind = kind_in_path(context);
    if (!kind) return tl::unexpected(kind.error());
    auto const before = find_record(context, *kind, tx);
    if (!before) return tl::unexpected(before.error());
    if (auto match = check_if_match(context.request, newest_change_of(*before, tx)); !match) {
        return tl::unexpected(match.error());
    }
    auto const form = read_form(context);
    if (!form) return tl::unexpected(form.error());
    if (auto may = check_may_try(context, *kind, form->texts, tx); !may) return tl::unexpected(may.error());
    auto const policy = policy_in_force(tx);
    if (!policy) return tl::unexpected(policy.error());
    store::Author const author = author_of(context, form->reason);
    auto const taken = importing::take_form(tx, *policy, *kind, form->texts, author);
    if (!taken.faults.empty()) return tl::unexpected(error_of(taken.faults.front()));
    if (taken.written != store::Written::unchanged && taken.id != before->id) {
        return failure(ErrorCode::conflict,
                       "What a record is known by never changes; void this one and record another.",
                       "reference");
    }
    ChangeBeingMade const made{tx, author};
    if (taken.written == store::Written::revised) {
        domain::Target const after = target_of(importing::whereabouts_of(tx, *kind, before->id).value());
        auto const revisions = load_revisions(*before, tx, &made);
        if (auto may = check_may_write(context, *kind, revisions, before->target, after); !may) {
            return tl::unexpected(may.error());
        }
    }
    return record_reply(context, *before, tx, &made, in_words(taken.warnings));
}

}  // namespace safetycell::api
