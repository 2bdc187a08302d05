#include "base/gzip.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include <array>
#include <limits>
#include <memory>
#include <stdexcept>

namespace safetycell {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // 16 asks zlib for a gzip header.

Bytef const* input_of(std::string_view bytes) {
    return reinterpret_cast<Bytef const*>(bytes.data());
}

}  // namespace

std::string gzip(std::string_view bytes, Compression compression) {
    constexpr int quick_level = 4;
    int const level = compression == Compression::quick ? quick_level : Z_DEFAULT_COMPRESSION;
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window_bits, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::unique_ptr<z_stream, decltype(&deflateEnd)> const end{&stream, &deflateEnd};
    uLong const bound = deflateBound(&stream, static_cast<uLong>(bytes.size()));
    if (bound > std::numeric_limits<uInt>::max()) throw std::length_error("gzip: over 4 GB");
    std::string out(bound, '\0');
    stream.next_in = input_of(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("gzip: zlib failed");
    out.resize(stream.total_out);
    return out;
}

Result<std::string> gunzip(std::string_view compressed, std::size_t limit) {
    auto const damaged = [] {
        return failure(ErrorCode::invalid, "The compressed data is damaged; send it again.");
    };
    if (compressed.size() > std::numeric_limits<uInt>::max()) return damaged();
    z_stream stream{};
    if (inflateInit2(&stream, gzip_window_bits) != Z_OK) throw std::bad_alloc();
    std::unique_ptr<z_stream, decltype(&inflateEnd)> const end{&stream, &inflateEnd};
    stream.next_in = input_of(compressed);
    stream.avail_in = static_cast<uInt>(compressed.size());
    std::string out;
    std::array<char, 65536> piece{};
    int outcome = Z_OK;
    while (outcome == Z_OK && out.size() <= limit) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        outcome = inflate(&stream, Z_NO_FLUSH);
        out.append(piece.data(), piece.size() - stream.avail_out);
    }
    if (out.size() > limit) {
        return failure(ErrorCode::too_large, fmt::format("The data unpacks to more than {} bytes.", limit));
    }
    // Bytes after the end are not ours: what follows one gzip member would be lost without a word.
    if (outcome != Z_STREAM_END || stream.avail_in > 0) return damaged();
    return out;
}

}  // namespace safetycell
