#include "store/canonical_digest.hpp"

#include <array>

namespace safetycell::store {
namespace {

constexpr std::size_t piece_bytes = 65536;

}  // namespace

void CanonicalDigest::add_tagged(char tag, std::uint64_t number) {
    std::array<char, 9> bytes{tag};
    for (std::size_t i = 8; i > 0; --i, number >>= 8)
        bytes[i] = static_cast<char>(number & 0xFF);
    buffer_.append(bytes.data(), bytes.size());
    if (buffer_.size() >= piece_bytes) {
        digest_.update(buffer_);
        buffer_.clear();
    }
}

void CanonicalDigest::add_bytes(char tag, std::string_view bytes) {
    add_tagged(tag, bytes.size());
    buffer_ += bytes;
}

void CanonicalDigest::add(std::int64_t value) {
    add_tagged('i', static_cast<std::uint64_t>(value));
}

void CanonicalDigest::add(std::string_view text) {
    add_bytes('t', text);
}

void CanonicalDigest::add_null() {
    add_tagged('n', 0);
}

void CanonicalDigest::add_row(Row const& row) {
    int const columns = row.column_count();
    add_tagged('r', static_cast<std::uint64_t>(columns));
    for (int column = 0; column < columns; ++column) {
        switch (row.type(column)) {
            case ColumnType::null: add_null(); break;
            case ColumnType::integer: add(row.integer(column)); break;
            // No column of a STRICT table of ours is real; a forged one still gets a digest of its own.
            case ColumnType::real: add_bytes('f', row.text(column)); break;
            case ColumnType::text: add(row.text(column)); break;
            case ColumnType::blob: add_bytes('b', row.blob(column)); break;
        }
    }
}

std::string CanonicalDigest::hex() {
    digest_.update(buffer_);
    return digest_.hex();
}

}  // namespace safetycell::store
