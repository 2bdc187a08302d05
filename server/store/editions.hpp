#pragma once
// Published editions: the document, the policy it was computed with, and the views rendered from it, stored
// once, compressed once, immutable. Numbered without gaps; one edition per slot, by a constraint of the schema.

#include "domain/edition.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

struct StoredEdition {
    domain::EditionHeader header;
    std::string document;  ///< Canonical JSON text, uncompressed.
    std::string policy;    ///< The text of the policy it was computed with.
    /// Hex, over the previous edition's sha256, the header, the policy, the document and the views: nothing of
    /// an edition can be altered unseen.
    std::string sha256;
    std::string previous_sha256;  ///< Of edition number - 1; empty for the first.
};

struct View {
    std::int64_t edition = 0;
    std::string audience;  ///< "wall/enterprise", "wall/site:CODE".
    std::string gzip;      ///< The message, compressed once.
};

/// The number the next edition will have.
std::int64_t next_edition_number(ReadTx const& tx);
/// Stores header, document, policy (once per distinct text) and views. Fills in both hashes.
/// Error `conflict` when the slot has its edition already.
Result<void> insert_edition(WriteTx& tx, StoredEdition edition, std::vector<View> const& views);

std::optional<domain::EditionHeader> find_edition_header(ReadTx const& tx, std::int64_t number);
std::optional<StoredEdition> find_edition(ReadTx const& tx, std::int64_t number);
/// The text of the policy of one edition, without its document.
std::optional<std::string> find_policy(ReadTx const& tx, std::int64_t number);
/// Newest first, at most `limit`, numbers below `before` (0: from the newest).
std::vector<domain::EditionHeader> load_edition_headers(ReadTx const& tx, std::int64_t before, int limit);
/// The last published one, whatever moment it is about; 0: none.
std::int64_t newest_edition_number(ReadTx const& tx);
/// The one screens show: the latest as-of moment, the highest number among equals; 0: none.
std::int64_t current_edition_number(ReadTx const& tx);
/// The one a new edition at `as_of` is told against: the latest as-of moment not after it; 0: none.
std::int64_t predecessor_number(ReadTx const& tx, Instant as_of);
/// The latest slot that has its edition.
std::optional<Instant> newest_published_slot(ReadTx const& tx);

/// Of the current edition.
std::optional<View> find_current_view(ReadTx const& tx, std::string_view audience);
std::vector<View> load_views(ReadTx const& tx, std::int64_t edition);

/// Recomputes the chain of hashes from all that is stored, and checks the numbering; every fault in words.
std::vector<std::string> find_edition_chain_faults(ReadTx const& tx);

}  // namespace safetycell::store
