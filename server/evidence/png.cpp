#include "evidence/png.hpp"

#include "evidence/jpeg.hpp"
#include "evidence/thumbnail.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <memory>
#include <vector>

#include <png.h>

namespace safetycell::evidence {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n"sv;

tl::unexpected<Error> cut_off() {
    return failure(ErrorCode::invalid,
                   "The photo is cut off before its end; send it again, or take another one.", "body");
}

tl::unexpected<Error> damaged() {
    return failure(ErrorCode::invalid, "The photo is damaged and cannot be shown; take another one.", "body");
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

/// The signature and the chunks that the picture is decoded from. Texts and profiles, which are packed and may
/// unpack to any length, are never opened.
Result<std::string> bare_png(std::string_view bytes) {
    constexpr std::array kept{"IHDR"sv, "PLTE"sv, "tRNS"sv, "IDAT"sv, "IEND"sv};
    constexpr std::size_t frame = 12;  // Length, name and checksum of a chunk.
    std::string bare{signature};
    std::string_view rest = bytes.substr(signature.size());
    for (;;) {
        if (rest.size() < frame) return cut_off();
        std::size_t const length = number_at(rest, 0);
        if (length > rest.size() - frame) return cut_off();
        std::string_view const chunk = rest.substr(0, length + frame);
        std::string_view const name = chunk.substr(4, 4);
        if (std::find(kept.begin(), kept.end(), name) != kept.end()) bare += chunk;
        if (name == "IEND"sv) return bare;
        rest.remove_prefix(chunk.size());
    }
}

/// libpng reports by a jump, which must not pass over anything that has a destructor.
struct Reading {
    std::string_view rest;
    std::jmp_buf jump{};
    png_structp codec = nullptr;
    png_infop info = nullptr;
    std::vector<std::uint8_t> row;
    std::unique_ptr<Thumbnail> thumbnail;
    int passes = 1;

    explicit Reading(std::string_view bytes) : rest(bytes) {}
    Reading(Reading const&) = delete;
    Reading& operator=(Reading const&) = delete;
    ~Reading() { png_destroy_read_struct(&codec, &info, nullptr); }

    std::int32_t width() const { return static_cast<std::int32_t>(png_get_image_width(codec, info)); }
    std::int32_t height() const { return static_cast<std::int32_t>(png_get_image_height(codec, info)); }
};

[[noreturn]] void on_error(png_structp codec, png_const_charp) {
    std::longjmp(static_cast<Reading*>(png_get_error_ptr(codec))->jump, 1);
}

void on_warning(png_structp, png_const_charp) {
}

void give_bytes(png_structp codec, png_bytep to, std::size_t count) {
    auto& rest = static_cast<Reading*>(png_get_io_ptr(codec))->rest;
    if (count > rest.size()) png_error(codec, "no more bytes");
    std::memcpy(to, rest.data(), count);
    rest.remove_prefix(count);
}

void begin(Reading& reading) {
    reading.codec = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, on_error, on_warning);
    reading.info = png_create_info_struct(reading.codec);
    png_set_user_limits(reading.codec, longest_side, longest_side);
    png_set_read_fn(reading.codec, &reading, give_bytes);
    png_read_info(reading.codec, reading.info);
}

/// Whatever the file holds, rows of red, green and blue on white.
void set_rows(Reading& reading) {
    png_set_expand(reading.codec);
    png_set_strip_16(reading.codec);
    png_set_gray_to_rgb(reading.codec);
    png_color_16 white{};
    white.red = white.green = white.blue = white.gray = 0xff;
    png_set_background(reading.codec, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    reading.passes = png_set_interlace_handling(reading.codec);
    png_read_update_info(reading.codec, reading.info);
}

/// An interlaced picture comes in seven passes over all rows, each with some of the pixels: no more than one
/// row is held all the same.
void read_rows(Reading& reading) {
    std::int32_t const width = reading.width();
    std::int32_t const height = reading.height();
    bool const is_interlaced = reading.passes > 1;
    for (int pass = 0; pass < reading.passes; ++pass) {
        for (std::int32_t y = 0; y < height; ++y) {
            png_read_row(reading.codec, reading.row.data(), nullptr);
            if (is_interlaced && !PNG_ROW_IN_INTERLACE_PASS(y, pass)) continue;
            for (std::int32_t x = 0; x < width; ++x) {
                if (is_interlaced && !PNG_COL_IN_INTERLACE_PASS(x, pass)) continue;
                reading.thumbnail->add(x, y, reading.row.data() + 3 * x);
            }
        }
    }
    png_read_end(reading.codec, nullptr);
}

template <class Work>
bool runs(Reading& reading, Work const& work) {
    if (setjmp(reading.jump) != 0) return false;
    work(reading);
    return true;
}

}  // namespace

bool is_png(std::string_view bytes) {
    return bytes.starts_with(signature);
}

Result<Photo> read_png(std::string_view bytes) {
    constexpr std::size_t size_at = 16;  // Of width and height, in the first chunk.
    if (bytes.size() < size_at + 8) return cut_off();
    std::int64_t const width = number_at(bytes, size_at);
    std::int64_t const height = number_at(bytes, size_at + 4);
    if (std::max(width, height) > longest_side || width * height > most_pixels) {
        return failure(ErrorCode::too_large,
                       "The photo has more than 50 million pixels; make it smaller and send it again.", "body");
    }
    auto bare = bare_png(bytes);
    if (!bare) return tl::unexpected(bare.error());
    Reading reading(*bare);
    if (!runs(reading, begin) || !runs(reading, set_rows)) return damaged();
    std::size_t const row_size = png_get_rowbytes(reading.codec, reading.info);
    if (row_size != static_cast<std::size_t>(reading.width()) * 3 || reading.width() != width ||
        reading.height() != height) {
        return damaged();
    }
    reading.row.resize(row_size);
    reading.thumbnail = std::make_unique<Thumbnail>(reading.width(), reading.height());
    if (!runs(reading, read_rows)) return damaged();

    Photo photo;
    photo.type = PhotoType::png;
    photo.width = reading.width();
    photo.height = reading.height();
    photo.thumbnail = encode_jpeg(reading.thumbnail->finish());
    photo.bytes = *std::move(bare);
    return photo;
}

}  // namespace safetycell::evidence
