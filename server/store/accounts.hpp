#pragma once
// Accounts as records, and the log of what happened to what proves who somebody is. See identity.hpp for the
// proofs themselves.

#include "domain/account.hpp"
#include "store/records.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// Key: login. The id of the argument is ignored.
Put<domain::Account> put_account(WriteTx& tx, domain::Account account);

struct StoredAccount {
    domain::Account account;
    Revision change = 0;  ///< Of the newest revision.
};
std::optional<StoredAccount> find_account(ReadTx const& tx, std::string_view login);
std::optional<StoredAccount> find_account(ReadTx const& tx, AccountId id);
/// As it was at that revision; none when it did not exist yet.
std::optional<StoredAccount> account_known_at(ReadTx const& tx, AccountId id, Revision revision);
/// By login.
std::vector<StoredAccount> load_accounts(ReadTx const& tx);
/// Whether anybody may administer this server and can sign in: whoever was invited and has not come yet cannot.
bool has_admin(ReadTx const& tx);

enum class AccountEvent : std::uint8_t {
    signed_in,
    signed_out,
    signed_out_everywhere,
    password_set,
    link_made,
    second_factor_set,
    second_factor_removed,
    token_made,
    token_revoked,
};
std::string_view to_string(AccountEvent event);

/// Whether the account was ever signed in to by a change of this source.
bool was_signed_in_from(ReadTx const& tx, AccountId account, std::string_view source);

/// Logs it as part of the open change, of which it must be the only event.
void log_account_event(WriteTx& tx, AccountId account, AccountEvent event, std::string_view detail = {});

}  // namespace safetycell::store
