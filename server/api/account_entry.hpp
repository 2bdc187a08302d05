#pragma once
// What the handlers about accounts have in common.

#include "api/route.hpp"
#include "contract/accounts.hpp"
#include "store/accounts.hpp"

#include <string>

namespace safetycell::api {

/// The account with its assignments by code.
contract::AccountEntry entry_of(store::StoredAccount const& stored, store::ReadTx const& tx);

/// The account whose login stands in the path.
Result<store::StoredAccount> account_in_path(Context const& context, store::ReadTx const& tx);

/// Whoever asks, as the author of a change, and from where.
store::Author author_of(Context const& context, std::string why);
/// The same for somebody who is not signed in yet.
store::Author author_of(Request const& request, std::string who, std::string why);

/// A reply of JSON that nobody keeps.
Reply json_reply(std::string body, int status = 200);

}  // namespace safetycell::api
