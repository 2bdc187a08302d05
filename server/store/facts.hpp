#pragma once
// Loads all that an edition may look at, as known at a stated revision.

#include "domain/changes.hpp"
#include "domain/facts.hpp"
#include "store/transaction.hpp"

#include <vector>

namespace safetycell::store {

/// Violations are most of the records, and no rate looks at them.
enum class Violations : std::uint8_t { loaded, left_out };

/// The facts as known at `revision`. With violations the same as advancing empty facts to it.
domain::Facts load_facts(ReadTx const& tx, Revision revision, Violations violations = Violations::loaded);
/// Brings facts from their revision forward to a later one by reading only the revision rows in between.
/// Precondition: `revision >= facts.revision`.
void advance_facts(ReadTx const& tx, domain::Facts& facts, Revision revision);
/// What was recorded in (from, to], each record once with its state at `from` and at `to`.
domain::RecordedChanges load_recorded_changes(ReadTx const& tx, Revision from, Revision to);
/// The same of violations.
std::vector<domain::Revised<domain::Violation>> load_recorded_violations(ReadTx const& tx, Revision from,
                                                                         Revision to);

}  // namespace safetycell::store
