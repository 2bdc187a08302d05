#pragma once
// The one numbered sequence of all changes, each chained to the one before by its hash.

#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace safetycell::store {

struct Change {
    Revision number = 0;
    Instant recorded_at;
    Author author;
    /// SHA-256, hex, over the previous hash, this row and the digest of all revision rows that carry its
    /// number. The first one's previous hash is a digest of the installation: its epoch and when it was made.
    std::string hash;
};

Revision newest_revision(ReadTx const& tx);
/// The newest revision recorded at or before `instant`, whole changes in order of their numbers.
Revision revision_known_at(ReadTx const& tx, Instant instant);
std::optional<Change> find_change(ReadTx const& tx, Revision number);
std::vector<Change> load_changes(ReadTx const& tx, Revision after, Revision through);
/// The newest first, of all authors or, where `who` is not empty, of this one; at most `limit`.
std::vector<Change> load_changes_before(ReadTx const& tx, Revision before, std::string_view who, int limit);

/// Writes the row of the open change, if it wrote any record. Only for WriteTx::commit.
void record_change(WriteTx& tx, Author const& author);

/// Recomputes the chain from the rows. The result lists every fault in words; empty: all is as recorded.
std::vector<std::string> find_chain_faults(ReadTx const& tx);

}  // namespace safetycell::store
