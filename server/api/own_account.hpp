#pragma once
// What somebody does about their own account: where they are signed in, and the password.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_sessions(Context const& context, store::ReadTx& tx);
/// DELETE: ends all of the account's sessions, on whatever machine they are, and this one.
Result<Reply> end_sessions(Context const& context, store::WriteTx& tx);
/// POST {password, new_password}: ends all other sessions.
Result<Rest> change_password(Context const& context, store::Connection& connection);

}  // namespace safetycell::api
