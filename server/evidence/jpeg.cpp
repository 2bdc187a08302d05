#include "evidence/jpeg.hpp"

#include "evidence/jpeg_segments.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <jerror.h>
#include <jpeglib.h>

namespace safetycell::evidence {
namespace {

/// Bytes that libjpeg may hold: a progressive picture is kept whole as coefficients.
constexpr long most_memory = 200L * 1024 * 1024;
/// A progressive picture has some ten scans; each further one costs as much time as the picture is large.
constexpr int most_scans = 100;
constexpr long long most_pixels_of_scans = 1'000'000'000;
constexpr int thumbnail_quality = 80;

/// libjpeg reports by a jump, which must not pass over anything that has a destructor: what is jumped over has
/// none, and what has one belongs to whoever called.
struct Trouble {
    jpeg_error_mgr manager{};
    std::jmp_buf jump{};
    bool is_damaged = false;
};

Trouble& trouble_of(j_common_ptr codec) {
    // The manager is its first member.
    return *reinterpret_cast<Trouble*>(codec->err);
}

[[noreturn]] void on_error(j_common_ptr codec) {
    std::longjmp(trouble_of(codec).jump, 1);
}

/// Bytes between segments harm nothing; everything else that libjpeg makes up for is missing from the picture.
void on_message(j_common_ptr codec, int level) {
    if (level < 0 && codec->err->msg_code != JWRN_EXTRANEOUS_DATA) trouble_of(codec).is_damaged = true;
}

void set_up(Trouble& trouble) {
    jpeg_std_error(&trouble.manager);
    trouble.manager.error_exit = on_error;
    trouble.manager.emit_message = on_message;
}

void on_progress(j_common_ptr codec) {
    auto const* const reading = reinterpret_cast<j_decompress_ptr>(codec);
    long long const pixels = 1LL * reading->image_width * reading->image_height;
    if (reading->input_scan_number > most_scans || reading->input_scan_number * pixels > most_pixels_of_scans) {
        on_error(codec);
    }
}

struct Reading {
    Trouble trouble;
    jpeg_decompress_struct codec{};
    jpeg_progress_mgr progress{};
    std::vector<std::uint8_t> row;
    std::unique_ptr<Thumbnail> thumbnail;

    Reading() { set_up(trouble); }
    Reading(Reading const&) = delete;
    Reading& operator=(Reading const&) = delete;
    ~Reading() { jpeg_destroy_decompress(&codec); }
};

void begin(Reading& reading, std::string_view bytes) {
    reading.codec.err = &reading.trouble.manager;
    jpeg_create_decompress(&reading.codec);
    reading.codec.mem->max_memory_to_use = most_memory;
    reading.progress.progress_monitor = on_progress;
    reading.codec.progress = &reading.progress;
    jpeg_mem_src(&reading.codec, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
    jpeg_read_header(&reading.codec, TRUE);
}

/// Decodes at the smallest eighth that is no smaller than the thumbnail.
void set_scale(jpeg_decompress_struct& codec) {
    auto const longest = std::max(codec.image_width, codec.image_height);
    codec.scale_denom = 8;
    codec.scale_num = 1;
    while (codec.scale_num < 8 && longest * codec.scale_num / 8 < static_cast<unsigned>(thumbnail_side))
        ++codec.scale_num;
    codec.out_color_space = JCS_RGB;
    jpeg_calc_output_dimensions(&codec);
}

void read_rows(Reading& reading) {
    jpeg_decompress_struct& codec = reading.codec;
    jpeg_start_decompress(&codec);
    JSAMPROW row = reading.row.data();
    while (codec.output_scanline < codec.output_height) {
        auto const y = static_cast<std::int32_t>(codec.output_scanline);
        jpeg_read_scanlines(&codec, &row, 1);
        for (std::int32_t x = 0; x < static_cast<std::int32_t>(codec.output_width); ++x)
            reading.thumbnail->add(x, y, row + 3 * x);
    }
    jpeg_finish_decompress(&codec);
}

/// Runs what may jump; false when it did.
template <class Work>
bool runs(std::jmp_buf& jump, Work const& work) {
    if (setjmp(jump) != 0) return false;
    work();
    return true;
}

tl::unexpected<Error> damaged() {
    return failure(ErrorCode::invalid, "The photo is damaged and cannot be shown; take another one.", "body");
}

tl::unexpected<Error> too_large() {
    return failure(ErrorCode::too_large, "The photo has too many pixels; make it smaller and send it again.",
                   "body");
}

Result<void> check_size(jpeg_decompress_struct const& codec) {
    std::int64_t const width = codec.image_width;
    std::int64_t const height = codec.image_height;
    if (width * height > most_pixels || std::max(width, height) > longest_side) {
        return too_large();
    }
    if (codec.num_components != 1 && codec.num_components != 3) {
        return failure(ErrorCode::invalid,
                       "The colours of this photo are made for printing; save it as an ordinary JPEG.", "body");
    }
    return {};
}

struct Writing {
    Trouble trouble;
    jpeg_compress_struct codec{};
    unsigned char* bytes = nullptr;
    unsigned long size = 0;

    Writing() { set_up(trouble); }
    Writing(Writing const&) = delete;
    Writing& operator=(Writing const&) = delete;
    ~Writing() {
        jpeg_destroy_compress(&codec);
        std::free(bytes);
    }
};

void write(Writing& writing, Picture const& picture) {
    jpeg_compress_struct& codec = writing.codec;
    codec.err = &writing.trouble.manager;
    jpeg_create_compress(&codec);
    jpeg_mem_dest(&codec, &writing.bytes, &writing.size);
    codec.image_width = static_cast<JDIMENSION>(picture.width);
    codec.image_height = static_cast<JDIMENSION>(picture.height);
    codec.input_components = 3;
    codec.in_color_space = JCS_RGB;
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, thumbnail_quality, TRUE);
    jpeg_start_compress(&codec, TRUE);
    auto const width = static_cast<std::size_t>(picture.width) * 3;
    while (codec.next_scanline < codec.image_height) {
        // libjpeg only reads of it.
        auto* row = const_cast<JSAMPROW>(picture.rgb.data() + codec.next_scanline * width);
        jpeg_write_scanlines(&codec, &row, 1);
    }
    jpeg_finish_compress(&codec);
}

}  // namespace

bool is_jpeg(std::string_view bytes) {
    return bytes.starts_with("\xff\xd8\xff");
}

Result<Photo> read_jpeg(std::string_view bytes) {
    auto bare = bare_jpeg(bytes);
    if (!bare) return tl::unexpected(bare.error());
    Reading reading;
    if (!runs(reading.trouble.jump, [&] { begin(reading, bare->bytes); })) return damaged();
    if (auto size = check_size(reading.codec); !size) return tl::unexpected(size.error());
    if (!runs(reading.trouble.jump, [&] { set_scale(reading.codec); })) return damaged();
    reading.row.resize(static_cast<std::size_t>(reading.codec.output_width) * 3);
    reading.thumbnail = std::make_unique<Thumbnail>(static_cast<std::int32_t>(reading.codec.output_width),
                                                    static_cast<std::int32_t>(reading.codec.output_height));
    bool const is_read = runs(reading.trouble.jump, [&] { read_rows(reading); });
    if (!is_read && reading.trouble.manager.msg_code == JERR_NO_BACKING_STORE) return too_large();
    if (!is_read || reading.trouble.is_damaged) return damaged();

    Photo photo;
    photo.type = PhotoType::jpeg;
    photo.width = static_cast<std::int32_t>(reading.codec.image_width);
    photo.height = static_cast<std::int32_t>(reading.codec.image_height);
    if (bare->orientation >= 5) std::swap(photo.width, photo.height);
    photo.bytes = std::move(bare->bytes);
    photo.thumbnail = encode_jpeg(upright(reading.thumbnail->finish(), bare->orientation));
    return photo;
}

std::string encode_jpeg(Picture const& picture) {
    Writing writing;
    if (!runs(writing.trouble.jump, [&] { write(writing, picture); })) throw std::bad_alloc();
    return {reinterpret_cast<char const*>(writing.bytes), writing.size};
}

}  // namespace safetycell::evidence
