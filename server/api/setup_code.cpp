#include "api/setup_code.hpp"

#include "base/password.hpp"
#include "base/sha256.hpp"

namespace safetycell::api {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr int groups = 4;
constexpr int group_length = 5;

int value_of_digit(char hex) {
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
}

/// Without what people add to read it better.
std::string bare(std::string_view text) {
    std::string result;
    for (char c : text) {
        if (c == '-' || c == ' ') continue;
        result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

}  // namespace

SetupCode::SetupCode() {
    // Two hexadecimal digits a character, of which the low five bits choose it.
    std::string const random = random_hex(groups * group_length);
    for (int i = 0; i < groups * group_length; ++i) {
        if (i > 0 && i % group_length == 0) text_ += '-';
        auto const at = static_cast<std::size_t>(2 * i);
        int const byte = value_of_digit(random[at]) * 16 + value_of_digit(random[at + 1]);
        text_ += alphabet[static_cast<std::size_t>(byte) % alphabet.size()];
    }
}

bool SetupCode::matches(std::string_view given) const {
    return equal_in_constant_time(bare(given), bare(text_));
}

}  // namespace safetycell::api
