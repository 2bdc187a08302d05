#include "base/sha256.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <new>
#include <stdexcept>
#include <vector>

namespace safetycell {
namespace {

std::string to_hex(unsigned char const* bytes, std::size_t count) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

void require(int outcome) {
    if (outcome != 1) throw std::runtime_error("The cryptographic library failed.");
}

}  // namespace

struct Sha256::Impl {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {
    if (!impl_->context) throw std::bad_alloc();
    require(EVP_DigestInit_ex(impl_->context.get(), EVP_sha256(), nullptr));
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    require(EVP_DigestUpdate(impl_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::hex() {
    std::array<unsigned char, 32> digest{};
    require(EVP_DigestFinal_ex(impl_->context.get(), digest.data(), nullptr));
    return to_hex(digest.data(), digest.size());
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

std::string sha256_bytes(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr));
    return {digest.begin(), digest.end()};
}

std::string random_bytes(int count) {
    std::vector<unsigned char> bytes(static_cast<std::size_t>(count));
    require(RAND_bytes(bytes.data(), count));
    return {bytes.begin(), bytes.end()};
}

std::string random_hex(int count) {
    std::vector<unsigned char> bytes(static_cast<std::size_t>(count));
    require(RAND_bytes(bytes.data(), count));
    return to_hex(bytes.data(), bytes.size());
}

}  // namespace safetycell
