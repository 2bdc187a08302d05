#pragma once
// One mapping of one file on its way into the store: what the files of each kind share. Each kind reads and
// checks all its rows first, and writes them only when nothing in the file was refused.

#include "domain/policy.hpp"
#include "import/differences.hpp"
#include "import/directory.hpp"
#include "import/importer.hpp"
#include "import/row_reader.hpp"
#include "store/records.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace safetycell::importing {

struct Batch {
    store::WriteTx& tx;
    domain::Policy const& policy;
    Directory& directory;
    BoundMapping const& mapping;
    Writing const& writing;
    std::vector<std::size_t> rows;  ///< Of the sheet, those that no rule skips.
    FaultList& faults;
    FaultList& warnings;
    Outcome& outcome;
    ImportRequest const& request;

    Sources const& sources() const { return mapping.mapping().fields; }
    RowReader reader(std::size_t row) const { return {mapping, sources(), writing, row, faults, warnings}; }
    void count(store::Written written);
    /// Whether rows are written: in a preview also beside faulty ones, which are left out.
    bool may_write() const { return faults.empty() || request.previews; }
};

/// A record as the file states it, before it is written.
template <class Record>
struct Stated {
    Record record;
    std::int64_t line = 0;
    std::size_t row = 0;
};

/// Writes a record with `put`, counts it, and lists it where that is asked for. `find` gives what is known
/// under its key so far.
template <class Record, class Find, class Put>
void write(Batch& batch, Stated<Record> const& stated, Find find, Put put) {
    if (batch.faults.names(stated.line)) return;
    std::optional<Record> before;
    bool const listens = static_cast<bool>(batch.request.on_row);
    if (batch.request.lists_records || listens) before = find();
    store::Written const written = put();
    batch.count(written);
    if (listens) {
        Kind const kind = batch.mapping.mapping().kind;
        RowOutcome row{stated.line, kind,
                       written,     key_in_words(stated.record, batch.directory),
                       {},          all_columns_of(kind, stated.record, batch.directory)};
        if (before) row.before = all_columns_of(kind, *before, batch.directory);
        if (std::string fault = batch.request.on_row(row); !fault.empty())
            batch.faults.add({stated.line, "", row.key, std::move(fault)});
    }
    if (!batch.request.lists_records || written == store::Written::unchanged) return;
    bool const is_new = written == store::Written::created;
    std::vector<std::string>& list = is_new ? batch.outcome.listed_created : batch.outcome.listed_revised;
    if (list.size() == most_listed_records) return;
    std::string line = fmt::format("line {}, {}", stated.line, key_in_words(stated.record, batch.directory));
    if (!is_new) {
        line += ": " +
                differences(columns_of(*before, batch.directory), columns_of(stated.record, batch.directory));
    }
    list.push_back(std::move(line));
}

/// One per kind.
void import_organizations(Batch& batch);
void import_sites(Batch& batch);
void import_hours(Batch& batch);
void import_incidents(Batch& batch);
void import_violations(Batch& batch);
void import_period_totals(Batch& batch);
void import_obligations(Batch& batch);
void import_activities(Batch& batch);
void import_breaches(Batch& batch);
void import_disputes(Batch& batch);

/// The organization the row names, created where the mapping says so; null after a fault.
domain::Organization const* read_organization(Batch& batch, RowReader& reader);
/// Warns of a row that is dated after its organization left; `field` is the column to name, none for the row.
void warn_after_leaving(RowReader& reader, std::optional<Field> field, Date day,
                        domain::Organization const& organization);
/// The site the row names, the enterprise where it names none; nothing after a fault.
std::optional<Place> read_place(Batch& batch, RowReader& reader);
/// Refuses a date later than today at the place, naming the day.
void refuse_future(RowReader& reader, Field field, Date date, Place const& place);
/// Refuses a date that comes before another one of the same row: "A date that is not before it was found,
/// 2025-03-10."
void refuse_earlier(RowReader& reader, Field field, Date date, std::string_view than, Date earliest);

/// The keys of a file, to find rows that state the same record twice.
class Keys {
public:
    /// Refuses the row when an earlier one has the key; `field` is the column to name.
    void add(RowReader& reader, Field field, std::string const& key);

private:
    std::unordered_map<std::string, std::int64_t> lines_;
};

/// Reads every row of a family whose records people know by their reference with `read_one`, refuses those that
/// state one twice, and writes all of them with `find` and `put` when nothing in the file was refused.
template <class ReadOne, class Find, class Put>
void import_by_reference(Batch& batch, ReadOne read_one, Find find, Put put) {
    using Record = std::invoke_result_t<ReadOne, Batch&, RowReader&>;
    std::vector<Stated<Record>> records;
    Keys keys;
    for (std::size_t const row : batch.rows) {
        RowReader reader = batch.reader(row);
        records.push_back({read_one(batch, reader), reader.line(), row});
        std::string const& reference = records.back().record.reference;
        if (!reference.empty()) keys.add(reader, Field::reference, reference);
    }
    if (!batch.may_write()) return;
    for (Stated<Record> const& one : records) {
        write(
            batch, one, [&] { return find(batch.tx, one.record.reference); },
            [&] { return put(batch.tx, one.record).written; });
    }
}

}  // namespace safetycell::importing
