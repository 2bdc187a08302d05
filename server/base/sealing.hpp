#pragma once
// Text that nobody reads without its key (XChaCha20-Poly1305, libsodium): destroying the key destroys the text,
// wherever copies of it lie. Its length is hidden up to some 250 bytes.

#include <optional>
#include <string>
#include <string_view>

namespace safetycell {

inline constexpr std::size_t sealing_key_bytes = 32;

/// Random.
std::string new_sealing_key();
/// `bound_to` is no secret: the text opens only beside the same words.
std::string seal(std::string_view text, std::string_view key, std::string_view bound_to);
/// None with another key, beside other words, or when a bit of it was altered.
std::optional<std::string> unseal(std::string_view sealed, std::string_view key, std::string_view bound_to);

}  // namespace safetycell
