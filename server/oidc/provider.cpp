#include "oidc/provider.hpp"

#include "base/base64.hpp"
#include "base/sha256.hpp"
#include "oidc/web_client.hpp"

#include <fmt/format.h>

namespace safetycell::oidc {
namespace {

constexpr seconds kept_for = std::chrono::hours{1};
/// Between two askings for keys because a token names one that is not known.
constexpr seconds shortest_between_keys = std::chrono::minutes{1};

std::string derived(std::string_view what, std::string_view secret) {
    return sha256_hex(fmt::format("{} {}", what, secret));
}

}  // namespace

AttemptSecrets::AttemptSecrets(std::string_view secret)
    : state(derived("state", secret)),
      nonce(derived("nonce", secret)),
      code_verifier(derived("verifier", secret)) {
}

Provider::Provider(ProviderOptions options) : options_(std::move(options)) {
}

Result<std::string> Provider::authorization_address(AttemptSecrets const& secrets, Instant now) {
    auto const known = metadata(now);
    if (!known) return tl::unexpected(known.error());
    std::string const& endpoint = known->authorization_endpoint;
    return fmt::format(
        "{}{}response_type=code&client_id={}&redirect_uri={}&scope={}&state={}&nonce={}&code_challenge={}"
        "&code_challenge_method=S256",
        endpoint, endpoint.find('?') == std::string::npos ? '?' : '&', percent_encoded(options_.client_id),
        percent_encoded(options_.return_address), percent_encoded(options_.scope), secrets.state, secrets.nonce,
        to_base64url(sha256_bytes(secrets.code_verifier)));
}

Result<contract::TokenClaims> Provider::exchange(std::string const& code, AttemptSecrets const& secrets,
                                                 Instant now) {
    auto const known = metadata(now);
    if (!known) return tl::unexpected(known.error());
    std::string const form =
        fmt::format("grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={}",
                    percent_encoded(code), percent_encoded(options_.return_address), secrets.code_verifier);
    auto const answer = post_form(known->token_endpoint, form, options_.client_id, options_.client_secret);
    if (!answer) return tl::unexpected(answer.error());
    auto const token = contract::parse_token_answer(*answer);
    if (!token) return tl::unexpected(token.error());
    Expectation const expected{options_.issuer, options_.client_id, secrets.nonce, now};
    auto const check = [&](bool fresh) -> Result<contract::TokenClaims> {
        auto const listed = keys(now, fresh);
        if (!listed) return tl::unexpected(listed.error());
        return check_id_token(*token, *listed, expected, options_.claims);
    };
    auto claims = check(false);
    if (!claims && claims.error().code == ErrorCode::not_found) claims = check(true);
    if (!claims && claims.error().code == ErrorCode::not_found) {
        return failure(ErrorCode::unauthenticated, claims.error().message);
    }
    return claims;
}

Result<contract::ProviderMetadata> Provider::metadata(Instant now) {
    if (metadata_ && now - metadata_->since < kept_for) return metadata_->value;
    std::string_view issuer = options_.issuer;
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    auto const text = get(fmt::format("{}/.well-known/openid-configuration", issuer));
    if (!text) return tl::unexpected(text.error());
    auto read = contract::parse_provider_metadata(*text);
    if (!read) return tl::unexpected(read.error());
    bool const is_safe = is_safe_address(read->authorization_endpoint) &&
                         is_safe_address(read->token_endpoint) && is_safe_address(read->jwks_uri);
    if (read->issuer != options_.issuer || !is_safe) {
        return failure(
            ErrorCode::unavailable,
            "The provider names another issuer than the configuration of this server, or addresses without "
            "TLS; an administrator must compare `issuer` with what the provider says of itself.");
    }
    metadata_ = {*read, now};
    return *read;
}

Result<std::vector<contract::ProviderKey>> Provider::keys(Instant now, bool fresh) {
    if (keys_) {
        auto const age = now - keys_->since;
        if (age < (fresh ? shortest_between_keys : kept_for)) return keys_->value;
    }
    auto const known = metadata(now);
    if (!known) return tl::unexpected(known.error());
    auto const text = get(known->jwks_uri);
    if (!text) return tl::unexpected(text.error());
    auto read = contract::parse_provider_keys(*text);
    if (!read) return tl::unexpected(read.error());
    keys_ = {*read, now};
    return *read;
}

}  // namespace safetycell::oidc
