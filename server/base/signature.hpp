#pragma once
// Signatures of tokens (RFC 7518), checked by OpenSSL against keys that are given by their numbers, big-endian.
// A key or a signature that is not well formed does not match.

#include <string_view>

namespace safetycell {

/// RSASSA-PKCS1-v1_5 with SHA-256. A modulus of less than 2048 bits does not match.
bool rs256_matches(std::string_view modulus, std::string_view exponent, std::string_view message,
                   std::string_view signature);

/// ECDSA on the curve P-256 with SHA-256; the signature is r and s, 32 bytes each.
bool es256_matches(std::string_view x, std::string_view y, std::string_view message,
                   std::string_view signature);

}  // namespace safetycell
