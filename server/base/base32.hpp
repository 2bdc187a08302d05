#pragma once
// Base32 (RFC 4648, section 6): the spelling of secrets that people copy by hand and that authenticators read.

#include <optional>
#include <string>
#include <string_view>

namespace safetycell {

/// Upper-case letters and the digits 2 to 7, without padding.
std::string to_base32(std::string_view bytes);

/// Small letters, spaces and dashes are taken as people type them. None for any other text.
std::optional<std::string> from_base32(std::string_view text);

}  // namespace safetycell
