#include "base/signature.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <string>

namespace safetycell {
namespace {

template <auto release>
struct Release {
    template <class Pointee>
    void operator()(Pointee* pointee) const {
        release(pointee);
    }
};
template <class Pointee, auto release>
using Owned = std::unique_ptr<Pointee, Release<release>>;

using Number = Owned<BIGNUM, &BN_free>;
using Key = Owned<EVP_PKEY, &EVP_PKEY_free>;

// The library reads bytes as unsigned.
unsigned char const* unsigned_bytes(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

Number number_of(std::string_view bytes) {
    return Number{BN_bin2bn(unsigned_bytes(bytes), static_cast<int>(bytes.size()), nullptr)};
}

/// Null where the parameters are no key.
Key key_of(char const* kind, OSSL_PARAM_BLD* parts) {
    Owned<OSSL_PARAM, &OSSL_PARAM_free> const parameters{OSSL_PARAM_BLD_to_param(parts)};
    Owned<EVP_PKEY_CTX, &EVP_PKEY_CTX_free> const context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return nullptr;
    return Key{key};
}

bool matches(EVP_PKEY* key, std::string_view message, std::string_view signature) {
    Owned<EVP_MD_CTX, &EVP_MD_CTX_free> const context{EVP_MD_CTX_new()};
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(), unsigned_bytes(message),
                            message.size()) == 1;
}

/// The form that the library takes, of r and s beside one another; empty where it is none.
std::string distinguished_form(std::string_view signature) {
    std::size_t const half = signature.size() / 2;
    Owned<ECDSA_SIG, &ECDSA_SIG_free> const parts{ECDSA_SIG_new()};
    Number r = number_of(signature.substr(0, half));
    Number s = number_of(signature.substr(half));
    if (!parts || !r || !s || ECDSA_SIG_set0(parts.get(), r.get(), s.get()) != 1) return {};
    r.release();
    s.release();
    unsigned char* bytes = nullptr;
    int const size = i2d_ECDSA_SIG(parts.get(), &bytes);
    if (size <= 0) return {};
    std::string const form(bytes, bytes + size);
    OPENSSL_free(bytes);
    return form;
}

}  // namespace

bool rs256_matches(std::string_view modulus, std::string_view exponent, std::string_view message,
                   std::string_view signature) {
    constexpr int fewest_bits = 2048;
    constexpr std::size_t most_bytes = 1024;  // What takes longer to check is no key but an attack.
    if (modulus.size() > most_bytes || exponent.size() > sizeof(std::uint64_t)) return false;
    Number const n = number_of(modulus);
    Number const e = number_of(exponent);
    Owned<OSSL_PARAM_BLD, &OSSL_PARAM_BLD_free> const parts{OSSL_PARAM_BLD_new()};
    if (!n || !e || !parts || BN_num_bits(n.get()) < fewest_bits) return false;
    if (OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
        return false;
    }
    Key const key = key_of("RSA", parts.get());
    return key && matches(key.get(), message, signature);
}

bool es256_matches(std::string_view x, std::string_view y, std::string_view message,
                   std::string_view signature) {
    constexpr std::size_t coordinate = 32;
    if (x.size() != coordinate || y.size() != coordinate || signature.size() != 2 * coordinate) return false;
    std::string const point = std::string{'\x04'} + std::string{x} + std::string{y};  // Uncompressed.
    Owned<OSSL_PARAM_BLD, &OSSL_PARAM_BLD_free> const parts{OSSL_PARAM_BLD_new()};
    if (!parts || OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
            1) {
        return false;
    }
    Key const key = key_of("EC", parts.get());
    return key && matches(key.get(), message, distinguished_form(signature));
}

}  // namespace safetycell
