#include "base/base32.hpp"

#include <cstdint>

namespace safetycell {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr unsigned bits_of_a_character = 5;
constexpr unsigned bits_of_a_byte = 8;

}  // namespace

std::string to_base32(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : bytes) {
        held = (held << bits_of_a_byte) | static_cast<unsigned char>(c);
        for (bits += bits_of_a_byte; bits >= bits_of_a_character; bits -= bits_of_a_character)
            text += alphabet[(held >> (bits - bits_of_a_character)) & 31U];
        held &= (1U << bits) - 1;
    }
    if (bits > 0) text += alphabet[(held << (bits_of_a_character - bits)) & 31U];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : text) {
        if (c == ' ' || c == '-') continue;
        char const upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        auto const value = alphabet.find(upper);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << bits_of_a_character) | static_cast<std::uint32_t>(value);
        bits += bits_of_a_character;
        if (bits < bits_of_a_byte) continue;
        bits -= bits_of_a_byte;
        bytes += static_cast<char>((held >> bits) & 255U);
        held &= (1U << bits) - 1;
    }
    return bytes;
}

}  // namespace safetycell
