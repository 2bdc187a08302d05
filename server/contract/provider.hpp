#pragma once
// What an OpenID provider says, read from JSON: its metadata, its keys, its tokens. Unlike requests these hold
// members that nobody asked for, which are passed over; what is asked for is read strictly.

#include "base/civil_time.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::contract {

/// OpenID Connect Discovery 1.0, section 3.
struct ProviderMetadata {
    std::string issuer;
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string jwks_uri;
};
Result<ProviderMetadata> parse_provider_metadata(std::string_view text);

/// A public key for signatures (RFC 7517); numbers as bytes.
struct ProviderKey {
    enum class Kind { rsa, elliptic } kind = Kind::rsa;
    std::string id;
    std::string modulus;
    std::string exponent;
    std::string x;
    std::string y;
};
/// Keys of other kinds, curves and uses are passed over.
Result<std::vector<ProviderKey>> parse_provider_keys(std::string_view text);

struct TokenHeader {
    std::string algorithm;
    std::string key_id;
};
Result<TokenHeader> parse_token_header(std::string_view text);

/// The names of the claims that say who somebody is here; an empty one is not looked for.
struct ClaimNames {
    std::string login = "preferred_username";
    std::string name = "name";
    std::string role;
    std::string organizations;
};

/// OpenID Connect Core 1.0, section 2.
struct TokenClaims {
    std::string issuer;
    std::string subject;
    std::vector<std::string> audience;
    std::string authorized_party;
    std::string nonce;
    Instant expires_at;
    Instant issued_at;
    std::string login;
    std::string name;
    std::vector<std::string> roles;          ///< A text, or a list of texts.
    std::vector<std::string> organizations;  ///< Likewise.
};
Result<TokenClaims> parse_token_claims(std::string_view text, ClaimNames const& names);

/// The ID token of an answer of the token endpoint.
Result<std::string> parse_token_answer(std::string_view text);

}  // namespace safetycell::contract
