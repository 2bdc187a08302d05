#pragma once
// Signing in and out, by password or by a one-time link, with the second factor where there is one; and the
// first administrator. Hashing passwords takes long and runs before the write begins; what it found out holds
// only if the hash in force is still the one it was held against.

#include "api/route.hpp"

namespace safetycell::api {

/// GET: who is signed in. Open to everybody: a page asks it to learn whether to ask for a password.
Result<Reply> get_session(Context const& context, store::ReadTx& tx);
/// POST {login, password, code}: begins a session. An account with a second factor is told that it needs a
/// code, and nothing has begun until both are sent together. Failures cost time: see api/attempt.hpp.
Result<Rest> begin_session(Context const& context, store::Connection& connection);
/// DELETE: ends it.
Result<Reply> end_session(Context const& context, store::WriteTx& tx);
/// POST: somebody is still there, which is what the idle limit asks.
Result<Reply> renew_session(Context const& context, store::WriteTx& tx);
/// POST {token, password}: sets the password of the account that a one-time link is for, and begins a session;
/// not for an account with a second factor, which signs in with both.
Result<Rest> use_access_link(Context const& context, store::Connection& connection);

/// POST {code, login, name, password, …}: the first administrator, and the enterprise or the demo where there
/// is none yet: see api/first_run.hpp. All of it, or nothing.
Result<Rest> set_up(Context const& context, store::Connection& connection);

}  // namespace safetycell::api
