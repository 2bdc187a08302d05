#include "contract/provider.hpp"

#include "base/base64.hpp"
#include "base/utf8.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace safetycell::contract {
namespace {

using Json = nlohmann::json;

constexpr int deepest = 16;
constexpr std::size_t longest_text = 2000;
constexpr std::size_t most_values = 1000;

tl::unexpected<Error> not_understood(std::string_view what) {
    return failure(ErrorCode::unavailable,
                   fmt::format("The provider's answer is not understood: {}. Ask whoever runs it.", what));
}

Result<Json> parse_object(std::string_view text) {
    auto const watch = [](int depth, Json::parse_event_t, Json&) {
        return depth <= deepest;
    };
    Json json = Json::parse(text, watch, false);
    if (!json.is_object()) return not_understood("it is no JSON object");
    return json;
}

/// Empty where it is missing or no text.
std::string text_of(Json const& object, std::string const& name) {
    auto const found = object.find(name);
    if (name.empty() || found == object.end() || !found->is_string()) return {};
    auto text = found->get<std::string>();
    return text.size() <= longest_text ? text : std::string{};
}

std::vector<std::string> texts_of(Json const& object, std::string const& name) {
    std::vector<std::string> texts;
    auto const found = object.find(name);
    if (name.empty() || found == object.end()) return texts;
    if (found->is_string()) return {text_of(object, name)};
    if (!found->is_array() || found->size() > most_values) return texts;
    for (Json const& entry : *found)
        if (entry.is_string()) texts.push_back(entry.get<std::string>());
    return texts;
}

std::optional<Instant> instant_of(Json const& object, char const* name) {
    constexpr double farthest = 1e11;
    auto const found = object.find(name);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    double const second = std::floor(found->get<double>());
    if (!(second >= 0 && second <= farthest)) return std::nullopt;
    return Instant{seconds{static_cast<std::int64_t>(second)}};
}

/// None where it is missing or not in base64.
std::optional<std::string> number_of(Json const& key, char const* name) {
    std::string const text = text_of(key, name);
    return text.empty() ? std::nullopt : from_base64url(text);
}

std::optional<ProviderKey> key_of(Json const& json) {
    if (!json.is_object()) return std::nullopt;
    std::string const use = text_of(json, "use");
    if (!use.empty() && use != "sig") return std::nullopt;
    ProviderKey key;
    key.id = text_of(json, "kid");
    std::string const kind = text_of(json, "kty");
    if (kind == "RSA") {
        auto modulus = number_of(json, "n");
        auto exponent = number_of(json, "e");
        if (!modulus || !exponent) return std::nullopt;
        key.modulus = *std::move(modulus);
        key.exponent = *std::move(exponent);
        return key;
    }
    if (kind != "EC" || text_of(json, "crv") != "P-256") return std::nullopt;
    auto x = number_of(json, "x");
    auto y = number_of(json, "y");
    if (!x || !y) return std::nullopt;
    key.kind = ProviderKey::Kind::elliptic;
    key.x = *std::move(x);
    key.y = *std::move(y);
    return key;
}

}  // namespace

Result<ProviderMetadata> parse_provider_metadata(std::string_view text) {
    auto const json = parse_object(text);
    if (!json) return tl::unexpected(json.error());
    ProviderMetadata metadata{text_of(*json, "issuer"), text_of(*json, "authorization_endpoint"),
                              text_of(*json, "token_endpoint"), text_of(*json, "jwks_uri")};
    if (metadata.issuer.empty() || metadata.authorization_endpoint.empty() || metadata.token_endpoint.empty() ||
        metadata.jwks_uri.empty()) {
        return not_understood("its metadata lacks the issuer or an endpoint");
    }
    return metadata;
}

Result<std::vector<ProviderKey>> parse_provider_keys(std::string_view text) {
    auto const json = parse_object(text);
    if (!json) return tl::unexpected(json.error());
    auto const list = json->find("keys");
    if (list == json->end() || !list->is_array() || list->size() > most_values) {
        return not_understood("it has no list of keys");
    }
    std::vector<ProviderKey> keys;
    for (Json const& entry : *list)
        if (auto key = key_of(entry)) keys.push_back(*std::move(key));
    return keys;
}

Result<TokenHeader> parse_token_header(std::string_view text) {
    auto const json = parse_object(text);
    if (!json) return tl::unexpected(json.error());
    // RFC 7515, 4.1.11: what must be understood and is not makes the token invalid.
    if (json->contains("crit")) return not_understood("its token asks for an extension");
    return TokenHeader{text_of(*json, "alg"), text_of(*json, "kid")};
}

Result<TokenClaims> parse_token_claims(std::string_view text, ClaimNames const& names) {
    auto const json = parse_object(text);
    if (!json) return tl::unexpected(json.error());
    TokenClaims claims;
    claims.issuer = text_of(*json, "iss");
    claims.subject = text_of(*json, "sub");
    claims.audience = texts_of(*json, "aud");
    claims.authorized_party = text_of(*json, "azp");
    claims.nonce = text_of(*json, "nonce");
    auto const expires_at = instant_of(*json, "exp");
    auto const issued_at = instant_of(*json, "iat");
    if (!expires_at || !issued_at) return not_understood("its token does not say when it was made and ends");
    claims.expires_at = *expires_at;
    claims.issued_at = *issued_at;
    claims.login = text_of(*json, names.login);
    claims.name = text_of(*json, names.name);
    claims.roles = texts_of(*json, names.role);
    claims.organizations = texts_of(*json, names.organizations);
    return claims;
}

Result<std::string> parse_token_answer(std::string_view text) {
    constexpr std::size_t longest_token = 64 * 1024;
    auto const json = parse_object(text);
    if (!json) return tl::unexpected(json.error());
    auto const token = json->find("id_token");
    if (token == json->end() || !token->is_string() ||
        token->get_ref<std::string const&>().size() > longest_token) {
        return not_understood("it holds no ID token");
    }
    return token->get<std::string>();
}

}  // namespace safetycell::contract
