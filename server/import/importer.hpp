#pragma once
// Importing one file of one kind: read, detect, map, check, then take it whole in one change or refuse it whole
// with every fault. Used by the command line and by the API.

#include "domain/policy.hpp"
#include "import/faults.hpp"
#include "import/profile.hpp"
#include "store/transaction.hpp"

#include <cstdint>
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

struct ImportRequest {
    std::string_view bytes;
    std::string file_name;
    Profile profile;  ///< A shipped or own profile, or `standard_profile(kind)`.
    std::string who;
    bool lists_records = false;  ///< Say which records are new or changed: a dry run.
    /// Whose change it is, where it is no file: none names `who` and the file.
    std::optional<store::Author> author{};
    std::string sheet{};   ///< Of a workbook; the first that holds anything where empty.
    bool is_form = false;  ///< One row, written by this program: nothing stands around it.
};

/// Writes into `tx` (one change, with the file's name and digest as its source) but never commits: the caller
/// does unless there are faults or it is a dry run.
Outcome import_file(store::WriteTx& tx, domain::Policy const& policy, ImportRequest const& request);

}  // namespace safetycell::importing
