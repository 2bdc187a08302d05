#include "import/record_form.hpp"

#include "import/importer.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>

namespace safetycell::importing {
namespace {

/// Calls `use` with the type of the records of a kind, as std::type_identity.
template <class Use>
auto with_record_of(Kind kind, Use use) {
    switch (kind) {
        case Kind::organizations: return use(std::type_identity<domain::Organization>{});
        case Kind::sites: return use(std::type_identity<domain::Site>{});
        case Kind::hours: return use(std::type_identity<domain::HoursRecord>{});
        case Kind::incidents: return use(std::type_identity<domain::Incident>{});
        case Kind::violations: return use(std::type_identity<store::StoredViolation>{});
        case Kind::period_totals: return use(std::type_identity<domain::PeriodTotals>{});
        case Kind::obligations: return use(std::type_identity<domain::Obligation>{});
        case Kind::activities: return use(std::type_identity<domain::Activity>{});
        case Kind::breaches: return use(std::type_identity<domain::Breach>{});
        case Kind::disputes: break;
    }
    return use(std::type_identity<domain::Dispute>{});
}

template <class Record>
std::int32_t id_of(Record const& record) {
    return record.id.value;
}
std::int32_t id_of(store::StoredViolation const& stored) {
    return stored.violation.id.value;
}

template <class Record>
ColumnTexts all_columns_of(Record const& record, Codes& codes) {
    ColumnTexts columns = key_columns_of(record, codes);
    for (auto& column : columns_of(record, codes))
        columns.push_back(std::move(column));
    return columns;
}

std::string cell_of(std::string_view text) {
    std::string result = "\"";
    for (char const c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

/// The form as a file of one row. Every cell is in quotes, so that nothing in it is a delimiter.
std::string as_file(FormTexts const& texts) {
    std::string header;
    std::string row;
    for (auto const& [name, text] : texts) {
        header += (header.empty() ? "" : ",") + cell_of(name);
        row += (row.empty() ? "" : ",") + cell_of(text);
    }
    return header + "\n" + row + "\n";
}

std::string text_of(FormTexts const& texts, std::string_view name) {
    for (auto const& [known, text] : texts)
        if (known == name) return text;
    return {};
}

/// What a file has and a form has not: lines.
std::vector<Fault> without_lines(std::vector<Fault> faults) {
    for (Fault& fault : faults)
        fault.line = 0;
    return faults;
}

template <class Record>
std::optional<Record> with_period_key(store::ReadTx const& tx, FormTexts const& key) {
    auto const organization = store::find_organization(tx, text_of(key, "organization"));
    std::string const site_code = text_of(key, "site");
    auto const site = site_code.empty() ? std::nullopt : store::find_site(tx, site_code);
    auto const first = parse_date(text_of(key, "first"));
    auto const last = parse_date(text_of(key, "last"));
    if (!organization || (!site_code.empty() && !site) || !first || !last) return std::nullopt;
    Record record;
    record.organization = organization->id;
    if (site) record.site = site->id;
    record.period = {*first, *last};
    return record;
}

/// The id of the record with this key; 0: there is none.
std::int32_t find_id(store::ReadTx const& tx, Kind kind, FormTexts const& key) {
    std::string const reference = text_of(key, "reference");
    auto const id = [](auto const& found) {
        return found ? id_of(*found) : 0;
    };
    switch (kind) {
        case Kind::organizations: return id(store::find_organization(tx, text_of(key, "code")));
        case Kind::sites: return id(store::find_site(tx, text_of(key, "code")));
        case Kind::hours: {
            auto const named = with_period_key<domain::HoursRecord>(tx, key);
            return named ? id(store::find_hours(tx, *named)) : 0;
        }
        case Kind::period_totals: {
            auto const named = with_period_key<domain::PeriodTotals>(tx, key);
            return named ? id(store::find_period_totals(tx, *named)) : 0;
        }
        case Kind::incidents: return id(store::find_incident(tx, reference));
        case Kind::violations: return id(store::find_violation(tx, reference));
        case Kind::obligations: return id(store::find_obligation(tx, reference));
        case Kind::activities: return id(store::find_activity(tx, reference));
        case Kind::breaches: return id(store::find_breach(tx, reference));
        case Kind::disputes: return id(store::find_dispute(tx, reference));
    }
    return 0;
}

}  // namespace

TakenForm take_form(store::WriteTx& tx, domain::Policy const& policy, Kind kind, FormTexts const& texts,
                    store::Author const& author) {
    for (auto const& [name, text] : texts) {
        if (field_named(kind, name)) continue;
        return {{{0, name, "", fmt::format("A field of {}; there is none of this name.", to_string(kind))}},
                {},
                store::Written::unchanged};
    }
    std::string const bytes = as_file(texts);
    ImportRequest request;
    request.bytes = bytes;
    request.file_name = "form";
    request.profile = standard_profile(kind);
    request.profile.encoding = Encoding::utf8;
    request.profile.decimal_mark = DecimalMark::point;
    request.who = author.who;
    request.author = author;
    Outcome outcome = import_file(tx, policy, request);
    TakenForm taken{without_lines(std::move(outcome.faults)), without_lines(std::move(outcome.warnings)),
                    store::Written::unchanged};
    if (outcome.created > 0) taken.written = store::Written::created;
    if (outcome.revised > 0) taken.written = store::Written::revised;
    return taken;
}

std::vector<FormRecord> browse(store::ReadTx const& tx, Kind kind, store::Visible const& visible,
                               store::Filter const& filter, store::Order order, store::Cursor const& after,
                               int limit) {
    return with_record_of(kind, [&]<class Record>(std::type_identity<Record>) {
        Codes codes(tx);
        std::vector<FormRecord> records;
        for (auto& one : store::browse<Record>(tx, visible, filter, order, after, limit)) {
            records.push_back(
                {id_of(one.record), one.change, std::move(one.date), all_columns_of(one.record, codes)});
        }
        return records;
    });
}

std::optional<FormRecord> find_record(store::ReadTx const& tx, Kind kind, FormTexts const& key) {
    std::int32_t const id = find_id(tx, kind, key);
    if (id == 0) return std::nullopt;
    auto revisions = load_revisions(tx, kind, id);
    FormRevision& newest = revisions.back();
    return FormRecord{id, newest.change.number, "", std::move(newest.columns)};
}

std::vector<FormRevision> load_revisions(store::ReadTx const& tx, Kind kind, std::int32_t id) {
    return with_record_of(kind, [&]<class Record>(std::type_identity<Record>) {
        Codes codes(tx);
        std::vector<FormRevision> revisions;
        for (auto& one : store::load_revisions<Record>(tx, id))
            revisions.push_back({all_columns_of(one.record, codes), std::move(one.change)});
        return revisions;
    });
}

std::optional<store::Whereabouts> whereabouts_of(store::ReadTx const& tx, Kind kind, std::int32_t id) {
    return with_record_of(
        kind, [&]<class Record>(std::type_identity<Record>) { return store::whereabouts_of<Record>(tx, id); });
}

bool is_yes_or_no(Field field) {
    static constexpr std::array fields{Field::estimated, Field::provisional, Field::voided, Field::self_found,
                                       Field::upheld};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

}  // namespace safetycell::importing
