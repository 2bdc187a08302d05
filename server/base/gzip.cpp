#include "base/gzip.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include <array>
#include <limits>
#include <stdexcept>

namespace safetycell {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // 16 asks zlib for a gzip header.

}  // namespace

std::string gzip(std::string_view bytes) {
    if (bytes.size() > std::numeric_limits<uInt>::max()) throw std::length_error("gzip: over 4 GB");
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, 9, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw std::bad_alloc();
    }
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef const*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    int const outcome = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END) throw std::runtime_error("gzip: zlib failed");
    return out;
}

Result<std::string> gunzip(std::string_view compressed, std::size_t limit) {
    z_stream stream{};
    if (inflateInit2(&stream, gzip_window_bits) != Z_OK) throw std::bad_alloc();
    stream.next_in = reinterpret_cast<Bytef const*>(compressed.data());
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
    inflateEnd(&stream);
    if (out.size() > limit) {
        return failure(ErrorCode::too_large, fmt::format("The data unpacks to more than {} bytes.", limit));
    }
    if (outcome != Z_STREAM_END) {
        return failure(ErrorCode::invalid, "The compressed data is damaged; send it again.");
    }
    return out;
}

}  // namespace safetycell
