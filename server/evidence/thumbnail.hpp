#pragma once
// A small picture made from the rows of a large one: each of its pixels is the mean of those it stands for.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace safetycell::evidence {

/// Pixels of red, green and blue, row by row.
struct Picture {
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::vector<std::uint8_t> rgb;
};

class Thumbnail {
public:
    /// Of a picture of this size; sides are at least 1.
    Thumbnail(std::int32_t width, std::int32_t height);

    /// The pixel at (x, y) of the large picture, each once.
    void add(std::int32_t x, std::int32_t y, std::uint8_t const* rgb);
    Picture finish() const;

private:
    struct Sum {
        std::uint32_t red = 0;
        std::uint32_t green = 0;
        std::uint32_t blue = 0;
        std::uint32_t count = 0;
    };

    std::int32_t from_width_;
    std::int32_t from_height_;
    std::int32_t width_;
    std::int32_t height_;
    std::vector<Sum> sums_;
};

/// Turned and mirrored as EXIF's tag 0x0112 says, 1 to 8.
Picture upright(Picture const& picture, int orientation);

}  // namespace safetycell::evidence
