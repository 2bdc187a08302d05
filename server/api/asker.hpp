#pragma once
// Who asks: found from the token or the cookies of a request, and held against the table of permissions.

#include "api/route.hpp"

#include <string>
#include <string_view>

namespace safetycell::api {

/// Error `unauthenticated` when the request carries a token that is not (or no more) valid: a program should
/// not be taken for nobody. A cookie that is not valid is nobody: its page asks to sign in again.
Result<Asker> find_asker(Request const& request, SignInRules const& rules, store::ReadTx const& tx);

/// Error unless the asker may ask for the action at all.
Result<void> check_may(Asker const& asker, domain::Action action);
/// Error unless the asker may do the action to this. `not_found` where they may not know of it: `missing` is
/// the sentence they would read if it did not exist.
Result<void> check_may(Asker const& asker, domain::Action action, domain::Target const& target,
                       std::string_view missing);

/// A request that changes something must come from a page of ours, or from a program that no browser lends its
/// cookies to. Error `forbidden`.
Result<void> check_origin(Request const& request, Asker const& asker);

/// The name of the session's cookie; under TLS with the prefix that binds it to this host and to TLS.
std::string_view session_cookie(SignInRules const& rules);
/// The name of the cookie that binds an attempt to sign in with a provider to one browser.
std::string_view attempt_cookie(SignInRules const& rules);
/// The value of a cookie of the request; empty where there is none of that name.
std::string_view cookie_value(Request const& request, std::string_view name);
/// The name of the cookie that holds the token of a paired screen.
std::string_view screen_cookie(SignInRules const& rules);
/// Values of Set-Cookie.
std::string cookie_with(std::string_view token, SignInRules const& rules);
std::string cookie_gone(SignInRules const& rules);
std::string attempt_cookie_with(std::string_view secret, seconds lives, SignInRules const& rules);
std::string screen_cookie_with(std::string_view token, seconds lives, SignInRules const& rules);

}  // namespace safetycell::api
