#pragma once
// The one numbered sequence of all changes, each chained to the one before by its hash.

#include "store/transaction.hpp"

#include <cstdint>
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

/// Writes the row of the open change, if it wrote any record. Only for WriteTx::commit.
void record_change(WriteTx& tx, Author const& author);

enum class ChainBreak : std::uint8_t {
    missing,          ///< There is no change of this number.
    other_database,   ///< The first change was made elsewhere.
    does_not_follow,  ///< Its hash of the change before is another.
    rows_differ,      ///< The records it touched are not those it recorded.
    change_differs,   ///< Who, when, why, source or hash are not as recorded.
    stray_rows,       ///< Records carry the number of a change that does not exist.
    unrecorded_rows,  ///< Records belong to no change.
};
std::string_view name_of(ChainBreak what);

struct ChainFault {
    ChainBreak what = ChainBreak::missing;
    Revision change = 0;  ///< 0: none in particular.
    std::string words;
};

/// Recomputes the chain from the rows; none: all is as recorded.
std::vector<ChainFault> check_chain(ReadTx const& tx);
/// The same in words.
std::vector<std::string> find_chain_faults(ReadTx const& tx);

}  // namespace safetycell::store
