#pragma once
// Whether an ID token says what it says (OpenID Connect Core 1.0, section 3.1.3.7): signed by a key of the
// provider, by it, for this server, for this very attempt to sign in, and still in force. Pure but for its
// arguments.

#include "base/civil_time.hpp"
#include "base/result.hpp"
#include "contract/provider.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace safetycell::oidc {

/// What a token must say.
struct Expectation {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    Instant now;
};

/// Error `unauthenticated` for a token that is not to be believed; `not_found` when it names a key that is not
/// among these, so that the keys may be asked for again: providers change them.
Result<contract::TokenClaims> check_id_token(std::string_view token,
                                             std::vector<contract::ProviderKey> const& keys,
                                             Expectation const& expected, contract::ClaimNames const& names);

}  // namespace safetycell::oidc
