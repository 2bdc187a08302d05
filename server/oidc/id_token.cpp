#include "oidc/id_token.hpp"

#include "base/base64.hpp"
#include "base/signature.hpp"

#include <algorithm>
#include <optional>

namespace safetycell::oidc {
namespace {

using Kind = contract::ProviderKey::Kind;

/// Clocks of two machines differ.
constexpr seconds leeway{60};
constexpr std::size_t longest_subject = 255;

/// The reason is for whoever runs the server; it tells an attacker nothing that the token does not.
tl::unexpected<Error> refused(std::string_view why) {
    return failure(
        ErrorCode::unauthenticated,
        fmt::format("The provider's token is not accepted: {}. Sign in again, and tell an administrator if "
                    "this goes on.",
                    why));
}

/// The three parts of a compact token; none where it has not three.
struct Parts {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    std::string_view signed_bytes;
};
std::optional<Parts> parts_of(std::string_view token) {
    auto const first = token.find('.');
    auto const second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
                 token.substr(0, second)};
}

/// The kind of key is chosen by this list and never by the token alone: "none" and keyed hashes are not on it.
std::optional<Kind> kind_for(std::string_view algorithm) {
    if (algorithm == "RS256") return Kind::rsa;
    if (algorithm == "ES256") return Kind::elliptic;
    return std::nullopt;
}

bool is_signed_by(contract::ProviderKey const& key, Parts const& parts, std::string_view signature) {
    switch (key.kind) {
        case Kind::rsa: return rs256_matches(key.modulus, key.exponent, parts.signed_bytes, signature);
        case Kind::elliptic: return es256_matches(key.x, key.y, parts.signed_bytes, signature);
    }
    return false;
}

Result<void> check_signature(Parts const& parts, std::vector<contract::ProviderKey> const& keys) {
    auto const header_text = from_base64url(parts.header);
    auto const signature = from_base64url(parts.signature);
    if (!header_text || !signature) return refused("it is damaged");
    auto const header = contract::parse_token_header(*header_text);
    if (!header) return tl::unexpected(header.error());
    auto const kind = kind_for(header->algorithm);
    if (!kind) return refused("it is not signed with RS256 or ES256");
    auto const key = std::find_if(keys.begin(), keys.end(), [&](contract::ProviderKey const& one) {
        return one.kind == *kind && one.id == header->key_id;
    });
    if (key == keys.end()) {
        return failure(
            ErrorCode::not_found,
            "The provider's token is signed with a key that the provider does not list; try again, and tell "
            "an administrator if this goes on.");
    }
    if (!is_signed_by(*key, parts, *signature)) return refused("its signature does not match");
    return {};
}

Result<void> check_claims(contract::TokenClaims const& claims, Expectation const& expected) {
    if (claims.issuer != expected.issuer) return refused("another issuer made it");
    auto const& audience = claims.audience;
    if (std::find(audience.begin(), audience.end(), expected.client_id) == audience.end()) {
        return refused("it is for another server");
    }
    bool const names_party = !claims.authorized_party.empty();
    if ((audience.size() > 1 || names_party) && claims.authorized_party != expected.client_id) {
        return refused("it was given to another server");
    }
    if (claims.expires_at + leeway <= expected.now) return refused("it has expired");
    if (claims.issued_at > expected.now + leeway)
        return refused("it was made in the future; compare the clocks");
    if (expected.nonce.empty() || claims.nonce != expected.nonce) {
        return refused("it belongs to another attempt to sign in");
    }
    if (claims.subject.empty() || claims.subject.size() > longest_subject) {
        return refused("it does not say whom it is about");
    }
    return {};
}

}  // namespace

Result<contract::TokenClaims> check_id_token(std::string_view token,
                                             std::vector<contract::ProviderKey> const& keys,
                                             Expectation const& expected, contract::ClaimNames const& names) {
    auto const parts = parts_of(token);
    if (!parts) return refused("it is damaged");
    if (auto good = check_signature(*parts, keys); !good) return tl::unexpected(good.error());
    auto const payload = from_base64url(parts->payload);
    if (!payload) return refused("it is damaged");
    auto claims = contract::parse_token_claims(*payload, names);
    if (!claims) return claims;
    if (auto good = check_claims(*claims, expected); !good) return tl::unexpected(good.error());
    return claims;
}

}  // namespace safetycell::oidc
