#pragma once
// The second factor of an account: set by its owner with a code that proves that an authenticator holds the
// secret, asked for at sign-in, removed by its owner with a code or by an administrator.

#include "api/route.hpp"
#include "base/ids.hpp"

#include <optional>
#include <string_view>

namespace safetycell::api {

/// GET: whether one is set, and how many recovery codes are left.
Result<Reply> get_second_factor(Context const& context, store::ReadTx& tx);
/// POST: a secret for the authenticator, told this once; it does not count yet.
Result<Reply> offer_second_factor(Context const& context, store::WriteTx& tx);
/// PUT {code}: from now on it counts. Gives the recovery codes, for the only time; ends the other sessions.
Result<Reply> confirm_second_factor(Context const& context, store::WriteTx& tx);
/// POST {code}.
Result<Reply> remove_second_factor(Context const& context, store::WriteTx& tx);
/// DELETE, for administrators.
Result<Reply> remove_second_factor_of(Context const& context, store::WriteTx& tx);

bool has_second_factor(store::ReadTx const& tx, AccountId account);

enum class AcceptedCode { one_time, recovery };
/// Takes a code of the authenticator or a recovery code; either works once. None: it is wrong.
std::optional<AcceptedCode> accept_code(store::WriteTx& tx, AccountId account, std::string_view given);
Error wrong_code();

}  // namespace safetycell::api
