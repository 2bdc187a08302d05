#pragma once
// The provider with whose accounts people sign in here (OpenID Connect: authorization code with PKCE). Two
// steps: the address that the browser is sent to, and the exchange of the code that it comes back with for who
// somebody is. Both may ask the provider and block for seconds. Used by one thread, which keeps what the
// provider said of itself.

#include "oidc/id_token.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::oidc {

struct ProviderOptions {
    std::string issuer;
    std::string client_id;
    std::string client_secret;
    std::string
        return_address;  ///< The page that the browser comes back to; the provider knows it to the letter.
    std::string scope = "openid profile";
    contract::ClaimNames claims;
};

/// What binds one attempt to one browser: all of it follows from a secret that only the browser has, in a
/// cookie.
struct AttemptSecrets {
    explicit AttemptSecrets(std::string_view secret);

    std::string state;
    std::string nonce;
    std::string code_verifier;
};

class Provider {
public:
    explicit Provider(ProviderOptions options);

    std::string const& issuer() const { return options_.issuer; }

    /// Where the browser is sent. Error `unavailable` while the provider does not answer.
    Result<std::string> authorization_address(AttemptSecrets const& secrets, Instant now);

    /// Who somebody is. Errors `unauthenticated` and `unavailable`, each with a sentence.
    Result<contract::TokenClaims> exchange(std::string const& code, AttemptSecrets const& secrets, Instant now);

private:
    Result<contract::ProviderMetadata> metadata(Instant now);
    /// Asked for anew when it is old, or when `fresh` are needed.
    Result<std::vector<contract::ProviderKey>> keys(Instant now, bool fresh);

    template <class Value>
    struct Kept {
        Value value;
        Instant since;
    };

    ProviderOptions const options_;
    std::optional<Kept<contract::ProviderMetadata>> metadata_;
    std::optional<Kept<std::vector<contract::ProviderKey>>> keys_;
};

}  // namespace safetycell::oidc
