#include "base/hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace safetycell {

std::string hmac_sha1(std::string_view key, std::string_view message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    // The library reads bytes as unsigned.
    auto const* const bytes = reinterpret_cast<unsigned char const*>(message.data());
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes, message.size(), digest.data(),
             &size) == nullptr) {
        throw std::runtime_error("The cryptographic library failed.");
    }
    return {digest.begin(), digest.begin() + size};
}

}  // namespace safetycell
