#include "base/utf8.hpp"

#include <array>

namespace safetycell {

std::optional<Character> first_character(std::string_view text) {
    auto const byte = [text](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    std::uint32_t const lead = byte(0);
    if (lead < 0x80) return Character{lead, 1};
    std::size_t const length = lead >> 5 == 0x6 ? 2 : lead >> 4 == 0xe ? 3 : lead >> 3 == 0x1e ? 4 : 0;
    if (length == 0 || text.size() < length) return std::nullopt;
    std::uint32_t code_point = lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 0x2) return std::nullopt;
        code_point = code_point << 6 | (byte(i) & 0x3f);
    }
    // Longer than it need be, half of a surrogate pair, or past the end of Unicode.
    constexpr std::array<std::uint32_t, 5> shortest{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < shortest[length] || surrogate || code_point > 0x10ffff) return std::nullopt;
    return Character{code_point, length};
}

std::size_t valid_utf8_size(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size()) {
        std::optional<Character> const character = first_character(text.substr(size));
        if (!character) break;
        size += character->length;
    }
    return size;
}

bool is_utf8(std::string_view text) {
    return valid_utf8_size(text) == text.size();
}

bool is_control(std::uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

Result<void> check_line_of_text(std::string_view text, std::size_t most_characters) {
    if (text.empty()) return failure(ErrorCode::invalid, "It is empty; write something.");
    std::size_t characters = 0;
    while (!text.empty()) {
        std::optional<Character> const character = first_character(text);
        if (!character) return failure(ErrorCode::invalid, "It is not UTF-8; use a terminal that is.");
        if (is_control(character->code_point)) {
            return failure(ErrorCode::invalid, "It holds a control character; write one line of plain text.");
        }
        text.remove_prefix(character->length);
        ++characters;
    }
    if (characters > most_characters) {
        return failure(ErrorCode::invalid,
                       fmt::format("It has {} characters; {} are the most.", characters, most_characters));
    }
    return {};
}

}  // namespace safetycell
