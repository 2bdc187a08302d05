#include "api/record_reading.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/query_values.hpp"
#include "api/record_permissions.hpp"
#include "store/violation_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace safetycell::api {
namespace {

using importing::ColumnTexts;
using importing::Field;
using importing::FormRevision;
using importing::Kind;

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

/// What nobody may know of is not there.
Result<void> check_may_see(Context const& context, Kind kind, domain::Target const& target) {
    if (kind == Kind::sites) return {};
    return check_may(context.asker, action_to_see(kind), target, no_such_record);
}

/// An entity tag as it was given to whoever took it packed, or through a proxy, names the same revision.
std::string_view bare(std::string_view tag) {
    constexpr std::string_view packed = ".gzip\"";
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.ends_with(packed)) tag.remove_suffix(packed.size());
    if (tag.ends_with('"')) tag.remove_suffix(1);
    return tag;
}

std::string etag_of(Revision change) {
    return fmt::format("\"{}\"", change);
}

void complete(store::Change& change, ChangeBeingMade const* made) {
    if (made == nullptr || change.number != made->tx.change()) return;
    change.recorded_at = made->tx.now();
    change.author = made->author;
}

/// Which part of a record's history somebody may see who may see the record: nothing from when it was of
/// somebody else, and not from which address it was recorded.
class SeenHistory {
public:
    SeenHistory(Context const& context, FoundRecord const& record, std::vector<FormRevision> const& revisions,
                store::ReadTx const& tx) {
        domain::Actor const& actor = *context.asker.actor;
        sees_sources_ = reach_of(actor.role, domain::Action::see_audit) == domain::Reach::everything;
        bool const sees_all = visible_to(actor, record.kind).everything;
        for (FormRevision const& revision : revisions)
            seen_.emplace_back(revision.change.number,
                               sees_all || &revision == &revisions.back() ||
                                   was_visible(actor, record.kind, revision.columns, tx));
    }

    /// Whether it was theirs to see at that change.
    bool shows(Revision change) const {
        auto const after =
            std::upper_bound(seen_.begin(), seen_.end(), change,
                             [](Revision number, auto const& one) { return number < one.first; });
        return after != seen_.begin() && std::prev(after)->second;
    }

    std::string source_of(store::Change const& change) const {
        return sees_sources_ ? change.author.source : std::string{};
    }

private:
    static bool was_visible(domain::Actor const& actor, Kind kind, ColumnTexts const& columns,
                            store::ReadTx const& tx) {
        store::Whereabouts const then = importing::whereabouts_in(tx, columns);
        return !then.organization ||
               domain::may(actor, action_to_see(kind), target_of(then)) == domain::Permission::allowed;
    }

    bool sees_sources_ = false;
    std::vector<std::pair<Revision, bool>> seen_;  ///< By the number of the revision's change.
};

std::vector<contract::RecordStep> steps_of(FoundRecord const& record, SeenHistory const& history,
                                           ChangeBeingMade const* made, store::ReadTx const& tx) {
    std::vector<contract::RecordStep> steps;
    for (store::StoredStep& stored : store::load_violation_steps(tx, ViolationId{record.id})) {
        store::Change& change = stored.change;
        if (!history.shows(change.number)) continue;
        complete(change, made);
        steps.push_back({change.number, to_string(stored.step.kind), stored.on, change.recorded_at,
                         std::move(change.author.who), std::move(stored.step.text),
                         std::move(stored.step.assigned_to), stored.step.until});
    }
    return steps;
}

std::vector<contract::RecordPhoto> photos_of(store::PhotoSubject const& of, SeenHistory const& history,
                                             ChangeBeingMade const* made, store::ReadTx const& tx) {
    std::vector<contract::RecordPhoto> photos;
    for (store::StoredPhoto& stored : store::load_photos(tx, of)) {
        auto& [photo, change] = stored;
        if (!history.shows(change.number)) continue;
        complete(change, made);
        photos.push_back({photo.id, to_string(photo.moment), std::move(photo.caption), std::move(photo.type),
                          photo.width, photo.height, photo.bytes, change.number, change.recorded_at,
                          std::move(change.author.who)});
    }
    return photos;
}

std::vector<std::string_view> open_steps(Context const& context, FoundRecord const& record,
                                         store::ReadTx const& tx, ChangeBeingMade const* made) {
    domain::ViolationCase before = violation_case(record, tx, made);
    std::vector<std::string_view> open;
    for (domain::StepKind const kind : steps_open_to(before, *context.asker.actor))
        open.push_back(to_string(kind));
    return open;
}

/// Everybody who ever gave the field a value.
std::vector<std::string> authors_of(Field field, std::vector<FormRevision> const& revisions) {
    std::vector<std::string> authors;
    std::string value;
    for (FormRevision const& revision : revisions) {
        std::string const now = text_of(revision.columns, field);
        if (now != value && !now.empty()) authors.push_back(revision.change.author.who);
        value = now;
    }
    return authors;
}

}  // namespace

Result<Kind> kind_in_path(Context const& context) {
    if (auto const kind = importing::kind_from(context.parameters.find("kind")->second)) return *kind;
    return failure(
        ErrorCode::not_found,
        "There is no such kind of records; there are organizations, sites, hours, incidents, violations, "
        "period_totals, obligations, activities, breaches and disputes.",
        "kind");
}

Result<FoundRecord> find_record(Context const& context, Kind kind, store::ReadTx const& tx) {
    auto const id = positive_integer(context.parameters.find("id")->second);
    if (!id || *id > std::numeric_limits<std::int32_t>::max()) {
        return failure(ErrorCode::not_found, std::string{no_such_record}, "id");
    }
    FoundRecord record{kind, static_cast<std::int32_t>(*id), {}};
    auto const whereabouts = importing::whereabouts_of(tx, kind, record.id);
    if (!whereabouts) return failure(ErrorCode::not_found, std::string{no_such_record});
    record.target = target_of(*whereabouts);
    if (auto may = check_may_see(context, kind, record.target); !may) return tl::unexpected(may.error());
    return record;
}

domain::Target target_of(store::Whereabouts const& whereabouts) {
    return {whereabouts.organization, whereabouts.site};
}

std::vector<contract::RecordField> fields_of(ColumnTexts columns) {
    std::vector<contract::RecordField> fields;
    for (auto& [field, text] : columns)
        fields.push_back({importing::column_of(field).name, type_of(field), std::move(text)});
    return fields;
}

Revision newest_change_of(FoundRecord const& record, store::ReadTx const& tx) {
    Revision newest = importing::newest_change_of(tx, record.kind, record.id).value();
    if (record.kind == Kind::violations) {
        newest = std::max(newest, store::newest_violation_step(tx, ViolationId{record.id}));
    }
    return std::max(newest, store::newest_photo(tx, subject_of(record)));
}

Result<void> check_if_match(Request const& request, Revision newest) {
    if (request.if_match.empty()) {
        return failure(ErrorCode::invalid, "Say with If-Match which revision you saw: the ETag it came with.",
                       "If-Match");
    }
    if (bare(request.if_match) == bare(etag_of(newest))) return {};
    return failure(ErrorCode::stale,
                   "Somebody changed this record since you opened it; look at what they did, then decide.",
                   "If-Match");
}

Result<void> check_has_key(Request const& request) {
    if (!request.idempotency_key.empty()) return {};
    return failure(
        ErrorCode::invalid,
        "Give an Idempotency-Key, any text of yours that is new for each record, so that sending this "
        "again makes no second one.",
        "Idempotency-Key");
}

std::vector<FormRevision> load_revisions(FoundRecord const& record, store::ReadTx const& tx,
                                         ChangeBeingMade const* made) {
    auto revisions = importing::load_revisions(tx, record.kind, record.id);
    complete(revisions.back().change, made);
    return revisions;
}

domain::ViolationCase violation_case(FoundRecord const& record, store::ReadTx const& tx,
                                     ChangeBeingMade const* made) {
    domain::ViolationCase result;
    result.violation = store::load_revisions<store::StoredViolation>(tx, record.id).back().record.violation;
    result.fixed_by = authors_of(Field::fixed_on, load_revisions(record, tx, made));
    for (store::StoredStep& stored : store::load_violation_steps(tx, ViolationId{record.id})) {
        complete(stored.change, made);
        result.steps.push_back({std::move(stored.step), std::move(stored.change.author.who), stored.on});
    }
    return result;
}

store::PhotoSubject subject_of(FoundRecord const& record) {
    if (record.kind == Kind::violations) return {ViolationId{record.id}, {}};
    if (record.kind == Kind::incidents) return {{}, IncidentId{record.id}};
    return {};
}

std::vector<store::StoredPhoto> visible_photos(Context const& context, FoundRecord const& record,
                                               store::ReadTx const& tx) {
    SeenHistory const history(context, record, load_revisions(record, tx), tx);
    auto photos = store::load_photos(tx, subject_of(record));
    std::erase_if(photos,
                  [&](store::StoredPhoto const& stored) { return !history.shows(stored.change.number); });
    return photos;
}

Result<void> check_may_add_photo(Context const& context, FoundRecord const& record, store::ReadTx const& tx) {
    using enum domain::Action;
    std::vector<domain::Action> any{fix_violation, verify_violation, record_violation};
    if (record.kind == Kind::incidents) {
        auto const revisions = importing::load_revisions(tx, record.kind, record.id);
        ColumnTexts const& now = revisions.back().columns;
        bool const began_it = revisions.front().change.author.who == context.asker.actor->login;
        any = actions_to_write(record.kind, &now, now, began_it);
    }
    Result<void> may;
    for (domain::Action const action : any) {
        may = check_may(context.asker, action, record.target, no_such_record);
        if (may) return may;
    }
    return may;
}

Reply steps_reply(Context const& context, FoundRecord const& record, store::ReadTx const& tx) {
    SeenHistory const history(context, record, load_revisions(record, tx), tx);
    Reply reply = json_reply(contract::render_steps(steps_of(record, history, nullptr, tx),
                                                    open_steps(context, record, tx, nullptr)));
    reply.etag = etag_of(newest_change_of(record, tx));
    reply.cache_control = "no-cache";
    return reply;
}

Reply record_reply(Context const& context, FoundRecord const& record, store::ReadTx const& tx,
                   ChangeBeingMade const* made, std::vector<std::string> const& warnings, int status) {
    auto revisions = load_revisions(record, tx, made);
    SeenHistory const history(context, record, revisions, tx);
    contract::RecordDocument document;
    document.kind = to_string(record.kind);
    document.id = record.id;
    document.change = newest_change_of(record, tx);
    for (FormRevision& revision : revisions) {
        store::Change& change = revision.change;
        if (!history.shows(change.number)) continue;
        document.revisions.push_back({change.number, change.recorded_at, std::move(change.author.who),
                                      std::move(change.author.why), history.source_of(change),
                                      fields_of(std::move(revision.columns))});
    }
    document.warnings = warnings;
    if (record.kind == Kind::violations) {
        document.steps = steps_of(record, history, made, tx);
        document.open_steps = open_steps(context, record, tx, made);
    }
    if (store::PhotoSubject const of = subject_of(record); of != store::PhotoSubject{}) {
        document.photos = photos_of(of, history, made, tx);
        document.may_add_photos = check_may_add_photo(context, record, tx).has_value();
    }
    Reply reply = json_reply(contract::render_record(document), status);
    reply.etag = etag_of(document.change);
    reply.cache_control = "no-cache";
    return reply;
}

}  // namespace safetycell::api
