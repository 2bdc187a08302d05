#pragma once
// gzip, by zlib: made once, then shared by every reader.

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace safetycell {

/// `small` is for what is sent to many. `quick` takes half the time and gives a sixth more bytes, for what is
/// written once and seldom read.
enum class Compression { small, quick };

/// Compressed with a header that holds no time, so equal input gives equal output.
std::string gzip(std::string_view bytes, Compression compression = Compression::small);
/// Error `invalid` for damaged input and for bytes after its end, `too_large` when more than `limit` bytes
/// would come out.
Result<std::string> gunzip(std::string_view compressed, std::size_t limit);

}  // namespace safetycell
