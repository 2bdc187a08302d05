#include "api/imports.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/idempotency.hpp"
#include "api/query_values.hpp"
#include "api/record_permissions.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "contract/imports.hpp"
#include "contract/object_reader.hpp"
#include "import/choice.hpp"
#include "import/undo.hpp"
#include "publish/policy.hpp"
#include "store/change_log.hpp"
#include "store/imports.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::api {
namespace {

using importing::Field;
using importing::Kind;

constexpr seconds drafts_are_kept = std::chrono::hours{24 * 7};
constexpr std::size_t longest_file_name = 200;
constexpr std::size_t longest_reason = 500;
constexpr std::int64_t usual_page = 50;
constexpr std::int64_t longest_page = 200;
constexpr int most_listed = 100;

constexpr std::string_view no_such_draft =
    "There is no such file of yours here; it was imported, thrown away, or is more than a week old. Upload it "
    "again.";
constexpr std::string_view no_such_import =
    "There is no such import here; the list of imports shows those there are.";

AccountId account_of(Context const& context) {
    return context.asker.actor->account;
}

Result<domain::Policy> policy_in_force(store::ReadTx const& tx) {
    auto policy = publish::policy_in_force(tx, store::newest_revision(tx), publish::shipped_policy());
    if (!policy) return tl::unexpected(policy.error());
    return std::move(policy->policy);
}

Result<store::ImportDraft> draft_in_path(Context const& context, store::ReadTx const& tx) {
    if (auto const id = positive_integer(context.parameters.find("id")->second))
        if (auto draft = store::find_import_draft(tx, account_of(context), *id);
            draft && draft->uploaded_at + drafts_are_kept >= context.request.received_at) {
            return *std::move(draft);
        }
    return failure(ErrorCode::not_found, std::string{no_such_draft}, "id");
}

template <class Value>
Result<std::optional<Value>> stated(std::string const& text, std::optional<Value> value, std::string_view name,
                                    std::string_view expected) {
    if (text.empty() || value) return value;
    return failure(ErrorCode::invalid, fmt::format("`{}` is {}.", name, expected), std::string{name});
}

Result<importing::Choice> choice_from(contract::ImportChoice const& texts) {
    importing::Choice choice;
    auto const kind = importing::kind_from(texts.kind);
    if (!kind)
        return failure(ErrorCode::invalid, fmt::format("`kind` is {}.", importing::kinds_in_words()), "kind");
    choice.kind = *kind;
    choice.sheet = texts.sheet;
    choice.header_line = texts.header_line;
    auto const encoding =
        stated(texts.encoding, importing::encoding_from(texts.encoding), "encoding", importing::encoding_names);
    if (!encoding) return tl::unexpected(encoding.error());
    choice.encoding = *encoding;
    auto const dates =
        stated(texts.dates, importing::date_order_from(texts.dates), "dates", "\"DMY\" or \"MDY\"");
    if (!dates) return tl::unexpected(dates.error());
    choice.dates = *dates;
    std::optional<importing::DecimalMark> mark;
    if (texts.decimal_mark == ".") mark = importing::DecimalMark::point;
    if (texts.decimal_mark == ",") mark = importing::DecimalMark::comma;
    auto const decimal_mark = stated(texts.decimal_mark, mark, "decimal_mark", "\".\" or \",\"");
    if (!decimal_mark) return tl::unexpected(decimal_mark.error());
    choice.decimal_mark = *decimal_mark;
    for (auto const& [name, header] : texts.columns) {
        auto const field = importing::field_named(*kind, name);
        if (!field)
            return failure(ErrorCode::invalid, fmt::format("{} have no such column.", texts.kind), name);
        if (!header.empty()) choice.columns.emplace_back(*field, header);
    }
    return choice;
}

/// What this program stored is read again.
contract::ImportChoice stored_choice(std::string const& text) {
    return contract::parse_import_choice(text).value();
}

std::vector<contract::ImportFault> faults_of(std::vector<importing::Fault> const& faults) {
    std::vector<contract::ImportFault> list;
    for (importing::Fault const& fault : faults)
        list.push_back({fault.line, fault.place, fault.column, fault.value, fault.expected});
    return list;
}

std::vector<contract::FormField> form_fields_of(Kind kind) {
    static constexpr std::array contents{"text", "number", "whole_number", "day"};
    auto const required = importing::required_fields_of(kind);
    std::vector<contract::FormField> fields;
    for (Field const field : importing::fields_of(kind)) {
        importing::Column const& column = importing::column_of(field);
        std::string_view const content = importing::is_yes_or_no(field)
                                             ? std::string_view{"yes_or_no"}
                                             : contents.at(static_cast<std::size_t>(column.content));
        fields.push_back({column.name, content, std::ranges::find(required, field) != required.end()});
    }
    return fields;
}

/// How the file is read: all of it, which takes a while for a long one.
Result<contract::ImportDraft> seen_of(store::ImportDraft const& draft, std::string profile) {
    contract::ImportDraft seen_draft;
    seen_draft.choice = stored_choice(draft.choice);
    auto const choice = choice_from(seen_draft.choice);
    if (!choice) return tl::unexpected(choice.error());
    importing::SeenFile seen = importing::look_at(draft.bytes, *choice);
    seen_draft.id = draft.id;
    seen_draft.file_name = draft.file_name;
    seen_draft.bytes = static_cast<std::int64_t>(draft.bytes.size());
    seen_draft.uploaded_at = draft.uploaded_at;
    seen_draft.profile = std::move(profile);
    seen_draft.said_back = std::move(seen.said_back);
    seen_draft.sheets = std::move(seen.sheet_names);
    seen_draft.sheet = std::move(seen.sheet);
    seen_draft.header_line = seen.header_line;
    seen_draft.rows = seen.rows;
    seen_draft.is_timesheet = seen.is_timesheet;
    for (importing::SeenColumn& column : seen.columns) {
        std::string guess{column.guess ? importing::column_of(*column.guess).name : ""};
        seen_draft.columns.push_back({std::move(column.header), std::move(column.samples), std::move(guess)});
    }
    seen_draft.fields = form_fields_of(choice->kind);
    for (Field const field : importing::period_fields_of(choice->kind))
        seen_draft.period_fields.emplace_back(importing::column_of(field).name);
    seen_draft.faults = faults_of(seen.faults);
    return seen_draft;
}

Reply reply_with(contract::ImportDraft const& seen, int status = 200) {
    Reply reply = json_reply(contract::render_import_draft(seen), status);
    reply.cache_control = "no-cache";
    return reply;
}

Result<Reply> draft_reply(store::ImportDraft const& draft, std::string profile = {}) {
    auto const seen = seen_of(draft, std::move(profile));
    if (!seen) return tl::unexpected(seen.error());
    return reply_with(*seen);
}

/// The columns by the guesses of a file, so that what was guessed is seen and may be corrected.
void take_guesses(contract::ImportChoice& choice, importing::SeenFile const& seen) {
    constexpr std::size_t longest_header = 1'000;  // Of one that is recognized, and not of dots alone.
    for (importing::SeenColumn const& column : seen.columns)
        if (column.guess && column.header.size() <= longest_header)
            choice.columns.emplace_back(importing::column_of(*column.guess).name, column.header);
}

/// The author of an import: also which file it was.
store::Author import_author(Context const& context, store::ImportDraft const& draft, std::string reason) {
    store::Author author = author_of(context, std::move(reason));
    author.source = fmt::format("{} sha256:{}, {}", draft.file_name, sha256_hex(draft.bytes), author.source);
    return author;
}

/// Whether the asker ever said that the violation is fixed. What an import stated was said by its file.
bool said_fixed(Context const& context, store::ReadTx const& tx, std::string_view reference) {
    auto const stored = store::find_violation(tx, reference);
    if (!stored) return false;
    std::vector<importing::FormRevision> said;
    for (auto& revision : importing::load_revisions(tx, Kind::violations, stored->violation.id.value)) {
        if (!store::find_logged_import(tx, revision.change.number)) said.push_back(std::move(revision));
    }
    return has_written(context.asker.actor->login, said, Field::fixed_on);
}

/// Of a dispute the record that it is about.
store::Whereabouts whereabouts_of(store::ReadTx const& tx, Kind kind, importing::ColumnTexts const& columns) {
    if (kind != Kind::disputes) return importing::whereabouts_in(tx, columns);
    importing::FormTexts texts;
    for (auto const& [field, text] : columns)
        texts.emplace_back(importing::column_of(field).name, text);
    return importing::whereabouts_named(tx, kind, texts).value_or(store::Whereabouts{});
}

/// What was written in the open change must be what the asker may write; the sentence says why not.
std::string refusal_of(Context const& context, store::ReadTx const& tx, importing::RowOutcome const& row) {
    if (row.written == store::Written::unchanged && row.before.empty()) return {};
    bool const is_new = row.before.empty();
    for (importing::ColumnTexts const* const columns : {&row.before, &row.after}) {
        if (columns->empty()) continue;
        store::Whereabouts const whereabouts = whereabouts_of(tx, row.kind, *columns);
        domain::Target const target{whereabouts.organization, whereabouts.site};
        auto const actions = row.written == store::Written::unchanged
                                 ? std::vector{action_to_see(row.kind)}
                                 : actions_to_write(row.kind, is_new ? nullptr : &row.before, row.after, false);
        for (domain::Action const action : actions) {
            if (!check_may(context.asker, action)) return "Records that your role may write.";
            bool const is_directory = row.kind == Kind::organizations || row.kind == Kind::sites;
            if (is_directory) continue;
            if (domain::may(context.asker.actor, action, target) == domain::Permission::allowed) continue;
            return columns == &row.before
                       ? "A key that is free; a record that is not yours to write has this one."
                       : "A record at a site that is assigned to you.";
        }
    }
    if (row.kind == Kind::violations && !is_new &&
        text_of(row.after, Field::verified_on) != text_of(row.before, Field::verified_on) &&
        said_fixed(context, tx, row.key)) {
        return "Somebody else's verification: you said yourself that it is fixed.";
    }
    return {};
}

struct Page {
    std::string status;  ///< "": all.
    std::int64_t from = 0;
    std::int64_t limit = 0;
};

std::string_view status_of(store::Written written) {
    switch (written) {
        case store::Written::created: return "new";
        case store::Written::revised: return "changed";
        case store::Written::unchanged: break;
    }
    return "unchanged";
}

/// One run of the import, whether it is kept or not: what it does, and a digest of that.
class Run {
public:
    Run(Context const& context, store::WriteTx& tx, Page page)
        : context_(context), tx_(tx), page_(std::move(page)) {}

    Result<void> run(store::ImportDraft const& draft, store::Author author, bool previews) {
        auto const choice = choice_from(stored_choice(draft.choice));
        if (!choice) return tl::unexpected(choice.error());
        auto const policy = policy_in_force(tx_);
        if (!policy) return tl::unexpected(policy.error());
        digest_.update(sha256_hex(draft.bytes) + draft.choice);
        importing::ImportRequest request = watched(std::move(author));
        request.bytes = draft.bytes;
        request.file_name = draft.file_name;
        request.profile = profile_of(*choice);
        request.sheet = choice->sheet;
        request.header_line = choice->header_line;
        request.previews = previews;
        outcome = importing::import_file(tx_, *policy, request);
        return {};
    }

    Result<void> undo(Revision change, store::Author author) {
        auto const policy = policy_in_force(tx_);
        if (!policy) return tl::unexpected(policy.error());
        outcome = importing::undo_import(tx_, *policy, change, watched(std::move(author)));
        return {};
    }

    contract::ImportCounts counts() const {
        return {outcome.rows, outcome.created, outcome.revised, outcome.unchanged, outcome.faulty};
    }
    std::string version() { return digest_.hex(); }

    importing::Outcome outcome;
    std::vector<contract::ImportRow> records;
    bool has_more = false;

private:
    importing::ImportRequest watched(store::Author author) {
        importing::ImportRequest request;
        request.who = author.who;
        request.author = std::move(author);
        request.on_row = [this](importing::RowOutcome const& row) {
            std::string refusal = refusal_of(context_, tx_, row);
            if (refusal.empty()) keep(row);
            return refusal;
        };
        domain::Actor const& actor = *context_.asker.actor;
        request.may_record_at = [&actor](SiteId site) {
            return actor.all_sites ||
                   (site && std::binary_search(actor.sites.begin(), actor.sites.end(), site));
        };
        return request;
    }

    void keep(importing::RowOutcome const& row) {
        digest_.update(fmt::format("{}\n{}\n{}\n", row.line, status_of(row.written), row.key));
        for (auto const* const columns : {&row.before, &row.after})
            for (auto const& [field, text] : *columns)
                digest_.update(text + "\n");
        std::string_view const status = status_of(row.written);
        if (!page_.status.empty() && page_.status != status) return;
        std::int64_t const at = matched_++;
        if (at < page_.from) return;
        if (at >= page_.from + page_.limit) {
            has_more = true;
            return;
        }
        contract::ImportRow shown{row.line, status, row.key, {}};
        for (std::size_t i = 0; i < row.after.size(); ++i) {
            auto const& [field, text] = row.after[i];
            std::string before = row.before.empty() ? std::string{} : row.before[i].second;
            if (text.empty() && before.empty()) continue;
            shown.cells.push_back({std::string{importing::column_of(field).name}, std::move(before), text});
        }
        records.push_back(std::move(shown));
    }

    Context const& context_;
    store::WriteTx& tx_;
    Page page_;
    Sha256 digest_;
    std::int64_t matched_ = 0;
};

Result<std::string> reason_in_body(Context const& context) {
    contract::ObjectReader body(context.request.body);
    std::string reason = body.line("reason", longest_reason);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    return reason;
}

/// All of a few faults in one sentence, because an error has one.
Error error_of(importing::Outcome const& outcome) {
    constexpr std::size_t most_told = 5;
    std::string message;
    for (std::size_t i = 0; i < std::min(outcome.faults.size(), most_told); ++i) {
        importing::Fault const& fault = outcome.faults[i];
        std::string where = fault.place.empty()
                                ? (fault.line > 0 ? fmt::format("line {}", fault.line) : fault.value)
                                : fault.place;
        message += fmt::format("{}{}: {}", message.empty() ? "" : " ", where, fault.expected);
    }
    std::int64_t const more = static_cast<std::int64_t>(outcome.faults.size()) + outcome.more_faults -
                              static_cast<std::int64_t>(most_told);
    if (more > 0) message += fmt::format(" And {} more.", more);
    return {ErrorCode::conflict, message, ""};
}

/// An entity tag as it came, packed or through a proxy.
std::string_view bare(std::string_view tag) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.starts_with('"')) tag.remove_prefix(1);
    return tag.substr(0, std::min(tag.find_first_of("\"."), tag.size()));
}

Result<std::optional<Reply>> reply_before(Context const& context, store::WriteTx& tx) {
    if (context.request.idempotency_key.empty()) {
        return failure(
            ErrorCode::invalid,
            "Give an Idempotency-Key, any text of yours that is new for each import, so that sending this "
            "again does nothing twice.",
            "Idempotency-Key");
    }
    return earlier_reply(context.request, context.asker, tx);
}

}  // namespace

Result<Reply> list_imports(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    domain::Actor const& actor = *context.asker.actor;
    contract::ImportListing listing;
    for (store::ImportDraft const& draft : store::load_import_drafts(tx, actor.account)) {
        if (draft.uploaded_at + drafts_are_kept < context.request.received_at) continue;
        listing.drafts.push_back(
            {draft.id, draft.file_name, stored_choice(draft.choice).kind, draft.uploaded_at});
    }
    for (store::ImportProfile const& profile : store::load_import_profiles(tx))
        listing.profiles.push_back({profile.name, stored_choice(profile.choice).kind});
    for (store::LoggedImport const& one :
         store::load_logged_imports(tx, actor.all_sites ? AccountId{} : actor.account, most_listed)) {
        auto const change = store::find_change(tx, one.change);
        if (!change) continue;
        listing.imports.push_back(
            {one.change,
             one.undoes,
             one.undone_by,
             change->recorded_at,
             change->author.who,
             one.kind,
             one.file_name,
             {one.created + one.revised + one.unchanged, one.created, one.revised, one.unchanged, 0}});
    }
    Reply reply = json_reply(contract::render_import_listing(listing));
    reply.cache_control = "no-cache";
    return reply;
}

Result<Rest> upload_import(Context const& context, store::Connection& connection) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"name", "kind"}); !known) return tl::unexpected(known.error());
    auto const name = request.query.find("name");
    if (name == request.query.end() || !check_line_of_text(name->second, longest_file_name)) {
        return failure(ErrorCode::invalid,
                       "`name` is the name of the file, one line of at most 200 characters.", "name");
    }
    if (request.body.empty()) return failure(ErrorCode::invalid, "The body is the file itself; it is empty.");
    importing::Choice first;
    if (auto const kind = request.query.find("kind"); kind != request.query.end()) {
        auto const stated_kind = importing::kind_from(kind->second);
        if (!stated_kind)
            return failure(ErrorCode::invalid, fmt::format("`kind` is {}.", importing::kinds_in_words()),
                           "kind");
        first.kind = *stated_kind;
    }
    auto const guessed = importing::guess_kind(request.body, first);
    if (!guessed) return failure(ErrorCode::invalid, guessed.error().expected);
    if (!request.query.contains("kind")) first.kind = *guessed;

    contract::ImportChoice choice;
    std::string found;
    std::vector<store::ImportProfile> const profiles = store::load_import_profiles(store::ReadTx{connection});
    std::vector<std::vector<std::string>> layouts;
    for (store::ImportProfile const& profile : profiles) {
        auto& headers = layouts.emplace_back();
        for (auto const& [field, header] : stored_choice(profile.choice).columns)
            headers.push_back(header);
    }
    if (!request.query.contains("kind")) {
        if (auto const fitting = importing::find_layout(request.body, layouts)) {
            found = profiles[*fitting].name;
            choice = stored_choice(profiles[*fitting].choice);
        }
    }
    if (found.empty()) {
        choice.kind = to_string(first.kind);
        take_guesses(choice, importing::look_at(request.body, first));
    }
    store::ImportDraft draft;
    draft.account = account_of(context);
    draft.file_name = name->second;
    draft.bytes = request.body;
    draft.choice = contract::render_import_choice(choice);
    draft.uploaded_at = request.received_at;
    auto seen = seen_of(draft, found);
    if (!seen) return tl::unexpected(seen.error());
    return Rest{[draft = std::move(draft), seen = *std::move(seen)](Context const&, store::WriteTx& tx) {
        contract::ImportDraft kept = seen;
        kept.id = store::insert_import_draft(tx, draft, tx.now() - drafts_are_kept);
        return reply_with(kept, 201);
    }};
}

Result<Reply> get_import(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const draft = draft_in_path(context, tx);
    if (!draft) return tl::unexpected(draft.error());
    for (store::ImportProfile const& profile : store::load_import_profiles(tx))
        if (profile.choice == draft->choice) return draft_reply(*draft, profile.name);
    return draft_reply(*draft);
}

Result<Reply> choose_import(Context const& context, store::WriteTx& tx) {
    auto draft = draft_in_path(context, tx);
    if (!draft) return tl::unexpected(draft.error());
    auto choice = contract::parse_import_choice(context.request.body);
    if (!choice) return tl::unexpected(choice.error());
    auto const checked = choice_from(*choice);
    if (!checked) return tl::unexpected(checked.error());
    // Of another kind or sheet nothing is mapped yet.
    if (choice->columns.empty()) take_guesses(*choice, importing::look_at(draft->bytes, *checked));
    draft->choice = contract::render_import_choice(*choice);
    store::set_import_choice(tx, draft->id, draft->choice);
    if (!choice->save_as.empty()) {
        auto const profiles = store::load_import_profiles(tx);
        bool const is_known =
            std::ranges::any_of(profiles, [&](auto const& one) { return one.name == choice->save_as; });
        if (!is_known && profiles.size() >= static_cast<std::size_t>(store::most_import_profiles)) {
            return failure(ErrorCode::conflict,
                           "There are 100 saved layouts already; delete one that nobody needs.", "save_as");
        }
        store::put_import_profile(tx, {choice->save_as, draft->choice, account_of(context), tx.now()});
    }
    return draft_reply(*draft, choice->save_as);
}

Result<Reply> drop_import(Context const& context, store::WriteTx& tx) {
    auto const draft = draft_in_path(context, tx);
    if (!draft) return tl::unexpected(draft.error());
    store::delete_import_draft(tx, draft->id);
    Reply reply;
    reply.status = 204;
    return reply;
}

Result<Reply> preview_import(Context const& context, store::WriteTx& tx) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"status", "from", "limit"}); !known)
        return tl::unexpected(known.error());
    Page page;
    if (auto const status = request.query.find("status"); status != request.query.end()) {
        page.status = status->second;
        if (page.status != "new" && page.status != "changed" && page.status != "unchanged")
            return failure(ErrorCode::invalid, "`status` is new, changed or unchanged.", "status");
    }
    auto const from = integer_in_query(request, "from", 1, 10'000'000, 0);
    if (!from) return tl::unexpected(from.error());
    auto const limit = integer_in_query(request, "limit", 1, longest_page, usual_page);
    if (!limit) return tl::unexpected(limit.error());
    page.from = *from;
    page.limit = *limit;
    auto const draft = draft_in_path(context, tx);
    if (!draft) return tl::unexpected(draft.error());

    Run run{context, tx, page};
    {
        store::Trial const trial{tx};
        auto const ran = run.run(*draft, import_author(context, *draft, "preview"), true);
        if (!ran) return tl::unexpected(ran.error());
    }
    importing::Outcome& outcome = run.outcome;
    contract::ImportPreview preview;
    preview.version = run.version();
    preview.counts = run.counts();
    preview.said_back = std::move(outcome.said_back);
    preview.warnings = faults_of(outcome.warnings);
    preview.more_warnings = outcome.more_warnings;
    preview.faults = faults_of(outcome.faults);
    preview.more_faults = outcome.more_faults;
    preview.records = std::move(run.records);
    if (run.has_more) preview.next = page.from + page.limit;
    Reply reply = json_reply(contract::render_import_preview(preview));
    reply.etag = fmt::format("\"{}\"", preview.version);
    return reply;
}

Result<Reply> commit_import(Context const& context, store::WriteTx& tx) {
    auto const earlier = reply_before(context, tx);
    if (!earlier) return tl::unexpected(earlier.error());
    if (*earlier) return **earlier;
    auto const draft = draft_in_path(context, tx);
    if (!draft) return tl::unexpected(draft.error());
    if (context.request.if_match.empty()) {
        return failure(ErrorCode::invalid, "Say with If-Match which preview you saw: the ETag it came with.",
                       "If-Match");
    }
    auto const reason = reason_in_body(context);
    if (!reason) return tl::unexpected(reason.error());
    Run run{context, tx, {}};
    if (auto ran = run.run(*draft, import_author(context, *draft, *reason), false); !ran)
        return tl::unexpected(ran.error());
    if (!run.outcome.faults.empty()) return tl::unexpected(error_of(run.outcome));
    if (bare(context.request.if_match) != run.version()) {
        return failure(
            ErrorCode::stale,
            "What this import would do has changed since you looked at it, because records or your choices "
            "did; look at the preview again, then decide.",
            "If-Match");
    }
    contract::ImportCounts const counts = run.counts();
    Revision change = 0;
    if (counts.created + counts.revised > 0) {
        change = tx.change();
        store::log_import(tx, {change, 0, 0, account_of(context), stored_choice(draft->choice).kind,
                               draft->file_name, counts.created, counts.revised, counts.unchanged});
    }
    store::delete_import_draft(tx, draft->id);
    Reply reply = json_reply(contract::render_import_done(change, counts, faults_of(run.outcome.warnings)));
    keep_reply(context.request, context.asker, reply, tx);
    return reply;
}

Result<Reply> undo_import(Context const& context, store::WriteTx& tx) {
    auto const earlier = reply_before(context, tx);
    if (!earlier) return tl::unexpected(earlier.error());
    if (*earlier) return **earlier;
    domain::Actor const& actor = *context.asker.actor;
    auto const number = positive_integer(context.parameters.find("number")->second);
    auto const import = number ? store::find_logged_import(tx, *number) : std::nullopt;
    if (!import || (!actor.all_sites && import->account != actor.account))
        return failure(ErrorCode::not_found, std::string{no_such_import}, "number");
    auto const reason = reason_in_body(context);
    if (!reason) return tl::unexpected(reason.error());
    if (import->undone_by != 0) {
        return failure(ErrorCode::conflict,
                       fmt::format("This import is undone already, by change {}.", import->undone_by));
    }
    Run run{context, tx, {}};
    store::Author author = author_of(context, *reason);
    author.source = fmt::format("undo of change {}, {}", import->change, author.source);
    if (auto ran = run.undo(import->change, std::move(author)); !ran) return tl::unexpected(ran.error());
    if (!run.outcome.faults.empty()) return tl::unexpected(error_of(run.outcome));
    contract::ImportCounts const counts = run.counts();
    store::log_import(tx, {tx.change(), import->change, 0, actor.account, import->kind, import->file_name,
                           counts.created, counts.revised, counts.unchanged});
    Reply reply = json_reply(contract::render_import_done(tx.change(), counts, {}));
    keep_reply(context.request, context.asker, reply, tx);
    return reply;
}

Result<Reply> drop_import_profile(Context const& context, store::WriteTx& tx) {
    if (!store::delete_import_profile(tx, context.parameters.find("name")->second))
        return failure(ErrorCode::not_found, "There is no saved layout of this name.", "name");
    Reply reply;
    reply.status = 204;
    return reply;
}

}  // namespace safetycell::api
