#pragma once
// Undoing an import: one further change that gives what it revised the values from before, and voids what it
// created.

#include "import/importer.hpp"

namespace safetycell::importing {

/// Writes into `tx` under the author of `request`, which also says where they may record; nothing else of it is
/// used. Faults where a record was revised since, where it cannot be voided, or where the old values contradict
/// what was recorded since. Never commits.
Outcome undo_import(store::WriteTx& tx, domain::Policy const& policy, Revision change,
                    ImportRequest const& request);

}  // namespace safetycell::importing
