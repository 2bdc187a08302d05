#pragma once
// Importing one file of one kind: read, detect, map, check, then take it whole in one change or refuse it whole
// with every fault. Used by the command line and by the API.

#include "domain/policy.hpp"
#include "import/differences.hpp"
#include "import/faults.hpp"
#include "import/profile.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

struct Outcome {
    std::vector<std::string> said_back;  ///< What was detected: encoding, delimiter, decimal mark, date order.
    std::vector<Fault> faults;           ///< Not empty: nothing was written.
    std::vector<Fault> warnings;         ///< Taken, though likely wrong.
    std::int64_t rows = 0;               ///< Data rows read.
    std::int64_t skipped = 0;            ///< By a rule of the profile.
    std::int64_t faulty = 0;             ///< Rows with faults.
    std::int64_t created = 0;
    std::int64_t revised = 0;
    std::int64_t unchanged = 0;
    std::int64_t organizations_created = 0;
    std::int64_t sites_created = 0;
    std::int64_t more_faults = 0;    ///< Beyond the `most_faults` listed.
    std::int64_t more_warnings = 0;  ///< Likewise.
    /// Which records are new and which changed, and how; the first `most_listed_records` of each. Only where
    /// the request asks for it.
    std::vector<std::string> listed_created;
    std::vector<std::string> listed_revised;
};
inline constexpr std::size_t most_listed_records = 50;

/// What became of a row, or would become of it.
struct RowOutcome {
    std::int64_t line = 0;
    Kind kind = Kind::organizations;
    store::Written written = store::Written::unchanged;
    std::string key;     ///< By what people know the record.
    ColumnTexts before;  ///< Empty of a new record.
    ColumnTexts after;
};

struct ImportRequest {
    std::string_view bytes;
    std::string file_name;
    Profile profile;  ///< A shipped or own profile, or `standard_profile(kind)`.
    std::string who;
    bool lists_records = false;  ///< Say which records are new or changed: a dry run.
    /// Whose change it is, where it is no file: none names `who` and the file.
    std::optional<store::Author> author{};
    std::string sheet{};           ///< Of a workbook; the first that holds anything where empty.
    std::int64_t header_line = 0;  ///< Where a person says that the header is; 0: it is looked for.
    bool is_form = false;          ///< Written by this program: nothing stands around the table.
    /// Writes the rows without faults even where others have some, to show what would become of them: the
    /// caller rolls back.
    bool previews = false;
    /// Told of each row that was written, in the order of writing. A sentence that it gives back is a fault.
    std::function<std::string(RowOutcome const&)> on_row{};
    /// Whether the author may write about what is at the site, none being all of the enterprise; not set:
    /// anywhere.
    std::function<bool(SiteId)> may_record_at{};
};

/// Writes into `tx` (one change, with the file's name and digest as its source) but never commits: the caller
/// does unless there are faults or it is a dry run.
Outcome import_file(store::WriteTx& tx, domain::Policy const& policy, ImportRequest const& request);

}  // namespace safetycell::importing
