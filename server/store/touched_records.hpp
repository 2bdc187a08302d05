#pragma once
// Which records a change touched, for the audit.

#include "store/transaction.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace safetycell::store {

struct TouchedRecords {
    /// By the name of their kind, as files and the interface call it, and by id; at most `most_listed`.
    std::vector<std::pair<std::string_view, std::int32_t>> records;
    std::int64_t more = 0;

    static constexpr std::size_t most_listed = 20;
};

/// SQL that selects the ids of the records of a kind, or of accounts, that change ?1 touched; "" for a name
/// that is no kind's.
std::string_view ids_touched_of(std::string_view kind);

TouchedRecords find_touched_records(ReadTx const& tx, Revision change);

struct TouchedRecord {
    std::string_view kind;
    std::int32_t id = 0;
};
/// All of them, whatever their number.
std::vector<TouchedRecord> load_touched_records(ReadTx const& tx, Revision change);

}  // namespace safetycell::store
