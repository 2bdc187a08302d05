#include "base/sealing.hpp"

#include <sodium.h>

#include <stdexcept>

namespace safetycell {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
/// Texts are padded to a multiple of this, so that their length says little.
constexpr std::size_t block_bytes = 256;
static_assert(sealing_key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

void start_library() {
    static bool const started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium cannot be started");
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}
unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

}  // namespace

std::string new_sealing_key() {
    start_library();
    std::string key(sealing_key_bytes, '\0');
    randombytes_buf(key.data(), key.size());
    return key;
}

std::string seal(std::string_view text, std::string_view key, std::string_view bound_to) {
    start_library();
    if (key.size() != sealing_key_bytes) throw std::logic_error("a key of another size");
    std::string padded{text};
    padded.resize((text.size() / block_bytes + 1) * block_bytes);
    std::size_t padded_size = 0;
    if (sodium_pad(&padded_size, bytes_of(padded), text.size(), block_bytes, padded.size()) != 0)
        throw std::logic_error("a text that cannot be padded");
    std::string sealed(nonce_bytes + padded_size + tag_bytes, '\0');
    randombytes_buf(sealed.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + nonce_bytes, nullptr, bytes_of(padded),
                                               padded_size, bytes_of(bound_to), bound_to.size(), nullptr,
                                               bytes_of(sealed), bytes_of(key));
    sodium_memzero(padded.data(), padded.size());
    return sealed;
}

std::optional<std::string> unseal(std::string_view sealed, std::string_view key, std::string_view bound_to) {
    start_library();
    if (key.size() != sealing_key_bytes || sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    std::string text(sealed.size() - nonce_bytes - tag_bytes, '\0');
    int const failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes_of(text), nullptr, nullptr, bytes_of(sealed) + nonce_bytes, sealed.size() - nonce_bytes,
        bytes_of(bound_to), bound_to.size(), bytes_of(sealed), bytes_of(key));
    std::size_t size = 0;
    if (failed != 0 || sodium_unpad(&size, bytes_of(text), text.size(), block_bytes) != 0) return std::nullopt;
    text.resize(size);
    return text;
}

}  // namespace safetycell
