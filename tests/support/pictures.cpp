#include "support/pictures.hpp"

#include <zlib.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <jpeglib.h>

namespace safetycell::test {
namespace {

using namespace std::string_view_literals;

void throw_on_error(j_common_ptr codec) {
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    throw std::runtime_error(text);
}

/// Red left of the middle, blue right of it.
std::vector<std::uint8_t> row_of(int width) {
    std::vector<std::uint8_t> row;
    for (int x = 0; x < width; ++x)
        row.insert(row.end(), {static_cast<std::uint8_t>(x < width / 2 ? 250 : 5), std::uint8_t{5},
                               static_cast<std::uint8_t>(x < width / 2 ? 5 : 250)});
    return row;
}

std::string big_endian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

std::string packed(std::string_view bytes) {
    std::string result(compressBound(bytes.size()), '\0');
    uLongf size = result.size();
    compress2(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<Bytef const*>(bytes.data()),
              bytes.size(), 9);
    result.resize(size);
    return result;
}

std::string png_header(std::uint32_t width, std::uint32_t height, bool is_interlaced) {
    return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", big_endian(width) + big_endian(height) + "\x08\x02" +
                                                       std::string(2, '\0') + (is_interlaced ? '\1' : '\0'));
}

/// Some of the pixels of a row, every `step`th from `first`, with the byte that says that they are not
/// filtered.
std::string png_row(int width, int first, int step) {
    std::vector<std::uint8_t> const row = row_of(width);
    std::string bytes(1, '\0');
    for (int x = first; x < width; x += step)
        bytes.append(reinterpret_cast<char const*>(row.data()) + 3 * x, 3);
    return bytes;
}

std::string interlaced_rows(int width, int height) {
    struct Pass {
        int x, y, step_x, step_y;
    };
    constexpr Pass passes[]{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                            {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    std::string rows;
    for (Pass const& pass : passes) {
        for (int y = pass.y; y < height && pass.x < width; y += pass.step_y)
            rows += png_row(width, pass.x, pass.step_x);
    }
    return rows;
}

}  // namespace

std::string made_jpeg(int width, int height, bool is_progressive) {
    jpeg_compress_struct codec{};
    jpeg_error_mgr errors{};
    codec.err = jpeg_std_error(&errors);
    errors.error_exit = throw_on_error;
    jpeg_create_compress(&codec);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&codec, &bytes, &size);
    codec.image_width = static_cast<JDIMENSION>(width);
    codec.image_height = static_cast<JDIMENSION>(height);
    codec.input_components = 3;
    codec.in_color_space = JCS_RGB;
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, 90, TRUE);
    if (is_progressive) jpeg_simple_progression(&codec);
    jpeg_start_compress(&codec, TRUE);
    std::vector<std::uint8_t> row = row_of(width);
    JSAMPROW first = row.data();
    while (codec.next_scanline < codec.image_height)
        jpeg_write_scanlines(&codec, &first, 1);
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    std::string result(reinterpret_cast<char const*>(bytes), size);
    std::free(bytes);
    return result;
}

std::string jpeg_of_camera(int width, int height, int orientation) {
    // Three entries: orientation, the camera at 68, the directory of places at 84.
    std::string tiff{"II\x2a\0\x08\0\0\0\x03\0"sv};
    tiff += "\x12\x01\x03\0\x01\0\0\0"sv;
    tiff += static_cast<char>(orientation);
    tiff += std::string(3, '\0');
    tiff += "\x0f\x01\x02\0\x0f\0\0\0\x44\0\0\0"sv;
    tiff += "\x25\x88\x04\0\x01\0\0\0\x54\0\0\0"sv;
    tiff += std::string(4, '\0');
    tiff.resize(68, '\0');
    tiff += "Planted Camera\0\0"sv;
    tiff += "\x02\0\x01\0\x02\0\x02\0\0\0N\0\0\0"sv;
    tiff += "\x03\0\x02\0\x02\0\0\0E\0\0\0"sv;
    tiff += "GPS 59 57 N 30 19 E";
    std::string const exif = "Exif" + std::string(2, '\0') + tiff;
    std::string const comment = "a comment of the Planted Camera";
    auto const segment = [](char marker, std::string_view content) {
        std::size_t const length = content.size() + 2;
        std::string bytes{"\xff"};
        bytes += marker;
        bytes += static_cast<char>(length >> 8);
        bytes += static_cast<char>(length & 0xff);
        return bytes + std::string{content};
    };
    std::string const plain = made_jpeg(width, height);
    return plain.substr(0, 2) + segment('\xe1', exif) + segment('\xfe', comment) + plain.substr(2) +
           "trailing secret";
}

std::string png_chunk(std::string_view name, std::string_view content) {
    std::string const body = std::string{name} + std::string{content};
    auto const sum = crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(content.size())) + body +
           big_endian(static_cast<std::uint32_t>(sum));
}

std::string made_png(int width, int height, bool is_interlaced) {
    std::string rows;
    for (int y = 0; y < height && !is_interlaced; ++y)
        rows += png_row(width, 0, 1);
    if (is_interlaced) rows = interlaced_rows(width, height);
    return png_header(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), is_interlaced) +
           png_chunk("tEXt", std::string{"Author\0a secret author"sv}) +
           png_chunk("eXIf", "MM GPS of the secret place") + png_chunk("IDAT", packed(rows)) +
           png_chunk("IEND", "");
}

std::string bomb_png(std::uint32_t width, std::uint32_t height) {
    return png_header(width, height, false) + png_chunk("IDAT", packed(std::string(8 * 1024 * 1024, '\0'))) +
           png_chunk("IEND", "");
}

Seen look_at_jpeg(std::string_view bytes) {
    jpeg_decompress_struct codec{};
    jpeg_error_mgr errors{};
    codec.err = jpeg_std_error(&errors);
    errors.error_exit = throw_on_error;
    jpeg_create_decompress(&codec);
    jpeg_mem_src(&codec, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
    jpeg_read_header(&codec, TRUE);
    codec.out_color_space = JCS_RGB;
    jpeg_start_decompress(&codec);
    std::size_t const width = codec.output_width;
    std::size_t const height = codec.output_height;
    std::vector<std::uint8_t> pixels(width * height * 3);
    while (codec.output_scanline < codec.output_height) {
        JSAMPROW row = pixels.data() + codec.output_scanline * width * 3;
        jpeg_read_scanlines(&codec, &row, 1);
    }
    jpeg_finish_decompress(&codec);
    jpeg_destroy_decompress(&codec);
    auto const at = [&](std::size_t x, std::size_t y) {
        std::uint8_t const* const pixel = pixels.data() + (y * width + x) * 3;
        return Colour{pixel[0], pixel[1], pixel[2]};
    };
    return {static_cast<int>(width),       static_cast<int>(height),  at(width / 8, height / 2),
            at(width * 7 / 8, height / 2), at(width / 2, height / 8), at(width / 2, height * 7 / 8)};
}

}  // namespace safetycell::test
