#pragma once
// The digest of everything one change recorded: every column of its revision rows and the keys of their
// records, family after family, by id. Read in one pass over any number of changes.

#include "base/ids.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace safetycell::store {

class RowDigests {
public:
    /// Starts at the rows of change `first`.
    RowDigests(ReadTx const& tx, Revision first);

    struct Digest {
        std::string sha256;  ///< Hex.
        std::int64_t rows = 0;
    };
    /// Call it with ascending numbers.
    Digest of(Revision change);
    /// The changes whose rows were passed over, or are left, when `of` will not be called again: rows that
    /// carry a number nobody asked for.
    std::set<Revision> strays();

private:
    struct Cursor {
        std::string_view family;
        Statement rows;
        std::optional<Revision> at;  ///< The change of the row it stands at; none after the last.
    };
    void advance(Cursor& cursor);

    std::vector<Cursor> cursors_;
    std::set<Revision> strays_;
};

/// Records without any revision and texts that no record uses: nothing of ours writes them, and no digest
/// covers them. Faults in words.
std::vector<std::string> find_unrecorded_rows(ReadTx const& tx);

}  // namespace safetycell::store
