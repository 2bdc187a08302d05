#pragma once
// Hashes of passwords: argon2id, by libsodium, at the strength that OWASP names for servers (two passes over
// 19 MiB, about 20 ms). What is stored says how it was made, so that the strength can grow.

#include <string>
#include <string_view>

namespace safetycell {

/// Salted: two hashes of one password differ. Throws std::bad_alloc without the memory.
std::string hash_password(std::string_view password);

bool password_matches(std::string_view password, std::string const& hash);

/// Whether two secrets are equal, in a time that does not tell where they differ.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace safetycell
