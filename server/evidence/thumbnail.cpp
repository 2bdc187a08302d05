#include "evidence/thumbnail.hpp"

#include "evidence/photo.hpp"

#include <algorithm>

namespace safetycell::evidence {
namespace {

/// The side of the small picture, rounded, at least one pixel.
std::int32_t scaled(std::int32_t side, std::int32_t longest) {
    if (longest <= thumbnail_side) return side;
    std::int64_t const rounded = (std::int64_t{side} * thumbnail_side + longest / 2) / longest;
    return std::max(static_cast<std::int32_t>(rounded), 1);
}

std::uint8_t mean(std::uint32_t sum, std::uint32_t count) {
    return static_cast<std::uint8_t>((sum + count / 2) / count);
}

std::size_t index(std::int32_t x, std::int32_t y, std::int32_t width) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

}  // namespace

Thumbnail::Thumbnail(std::int32_t width, std::int32_t height)
    : from_width_(width),
      from_height_(height),
      width_(scaled(width, std::max(width, height))),
      height_(scaled(height, std::max(width, height))),
      sums_(index(0, height_, width_)) {
}

void Thumbnail::add(std::int32_t x, std::int32_t y, std::uint8_t const* rgb) {
    auto const column = static_cast<std::int32_t>(std::int64_t{x} * width_ / from_width_);
    auto const row = static_cast<std::int32_t>(std::int64_t{y} * height_ / from_height_);
    Sum& sum = sums_[index(column, row, width_)];
    sum.red += rgb[0];
    sum.green += rgb[1];
    sum.blue += rgb[2];
    ++sum.count;
}

Picture Thumbnail::finish() const {
    Picture picture{width_, height_, {}};
    picture.rgb.reserve(sums_.size() * 3);
    for (Sum const& sum : sums_) {
        std::uint32_t const count = std::max(sum.count, 1U);
        picture.rgb.insert(picture.rgb.end(),
                           {mean(sum.red, count), mean(sum.green, count), mean(sum.blue, count)});
    }
    return picture;
}

Picture upright(Picture const& picture, int orientation) {
    // Every orientation is a swap of the axes, or none, followed by mirrors.
    bool const swaps = orientation >= 5;
    bool const mirrors_x = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    bool const mirrors_y = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    Picture turned{swaps ? picture.height : picture.width, swaps ? picture.width : picture.height, {}};
    turned.rgb.resize(picture.rgb.size());
    for (std::int32_t y = 0; y < turned.height; ++y) {
        for (std::int32_t x = 0; x < turned.width; ++x) {
            std::int32_t const seen_x = mirrors_x ? turned.width - 1 - x : x;
            std::int32_t const seen_y = mirrors_y ? turned.height - 1 - y : y;
            std::size_t const from =
                swaps ? index(seen_y, seen_x, picture.width) : index(seen_x, seen_y, picture.width);
            std::copy_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(from * 3), 3,
                        turned.rgb.begin() + static_cast<std::ptrdiff_t>(index(x, y, turned.width) * 3));
        }
    }
    return turned;
}

}  // namespace safetycell::evidence
