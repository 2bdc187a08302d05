#pragma once
// Base64 in the alphabet for addresses (RFC 4648, section 5), without padding, as tokens are written.

#include <optional>
#include <string>
#include <string_view>

namespace safetycell {

std::string to_base64url(std::string_view bytes);

/// None for anything that to_base64url does not write: padding, other characters, bits that are left over.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace safetycell
