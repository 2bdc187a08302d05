#pragma once
// Keyed hashes (RFC 2104), by OpenSSL.

#include <string>
#include <string_view>

namespace safetycell {

/// HMAC-SHA-1, which authenticators compute one-time codes with: 20 bytes.
std::string hmac_sha1(std::string_view key, std::string_view message);

}  // namespace safetycell
