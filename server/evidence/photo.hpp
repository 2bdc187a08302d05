#pragma once
// A photo as evidence: what somebody sent is decoded to the last row, not believed by its name or type; what it
// shows is kept to the bit, and everything else in the file (place, time, owner, device, texts, further
// pictures) is left out, but for which way up it is. Memory is bounded: sizes are looked at before anything is
// decoded, and pictures are decoded row by row.

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace safetycell::evidence {

inline constexpr std::size_t most_bytes = 10 * 1024 * 1024;
inline constexpr std::int64_t most_pixels = 50'000'000;
inline constexpr std::int32_t longest_side = 20'000;
inline constexpr std::int32_t thumbnail_side = 320;

enum class PhotoType : std::uint8_t { jpeg, png };
/// "image/jpeg"
std::string_view content_type_of(PhotoType type);

struct Photo {
    PhotoType type = PhotoType::jpeg;
    std::int32_t width = 0;  ///< As one sees it, turned the right way up.
    std::int32_t height = 0;
    std::string bytes;
    std::string thumbnail;  ///< A JPEG the right way up, at most `thumbnail_side` long.
};

/// Errors, each a sentence: `invalid` for what is no whole JPEG or PNG, `too_large` beyond the limits above.
Result<Photo> read_photo(std::string_view bytes);

}  // namespace safetycell::evidence
