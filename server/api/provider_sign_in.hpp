#pragma once
// Signing in with an account of the enterprise at its OpenID provider. The browser is sent there and comes back
// to the page for signing in with a code, which that page sends here. An account here is made for whoever comes
// for the first time, and is bound to the provider's issuer and subject, never to a name: nobody gets somebody
// else's account by being called alike. Role and organizations follow what the provider says, at each sign-in.

#include "api/route.hpp"
#include "oidc/provider.hpp"

#include <string>
#include <utility>
#include <vector>

namespace safetycell::api {

struct ProviderSignIn {
    oidc::Provider client;
    std::string name;  ///< On the button.
    /// A value of the role claim, and the role here; the first that somebody has counts.
    std::vector<std::pair<std::string, domain::Role>> roles;
    bool maps_organizations = false;  ///< The provider says for which organizations; else administrators do.
};

/// POST: gives the address to go to, and a cookie that binds the attempt to this browser.
Result<Rest> begin_provider_sign_in(Context const& context, store::Connection& connection);
/// POST {code, state}: begins a session.
Result<Rest> end_provider_sign_in(Context const& context, store::Connection& connection);

}  // namespace safetycell::api
