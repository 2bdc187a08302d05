#include "evidence/jpeg_segments.hpp"

#include <cstdint>
#include <optional>

namespace safetycell::evidence {
namespace {

using namespace std::string_view_literals;

/// Markers, the second byte of two; the first is 0xff.
enum Marker : std::uint8_t {
    baseline_frame = 0xc0,
    extended_frame = 0xc1,
    progressive_frame = 0xc2,
    huffman_tables = 0xc4,
    first_restart = 0xd0,
    last_restart = 0xd7,
    start_of_image = 0xd8,
    end_of_image = 0xd9,
    start_of_scan = 0xda,
    quantization_tables = 0xdb,
    restart_interval = 0xdd,
    first_application = 0xe0,
    exif_application = 0xe1,
    adobe_application = 0xee,
    last_application = 0xef,
    comment = 0xfe,
};

constexpr std::string_view exif_name = "Exif\0\0"sv;
constexpr std::string_view jfif_name = "JFIF\0"sv;
constexpr std::string_view adobe_name = "Adobe"sv;
constexpr std::size_t adobe_size = 12;

/// Version 1.1, square pixels, no thumbnail: says that colours are as usual.
constexpr std::string_view jfif_segment = "\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"sv;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

/// Reads whole numbers of a TIFF structure in its own order of bytes; what lies outside is none.
struct Tiff {
    std::string_view bytes;
    bool little_endian = false;

    std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
        if (at > bytes.size() || bytes.size() - at < size) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8 | byte_at(bytes, little_endian ? at + size - 1 - i : at + i);
        return value;
    }
};

/// Of the first directory of an EXIF segment; 1, which is upright, where it says nothing that makes sense.
int orientation_in(std::string_view exif) {
    constexpr std::uint32_t orientation_tag = 0x0112;
    constexpr std::size_t entry_size = 12;
    Tiff const tiff{exif, exif.starts_with("II"sv)};
    auto const directory = tiff.number(4, 4);
    auto const entries = directory ? tiff.number(*directory, 2) : std::nullopt;
    for (std::size_t i = 0; entries && i < *entries; ++i) {
        std::size_t const entry = *directory + 2 + i * entry_size;
        if (tiff.number(entry, 2) != orientation_tag) continue;
        std::uint32_t const value = tiff.number(entry + 8, 2).value_or(1);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

std::string orientation_segment(int orientation) {
    std::string segment{
        "\xff\xe1\0\x22"
        "Exif\0\0"
        "MM\0\x2a\0\0\0\x08"
        "\0\x01"
        "\x01\x12\0\x03\0\0\0\x01"sv};
    segment += '\0';
    segment += static_cast<char>(orientation);
    segment.append(6, '\0');
    return segment;
}

class Segments {
public:
    explicit Segments(std::string_view bytes) : rest_(bytes) {}

    Result<BareJpeg> bare() {
        rest_.remove_prefix(2);
        for (;;) {
            auto const marker = next_marker();
            if (!marker) return cut_off();
            if (*marker == end_of_image) break;
            bool const is_alone = (*marker >= first_restart && *marker <= start_of_image) || *marker <= 1;
            if (is_alone) return damaged();
            auto const segment = next_segment();
            if (!segment) return cut_off();
            if (!take(*marker, *segment)) return of_another_kind();
        }
        std::string head{"\xff\xd8"sv};
        if (is_jfif_) head += jfif_segment;
        if (orientation_ != 1) head += orientation_segment(orientation_);
        return BareJpeg{head + kept_ + "\xff\xd9", orientation_};
    }

private:
    static tl::unexpected<Error> cut_off() {
        return failure(ErrorCode::invalid,
                       "The photo is cut off before its end; send it again, or take another one.", "body");
    }
    static tl::unexpected<Error> damaged() {
        return failure(ErrorCode::invalid, "The photo is damaged and cannot be shown; take another one.",
                       "body");
    }
    static tl::unexpected<Error> of_another_kind() {
        return failure(ErrorCode::invalid,
                       "This is a kind of JPEG that browsers do not show; save it as an ordinary JPEG or PNG.",
                       "body");
    }

    /// Any number of 0xff may stand before a marker.
    std::optional<std::uint8_t> next_marker() {
        if (rest_.empty() || byte_at(rest_, 0) != 0xff) return std::nullopt;
        while (!rest_.empty() && byte_at(rest_, 0) == 0xff)
            rest_.remove_prefix(1);
        if (rest_.empty()) return std::nullopt;
        std::uint8_t const marker = byte_at(rest_, 0);
        rest_.remove_prefix(1);
        return marker;
    }

    /// With the two bytes of its length.
    std::optional<std::string_view> next_segment() {
        if (rest_.size() < 2) return std::nullopt;
        std::size_t const length = static_cast<std::size_t>(byte_at(rest_, 0)) << 8 | byte_at(rest_, 1);
        if (length < 2 || length > rest_.size()) return std::nullopt;
        std::string_view const segment = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return segment;
    }

    /// False for what no picture that browsers show is made of.
    bool take(std::uint8_t marker, std::string_view segment) {
        if (marker == comment || (marker >= first_application && marker <= last_application)) {
            take_application(marker, segment);
            return true;
        }
        switch (marker) {
            case baseline_frame:
            case extended_frame:
            case progressive_frame:
            case huffman_tables:
            case quantization_tables:
            case restart_interval: keep(marker, segment); return true;
            case start_of_scan:
                keep(marker, segment);
                keep_scan();
                return true;
            default: return false;
        }
    }

    void take_application(std::uint8_t marker, std::string_view segment) {
        std::string_view const content = segment.substr(2);
        if (marker == first_application && content.starts_with(jfif_name)) is_jfif_ = true;
        if (marker == exif_application && content.starts_with(exif_name)) {
            orientation_ = orientation_in(content.substr(exif_name.size()));
        }
        // How colours are coded; nothing else fits into it.
        if (marker == adobe_application && content.starts_with(adobe_name) && content.size() >= adobe_size) {
            kept_ += "\xff\xee\0\x0e"sv;
            kept_ += content.substr(0, adobe_size);
        }
    }

    void keep(std::uint8_t marker, std::string_view segment) {
        kept_ += '\xff';
        kept_ += static_cast<char>(marker);
        kept_ += segment;
    }

    /// Coded data ends before the next marker; 0xff00 is a data byte, and restarts belong to it.
    void keep_scan() {
        std::size_t end = 0;
        for (;; ++end) {
            end = rest_.find('\xff', end);
            if (end == std::string_view::npos || end + 1 == rest_.size()) {
                end = rest_.size();
                break;
            }
            std::uint8_t const next = byte_at(rest_, end + 1);
            if (next != 0 && !(next >= first_restart && next <= last_restart)) break;
        }
        kept_ += rest_.substr(0, end);
        rest_.remove_prefix(end);
    }

    std::string_view rest_;
    std::string kept_;
    bool is_jfif_ = false;
    int orientation_ = 1;
};

}  // namespace

Result<BareJpeg> bare_jpeg(std::string_view bytes) {
    return Segments(bytes).bare();
}

}  // namespace safetycell::evidence
