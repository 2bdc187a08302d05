#pragma once
// Accounts as their owners and administrators see them. No hash and no token is ever among it, but the one that
// is told once when it is made.

#include "base/civil_time.hpp"
#include "domain/permissions.hpp"

#include <cstdint>
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
};

/// Nobody is signed in. `setup_needed`: there is nobody yet who could.
std::string render_nobody(bool setup_needed);
/// Who is signed in, and how far each action reaches for them.
std::string render_signed_in(AccountEntry const& entry);
std::string render_account(AccountEntry const& entry);
std::string render_accounts(std::vector<AccountEntry> const& entries);
/// An account with the one-time link that was just made for it.
std::string render_access_link(AccountEntry const& entry, std::string_view path, Instant expires_at);

struct SessionEntry {
    Instant began_at;
    Instant seen_at;
    std::string address;
    std::string program;
    bool is_this = false;
};
std::string render_sessions(std::vector<SessionEntry> const& sessions);

struct TokenEntry {
    std::int64_t id = 0;
    std::string name;
    bool read_only = true;
    Instant made_at;
    Instant expires_at;
};
std::string render_tokens(std::vector<TokenEntry> const& tokens);
/// With the token itself, for the only time.
std::string render_new_token(TokenEntry const& entry, std::string_view token);

}  // namespace safetycell::contract
