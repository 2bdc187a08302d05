#pragma once
// SHA-256 over a sequence of values, encoded so that no two different sequences give the same bytes: each value
// by its type, each text by its length. The encoding is part of every stored hash: it never changes.

#include "base/sha256.hpp"
#include "store/sqlite.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace safetycell::store {

class CanonicalDigest {
public:
    void add(std::int64_t value);
    void add(std::string_view text);
    void add_null();
    /// All columns of the row the statement stands at.
    void add_row(Row const& row);
    /// Call it once, last.
    std::string hex();

private:
    void add_tagged(char tag, std::uint64_t number);
    void add_bytes(char tag, std::string_view bytes);

    Sha256 digest_;
    std::string buffer_;  ///< Fed to the digest in large pieces: a row is many small values.
};

}  // namespace safetycell::store
