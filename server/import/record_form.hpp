#pragma once
// One record of any kind as a form: its columns and their texts, taken by the same reading and the same checks
// as a row of a file, so that what a field may hold is decided in one place. Used by the API.

#include "domain/policy.hpp"
#include "import/codes.hpp"
#include "import/differences.hpp"
#include "import/faults.hpp"
#include "import/fields.hpp"
#include "store/browsing.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace safetycell::importing {

/// By the name of the column, as in docs/import.md.
using FormTexts = std::vector<std::pair<std::string, std::string>>;

struct TakenForm {
    std::vector<Fault> faults;  ///< Not empty: nothing was written. Columns by their names; no lines.
    std::vector<Fault> warnings;
    store::Written written = store::Written::unchanged;
    std::int32_t id = 0;  ///< Of the record that was created or revised.
};

/// Writes the record that the texts state, in the change of `author`, and never commits. Dates are YYYY-MM-DD,
/// numbers have a decimal point.
TakenForm take_form(store::WriteTx& tx, domain::Policy const& policy, Kind kind, FormTexts const& texts,
                    store::Author const& author);

/// A record as the form shows it: the columns of its key, then the others.
struct FormRecord {
    std::int32_t id = 0;
    Revision change = 0;
    std::string date;  ///< That it is known by, for the cursor.
    ColumnTexts columns;
};
/// The newest first, until `take` has enough: false.
void for_each_browsed(store::ReadTx const& tx, Kind kind, store::Visible const& visible,
                      store::Filter const& filter, store::Order order, std::int64_t limit,
                      std::function<bool(FormRecord)> const& take);
std::vector<FormRecord> browse(store::ReadTx const& tx, Kind kind, store::Visible const& visible,
                               store::Filter const& filter, store::Order order, store::Cursor const& after,
                               int limit);

/// Whose the record is that the texts state, or of a dispute the record it is about; none when what they name
/// is not known, and of kinds that are nobody's.
std::optional<store::Whereabouts> whereabouts_named(store::ReadTx const& tx, Kind kind, FormTexts const& texts);
/// By the columns of a record that has them.
store::Whereabouts whereabouts_in(store::ReadTx const& tx, ColumnTexts const& columns);

struct FormRevision {
    ColumnTexts columns;
    store::Change change;
};
/// Oldest first; none when there is no such record.
std::vector<FormRevision> load_revisions(store::ReadTx const& tx, Kind kind, std::int32_t id);
std::optional<store::Whereabouts> whereabouts_of(store::ReadTx const& tx, Kind kind, std::int32_t id);
/// The change that last revised it; none when there is no such record.
std::optional<Revision> newest_change_of(store::ReadTx const& tx, Kind kind, std::int32_t id);

/// Whether the cells of the column say yes or no.
bool is_yes_or_no(Field field);

}  // namespace safetycell::importing
