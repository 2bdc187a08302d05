#pragma once
// From the bytes of a file to UTF-8 text. UTF-8 is recognized by being valid; what is not is read as
// Windows-1251, the other encoding in which Russian offices export tables, unless a person states another one.
// Every byte means some letter in those, so a word is shown by which a person sees whether it was read rightly.

#include "import/faults.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::importing {

enum class Encoding { utf8, utf8_with_mark, windows_1251, windows_1252 };
std::string_view to_words(Encoding encoding);
/// One that may be stated: "UTF-8", "Windows-1251" or "Windows-1252".
std::optional<Encoding> encoding_from(std::string_view name);
inline constexpr std::string_view encoding_names = "\"UTF-8\", \"Windows-1251\" or \"Windows-1252\"";

struct DecodedText {
    std::string text;  ///< UTF-8 without a byte order mark.
    Encoding encoding = Encoding::utf8;
};

/// Without a stated encoding it is detected. The fault says why the bytes are no text: UTF-16,
/// zero bytes, or bytes that the encoding does not have.
tl::expected<DecodedText, Fault> decode(std::string_view bytes, std::optional<Encoding> stated = std::nullopt);

/// A word with letters beyond ASCII, to show how a file was read: the first one that mixes Latin and Cyrillic
/// letters, which real words do not, else the first one. Empty where there is none.
std::string_view telling_word(std::string_view text);

}  // namespace safetycell::importing
