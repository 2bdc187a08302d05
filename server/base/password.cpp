#include "base/password.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>

namespace safetycell {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;

void start_library() {
    static bool const started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium cannot be started");
}

}  // namespace

std::string hash_password(std::string_view password) {
    start_library();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    int const failed = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes,
                                             memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) throw std::bad_alloc();
    return hash.data();
}

bool password_matches(std::string_view password, std::string const& hash) {
    start_library();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace safetycell
