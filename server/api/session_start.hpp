#pragma once
// The beginning of a session, and setting a password: what every way of signing in has in common.

#include "api/route.hpp"
#include "base/ids.hpp"

#include <string>
#include <string_view>

namespace safetycell::api {

/// Begins a session and answers with it. The change is open and the event logged.
Reply signed_in(Context const& context, store::WriteTx& tx, AccountId account, int status = 200);

/// Another password. Whatever else could prove to be the account is void, for whoever knew the old one may have
/// made themselves another way in.
void replace_password(store::WriteTx& tx, AccountId account, std::string_view hash);

/// A token must not make itself successors, so that revoking it ends what it gave.
Result<void> check_session(Context const& context);

Reply nothing_left();

/// Of what people type: a password, a token, a link.
inline constexpr std::size_t longest_secret = 1024;
/// Of logins and codes as they are typed.
inline constexpr std::size_t longest_typed = 100;

}  // namespace safetycell::api
