#pragma once
// From the bytes of a file to UTF-8 text. UTF-8 is recognized by being valid; what is not is read as
// Windows-1251, the other encoding in which Russian offices export tables.

#include "import/faults.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace safetycell::importing {

enum class Encoding { utf8, utf8_with_mark, windows_1251 };
std::string_view to_words(Encoding encoding);

struct DecodedText {
    std::string text;  ///< UTF-8 without a byte order mark.
    Encoding encoding = Encoding::utf8;
};

/// The fault says why the bytes are no text: an Excel workbook, UTF-16, zero bytes, or bytes that neither
/// encoding has.
tl::expected<DecodedText, Fault> decode(std::string_view bytes);

}  // namespace safetycell::importing
