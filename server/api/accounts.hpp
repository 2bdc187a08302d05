#pragma once
// Accounts, for administrators: who there is, inviting, changing roles and assignments, links to set a
// password.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_accounts(Context const& context, store::ReadTx& tx);
/// POST {login, name, role, organizations, sites, all_sites}: gives a link with which its owner sets a
/// password.
Result<Reply> invite_account(Context const& context, store::WriteTx& tx);
/// PUT, with `change` of the revision that was seen and a reason. A disabled account is signed out at once.
Result<Reply> revise_account(Context const& context, store::WriteTx& tx);
/// POST: another link for an account, which voids those before.
Result<Reply> make_access_link(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
