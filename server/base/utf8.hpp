#pragma once
// Text as Unicode: UTF-8 characters one by one, and what a line of text may hold.

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace safetycell {

/// One character of a UTF-8 text.
struct Character {
    std::uint32_t code_point = 0;
    std::size_t length = 0;  ///< In bytes.
};

/// The character at the start of a text that is not empty; none where it is not UTF-8 (Unicode 15, table 3-7:
/// no overlong forms, no surrogates).
std::optional<Character> first_character(std::string_view text);

/// How many bytes from the start are UTF-8.
std::size_t valid_utf8_size(std::string_view text);
bool is_utf8(std::string_view text);

/// C0, delete and C1.
bool is_control(std::uint32_t code_point);

/// One line that a person may have written: UTF-8, no control characters, not empty, at most `most_characters`.
/// Error `invalid` with a sentence that does not say where.
Result<void> check_line_of_text(std::string_view text, std::size_t most_characters);

}  // namespace safetycell
