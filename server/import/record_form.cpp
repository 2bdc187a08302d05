#include "import/record_form.hpp"

#include "import/importer.hpp"
#include "store/touched_records.hpp"

#include <algorithm>
#include <array>
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
    request.is_form = true;
    Outcome outcome = import_file(tx, policy, request);
    TakenForm taken;
    taken.faults = without_lines(std::move(outcome.faults));
    taken.warnings = without_lines(std::move(outcome.warnings));
    if (!taken.faults.empty()) return taken;
    for (auto const& [touched, id] : store::find_touched_records(tx, tx.change()).records)
        if (touched == to_string(kind)) taken.id = id;
    if (outcome.created > 0) taken.written = store::Written::created;
    if (outcome.revised > 0) taken.written = store::Written::revised;
    return taken;
}

void for_each_browsed(store::ReadTx const& tx, Kind kind, store::Visible const& visible,
                      store::Filter const& filter, store::Order order, std::int64_t limit,
                      std::function<bool(FormRecord)> const& take) {
    with_record_of(kind, [&]<class Record>(std::type_identity<Record>) {
        Codes codes(tx);
        store::for_each_browsed<Record>(tx, visible, filter, order, {}, limit, [&](store::Browsed<Record> one) {
            return take(
                {id_of(one.record), one.change, std::move(one.date), all_columns_of(kind, one.record, codes)});
        });
    });
}

std::vector<FormRecord> browse(store::ReadTx const& tx, Kind kind, store::Visible const& visible,
                               store::Filter const& filter, store::Order order, store::Cursor const& after,
                               int limit) {
    return with_record_of(kind, [&]<class Record>(std::type_identity<Record>) {
        Codes codes(tx);
        std::vector<FormRecord> records;
        for (auto& one : store::browse<Record>(tx, visible, filter, order, after, limit)) {
            records.push_back(
                {id_of(one.record), one.change, std::move(one.date), all_columns_of(kind, one.record, codes)});
        }
        return records;
    });
}

std::optional<store::Whereabouts> whereabouts_named(store::ReadTx const& tx, Kind kind,
                                                    FormTexts const& texts) {
    if (kind != Kind::disputes) {
        auto const organization = store::find_organization(tx, text_of(texts, "organization"));
        if (!organization) return std::nullopt;
        return store::Whereabouts{organization->id, {}};
    }
    auto const family = domain::disputed_from(text_of(texts, column_of(Field::disputed).name));
    std::string const reference = text_of(texts, column_of(Field::record).name);
    auto const of = [](auto const& found) -> std::optional<store::Whereabouts> {
        if (!found) return std::nullopt;
        return store::Whereabouts{found->organization, found->site};
    };
    if (!family) return std::nullopt;
    switch (*family) {
        case domain::Disputed::violation: {
            auto const found = store::find_violation(tx, reference);
            if (!found) return std::nullopt;
            return store::Whereabouts{found->violation.organization, found->violation.site};
        }
        case domain::Disputed::incident: return of(store::find_incident(tx, reference));
        case domain::Disputed::obligation: return of(store::find_obligation(tx, reference));
        case domain::Disputed::breach: return of(store::find_breach(tx, reference));
    }
    return std::nullopt;
}

store::Whereabouts whereabouts_in(store::ReadTx const& tx, ColumnTexts const& columns) {
    store::Whereabouts whereabouts;
    for (auto const& [field, text] : columns) {
        if (text.empty()) continue;
        if (field == Field::organization) whereabouts.organization = store::find_organization(tx, text)->id;
        if (field == Field::site) whereabouts.site = store::find_site(tx, text)->id;
    }
    return whereabouts;
}

std::vector<FormRevision> load_revisions(store::ReadTx const& tx, Kind kind, std::int32_t id) {
    return with_record_of(kind, [&]<class Record>(std::type_identity<Record>) {
        Codes codes(tx);
        std::vector<FormRevision> revisions;
        for (auto& one : store::load_revisions<Record>(tx, id))
            revisions.push_back({all_columns_of(kind, one.record, codes), std::move(one.change)});
        return revisions;
    });
}

std::optional<store::Whereabouts> whereabouts_of(store::ReadTx const& tx, Kind kind, std::int32_t id) {
    return with_record_of(
        kind, [&]<class Record>(std::type_identity<Record>) { return store::whereabouts_of<Record>(tx, id); });
}

std::optional<Revision> newest_change_of(store::ReadTx const& tx, Kind kind, std::int32_t id) {
    return with_record_of(kind, [&]<class Record>(std::type_identity<Record>) {
        return store::newest_change_of<Record>(tx, id);
    });
}

bool is_yes_or_no(Field field) {
    static constexpr std::array fields{Field::estimated, Field::provisional, Field::voided, Field::self_found,
                                       Field::upheld};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

}  // namespace safetycell::importing
