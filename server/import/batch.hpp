#pragma once
// One mapping of one file on its way into the store: what the files of each kind share. Each kind reads and
// checks all its rows first, and writes them only when nothing in the file was refused.

#include "domain/policy.hpp"
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
    Outcome& outcome;

    Sources const& sources() const { return mapping.mapping().fields; }
    RowReader reader(std::size_t row) const { return {mapping, sources(), writing, row, faults}; }
    void count(store::Written written);
};

/// One per kind.
void import_organizations(Batch& batch);
void import_sites(Batch& batch);
void import_hours(Batch& batch);
void import_incidents(Batch& batch);
void import_violations(Batch& batch);
void import_period_totals(Batch& batch);

/// The organization the row names, created where the mapping says so; none after a fault.
OrganizationId read_organization(Batch& batch, RowReader& reader);
/// The site the row names, the enterprise where it names none; nothing after a fault.
std::optional<Place> read_place(Batch& batch, RowReader& reader);
/// Refuses a date later than today at the place, naming the day.
void refuse_future(RowReader& reader, Field field, Date date, Place const& place);

/// The keys of a file, to find rows that state the same record twice.
class Keys {
public:
    /// Refuses the row when an earlier one has the key; `field` is the column to name.
    void add(RowReader& reader, Field field, std::string const& key);

private:
    std::unordered_map<std::string, std::int64_t> lines_;
};

}  // namespace safetycell::importing
