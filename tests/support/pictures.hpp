#pragma once
// Pictures for tests, made byte by byte or by the libraries themselves: JPEGs with what cameras put into them,
// PNGs with what may hide in them.

#include <cstdint>
#include <string>
#include <string_view>

namespace safetycell::test {

/// Left half red, right half blue; of quality 90. With one scan, or with several.
std::string made_jpeg(int width, int height, bool is_progressive = false);
/// The same with EXIF: upright as `orientation` says, taken by "Planted Camera" at 59°57' N 30°19' E; a
/// comment; and bytes after its end.
std::string jpeg_of_camera(int width, int height, int orientation);
/// Left half red, right half blue, with a text and an EXIF chunk.
std::string made_png(int width, int height, bool is_interlaced = false);
/// A PNG whose header says this size, and whose rows are a few bytes that unpack to zeros for ever.
std::string bomb_png(std::uint32_t width, std::uint32_t height);
/// A chunk of a PNG, with its checksum.
std::string png_chunk(std::string_view name, std::string_view content);

/// What a JPEG shows at a place: red, green and blue.
struct Colour {
    int red = 0;
    int green = 0;
    int blue = 0;
};
struct Seen {
    int width = 0;
    int height = 0;
    Colour left;
    Colour right;
    Colour top;
    Colour bottom;
};
/// Decodes; throws when libjpeg complains.
Seen look_at_jpeg(std::string_view bytes);

}  // namespace safetycell::test
