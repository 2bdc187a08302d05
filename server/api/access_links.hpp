#pragma once
// One-time links with which the owner of an account sets a password.

#include "store/transaction.hpp"

#include <string>

namespace safetycell::api {

inline constexpr seconds access_link_lives = std::chrono::hours{24 * 3};

/// Makes one, which voids those before, and gives the path of the page that takes it. The token stands behind
/// the number sign, where no server, log or proxy sees it.
std::string make_access_path(store::WriteTx& tx, AccountId account);

}  // namespace safetycell::api
