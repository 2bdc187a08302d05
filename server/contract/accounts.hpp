#pragma once
// Accounts as their owners and administrators see them. No hash and no token is ever among it, but the one that
// is told once when it is made.

#include "base/civil_time.hpp"
#include "domain/organization.hpp"
#include "domain/permissions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::contract {

/// An account with its assignments by code.
struct AccountEntry {
    domain::Account account;
    std::vector<std::string> organizations;
    std::vector<std::string> sites;
    Revision change = 0;        ///< Of its newest revision: what an edit of it must name.
    bool has_password = false;  ///< Without one it was invited and has not come yet.
    bool has_second_factor = false;
    bool by_provider = false;  ///< Bound to an account of the provider.
};

/// Nobody is signed in. `provider` is the name of the one with whose accounts people may sign in; empty: there
/// is none.
std::string render_nobody(std::string_view provider = {});
/// There is nobody yet who could sign in: what the setup page is to ask for. `enterprise` is null where there
/// is none yet; `slots` are those until others are set.
std::string render_setup_needed(domain::Enterprise const* enterprise, std::vector<TimeOfDay> const& slots);
/// Where a browser goes to sign in.
std::string render_provider_address(std::string_view address);
/// Who is signed in, and how far each action reaches for them.
std::string render_signed_in(AccountEntry const& entry);
/// Nobody is signed in yet: the password is right, and a code is needed with it.
std::string render_second_factor_needed();
std::string render_account(AccountEntry const& entry);
std::string render_accounts(std::vector<AccountEntry> const& entries);
/// An account with the one-time link that was just made for it.
std::string render_access_link(AccountEntry const& entry, std::string_view path, Instant expires_at);

/// An account without a password, which needs no link.
std::string render_screen_account(AccountEntry const& entry);

struct SessionEntry {
    Instant began_at;
    Instant seen_at;
    std::string address;
    std::string program;
    bool is_this = false;
};
std::string render_sessions(std::vector<SessionEntry> const& sessions);

struct SecondFactorEntry {
    bool set = false;
    bool possible = false;  ///< The account has a password, after which it is asked for.
    std::int64_t recovery_codes = 0;
};
std::string render_second_factor(SecondFactorEntry const& entry);
/// The secret for people to type, and the address for authenticators to read from a picture.
std::string render_offered_second_factor(std::string_view secret, std::string_view address);
std::string render_recovery_codes(std::vector<std::string> const& codes);

struct FailedSignInEntry {
    std::string login;  ///< Empty: there is no such account.
    std::string address;
    std::string proof;
    Instant first_at;
    Instant last_at;
    std::int64_t count = 0;
};
std::string render_failed_sign_ins(std::vector<FailedSignInEntry> const& entries);

struct TokenEntry {
    std::int64_t id = 0;
    std::string name;
    bool read_only = true;
    std::optional<domain::Role> role;  ///< Narrower than that of the account; none: the same.
    std::vector<std::string> organizations;
    std::vector<std::string> sites;
    bool paired = false;  ///< A screen holds it.
    Instant made_at;
    Instant expires_at;
};
std::string render_tokens(std::vector<TokenEntry> const& tokens);
/// With the token itself, for the only time.
std::string render_new_token(TokenEntry const& entry, std::string_view token);

}  // namespace safetycell::contract
