#pragma once
// Tokens that programs show instead of a password.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_tokens(Context const& context, store::ReadTx& tx);
/// POST {name, days, read_only}: gives the token, for the only time.
Result<Reply> make_token(Context const& context, store::WriteTx& tx);
Result<Reply> revoke_token(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
