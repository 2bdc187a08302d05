#pragma once
// Signing in and out, and what somebody does about their own account: password, sessions, tokens of programs.

#include "api/route.hpp"

namespace safetycell::api {

/// GET: who is signed in. Open to everybody: a page asks it to learn whether to ask for a password.
Result<Reply> get_session(Context const& context, store::ReadTx& tx);
/// POST {login, password}: begins a session. Failures cost time: see domain/passwords.hpp.
Result<Reply> begin_session(Context const& context, store::WriteTx& tx);
/// DELETE: ends it.
Result<Reply> end_session(Context const& context, store::WriteTx& tx);
/// POST: somebody is still there, which is what the idle limit asks.
Result<Reply> renew_session(Context const& context, store::WriteTx& tx);
/// POST {token, password}: sets the password of the account that a one-time link is for, and begins a session.
Result<Reply> use_access_link(Context const& context, store::WriteTx& tx);

/// POST {code, login, name, password}: the first administrator.
Result<Reply> set_up(Context const& context, store::WriteTx& tx);

Result<Reply> list_sessions(Context const& context, store::ReadTx& tx);
/// DELETE: ends all of the account's sessions, on whatever machine they are, and this one.
Result<Reply> end_sessions(Context const& context, store::WriteTx& tx);
/// POST {password, new_password}: ends all other sessions.
Result<Reply> change_password(Context const& context, store::WriteTx& tx);

Result<Reply> list_tokens(Context const& context, store::ReadTx& tx);
/// POST {name, days, read_only}: gives the token, for the only time.
Result<Reply> make_token(Context const& context, store::WriteTx& tx);
Result<Reply> revoke_token(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
