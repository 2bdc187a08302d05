#pragma once
// Records prepared apart from the database they are for, in memory, and brought there in one transaction: so
// many changes and editions appear together or not at all.

#include "store/transaction.hpp"

namespace safetycell::store {

/// A database in memory with the identity of that of `tx`, so that its chain of changes is one for there, and
/// without a record.
Connection blank_in_memory(ReadTx const& tx);

/// Brings over all changes, records and editions of `from`, which was made by blank_in_memory. Precondition:
/// `tx` has no change and no edition yet, and none open.
void copy_records(WriteTx& tx, Connection& from);

}  // namespace safetycell::store
