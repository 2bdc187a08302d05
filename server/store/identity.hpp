#pragma once
// What proves who somebody is: passwords, sessions, one-time links, tokens of programs. Stored as hashes only,
// and replaced and forgotten, unlike records. Callers make the secrets and hash them; here they come hashed.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "domain/narrowing.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// The hash as hash_password made it; none while the account has no password.
std::optional<std::string> find_password_hash(ReadTx const& tx, AccountId account);
void set_password_hash(WriteTx& tx, AccountId account, std::string_view hash);

struct Session {
    std::string token_sha256;
    AccountId account;
    Instant began_at;
    Instant seen_at;      ///< When it was last used to change something or to say that somebody is there.
    std::string address;  ///< Where it began.
    std::string program;  ///< The browser, as it calls itself.
};
void insert_session(WriteTx& tx, Session const& session);
std::optional<Session> find_session(ReadTx const& tx, std::string_view token_sha256);
/// Newest first.
std::vector<Session> load_sessions(ReadTx const& tx, AccountId account);
void set_session_seen(WriteTx& tx, std::string_view token_sha256);
void delete_session(WriteTx& tx, std::string_view token_sha256);
/// All of the account but that one; "": all.
void delete_sessions(WriteTx& tx, AccountId account, std::string_view but_token_sha256 = {});
/// Those that nobody can use any more.
void delete_sessions_before(WriteTx& tx, Instant began, Instant seen);

/// Valid until `expires_at`; those that the account had before are void.
void insert_access_link(WriteTx& tx, AccountId account, std::string_view token_sha256, Instant expires_at);
/// Whose it is; none when it was used, has expired, or never was.
std::optional<AccountId> find_access_link(ReadTx const& tx, std::string_view token_sha256, Instant now);
void delete_access_links(WriteTx& tx, AccountId account);

struct ApiToken {
    std::int64_t id = 0;
    AccountId account;
    std::string name;  ///< What it is for, in the words of whoever made it.
    bool read_only = true;
    domain::Narrowing narrowing;  ///< What it may less than its account.
    bool paired = false;          ///< A screen holds it.
    Instant made_at;
    Instant expires_at;
};
/// Gives its number.
std::int64_t insert_api_token(WriteTx& tx, ApiToken const& token, std::string_view token_sha256);
std::optional<ApiToken> find_api_token(ReadTx const& tx, std::string_view token_sha256, Instant now);
/// From now on only a screen holds it, which knows the secret behind this hash.
void pair_api_token(WriteTx& tx, std::int64_t id, std::string_view token_sha256);
/// Those that have not expired, newest first.
std::vector<ApiToken> load_api_tokens(ReadTx const& tx, AccountId account, Instant now);
/// False when the account has no such token.
bool delete_api_token(WriteTx& tx, AccountId account, std::int64_t id);
void delete_api_tokens(WriteTx& tx, AccountId account);

/// Failures to sign in of late: `subject` says upon whom, from where, or both.
struct SignInFailures {
    std::int64_t failures = 0;
    Instant last_at;
};
std::optional<SignInFailures> find_sign_in_failures(ReadTx const& tx, std::string_view subject);
/// So many now, of which the last is just now. Those of others that are older than `forgotten_before` are
/// forgotten.
void set_sign_in_failures(WriteTx& tx, std::string_view subject, std::int64_t failures,
                          Instant forgotten_before);
void forget_sign_in_failures(WriteTx& tx, std::string_view subject);

}  // namespace safetycell::store
