#include "base/base64.hpp"

#include <cstdint>

namespace safetycell {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned bits_of_a_character = 6;
constexpr unsigned bits_of_a_byte = 8;

}  // namespace

std::string to_base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : bytes) {
        held = (held << bits_of_a_byte) | static_cast<unsigned char>(c);
        for (bits += bits_of_a_byte; bits >= bits_of_a_character; bits -= bits_of_a_character)
            text += alphabet[(held >> (bits - bits_of_a_character)) & 63U];
        held &= (1U << bits) - 1;
    }
    if (bits > 0) text += alphabet[(held << (bits_of_a_character - bits)) & 63U];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : text) {
        auto const value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << bits_of_a_character) | static_cast<std::uint32_t>(value);
        bits += bits_of_a_character;
        if (bits < bits_of_a_byte) continue;
        bits -= bits_of_a_byte;
        bytes += static_cast<char>((held >> bits) & 255U);
        held &= (1U << bits) - 1;
    }
    bool const whole = bits < bits_of_a_character && held == 0;
    return whole ? std::optional{bytes} : std::nullopt;
}

}  // namespace safetycell
