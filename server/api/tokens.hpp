#pragma once
// Tokens that programs and screens show instead of a password: each for one account, with an end, and with a
// role and a scope that may be narrower than the account's. Administrators make those of screens.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_tokens(Context const& context, store::ReadTx& tx);
/// POST {name, days, read_only, role, organizations, sites}: gives the token, for the only time.
Result<Reply> make_token(Context const& context, store::WriteTx& tx);
Result<Reply> revoke_token(Context const& context, store::WriteTx& tx);

/// The same for any account, by administrators, who make tokens for screens only: whoever made one for a person
/// could act as that person.
Result<Reply> list_tokens_of(Context const& context, store::ReadTx& tx);
Result<Reply> make_screen_token(Context const& context, store::WriteTx& tx);
Result<Reply> revoke_token_of(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
