#include "api/sign_in.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/errors.hpp"
#include "api/query_values.hpp"
#include "api/setup_code.hpp"
#include "base/password.hpp"
#include "base/sha256.hpp"
#include "contract/object_reader.hpp"
#include "domain/common_passwords.hpp"
#include "domain/passwords.hpp"
#include "store/identity.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace safetycell::api {
namespace {

constexpr int token_bytes = 32;
constexpr std::size_t longest_secret = 1024;
constexpr std::size_t longest_typed = 100;
/// A person at one place mistypes a few times; behind one address there may be a whole office; and an account
/// that is tried from everywhere slows only those from whose address nobody ever signed in to it.
constexpr std::int64_t free_failures_of_a_pair = 5;
constexpr std::int64_t free_failures_of_an_address = 30;
constexpr std::int64_t free_failures_of_an_account = 20;
constexpr seconds failures_are_kept = std::chrono::hours{24};

/// The network that one customer is given: of an IPv6 address the first 64 bits, for the rest are theirs to
/// change.
std::string network_of(std::string const& address) {
    std::array<unsigned char, 16> bytes{};
    std::string const bare = address.starts_with('[') ? address.substr(1, address.size() - 2) : address;
    if (inet_pton(AF_INET6, bare.c_str(), bytes.data()) != 1) return address;
    return fmt::format("{:02x}/64", fmt::join(bytes.begin(), bytes.begin() + 8, ""));
}

/// Somebody who tries to sign in as somebody from somewhere: what the failures are counted under.
class Attempt {
public:
    Attempt(Request const& request, std::string const& login)
        : pair_(fmt::format("{} from {}", login, network_of(request.address))),
          address_(fmt::format("from {}", network_of(request.address))),
          account_(login) {}

    /// How long it must wait still; zero: it is heard. Who was here before waits for their own failures only.
    seconds wait(store::ReadTx const& tx, Instant now, bool is_known_here) const {
        seconds longest{0};
        for (auto const& [subject, free] : subjects()) {
            if (is_known_here && subject != pair_) continue;
            auto const failed = store::find_sign_in_failures(tx, subject);
            if (!failed) continue;
            seconds const wait = domain::wait_after_failures(remaining(*failed, now), free);
            // A clock that has gone back must not make anybody wait for it to catch up.
            longest = std::max(longest, std::min(wait, failed->last_at + wait - now));
        }
        return longest;
    }

    void failed(store::WriteTx& tx) const {
        for (auto const& [subject, free] : subjects()) {
            auto const before = store::find_sign_in_failures(tx, subject);
            std::int64_t const failures = before ? remaining(*before, tx.now()) : 0;
            store::set_sign_in_failures(tx, subject, failures + 1, tx.now() - failures_are_kept);
        }
    }

    /// The address keeps its count: it may be trying others.
    void succeeded(store::WriteTx& tx) const { store::forget_sign_in_failures(tx, pair_); }

private:
    static std::int64_t remaining(store::SignInFailures const& failed, Instant now) {
        return domain::remaining_failures(failed.failures, now - failed.last_at);
    }

    std::array<std::pair<std::string, std::int64_t>, 3> subjects() const {
        return {{{pair_, free_failures_of_a_pair},
                 {address_, free_failures_of_an_address},
                 {account_, free_failures_of_an_account}}};
    }

    std::string pair_;
    std::string address_;
    std::string account_;
};

Error wrong_password() {
    return {
        ErrorCode::unauthenticated,
        "Login and password do not belong together; check both, or ask an administrator for a link to set a "
        "new password.",
        "password"};
}

/// A reply and not a failure, so that what was counted stays counted.
Reply refused(Context const& context, Error const& error) {
    return error_reply(error, context.request.request_id);
}

Reply told_to_wait(Context const& context, seconds wait) {
    Reply reply =
        refused(context, {ErrorCode::too_many,
                          fmt::format("Signing in failed too often; try again in {} s.", wait.count()), ""});
    reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return reply;
}

/// Begins a session and answers with it. The change is open and the event logged.
Reply signed_in(Context const& context, store::WriteTx& tx, AccountId account, int status = 200) {
    SignInRules const& rules = context.service.sign_in;
    Instant const now = tx.now();
    store::delete_sessions_before(tx, now - rules.absolute_limit, now - rules.idle_limit);
    std::string const token = random_hex(token_bytes);
    store::insert_session(
        tx, {sha256_hex(token), account, now, now, context.request.address, context.request.program});
    auto const stored = store::find_account(tx, account);
    Reply reply = json_reply(contract::render_signed_in(entry_of(stored.value(), tx)), status);
    reply.headers.emplace_back("Set-Cookie", cookie_with(token, rules));
    return reply;
}

Result<void> set_password(store::WriteTx& tx, domain::Account const& account, std::string const& password) {
    if (auto good = domain::check_password(password, account.login, domain::common_passwords()); !good) {
        return good;
    }
    store::set_password_hash(tx, account.id, hash_password(password));
    // Whoever knew the old one may have made themselves another way in.
    store::delete_access_links(tx, account.id);
    store::delete_api_tokens(tx, account.id);
    return {};
}

/// A token must not make itself successors, so that revoking it ends what it gave.
Result<void> check_session(Context const& context) {
    if (!context.asker.session_sha256.empty()) return {};
    return failure(ErrorCode::forbidden,
                   "Tokens are made and revoked by a person who is signed in, not by a token.");
}

Reply nothing_left() {
    Reply reply;
    reply.status = 204;
    return reply;
}

}  // namespace

Result<Reply> get_session(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    if (!context.asker.actor) return json_reply(contract::render_nobody(!store::has_admin(tx)));
    auto const stored = store::find_account(tx, context.asker.actor->account);
    return json_reply(contract::render_signed_in(entry_of(stored.value(), tx)));
}

Result<Reply> begin_session(Context const& context, store::WriteTx& tx) {
    contract::ObjectReader body(context.request.body);
    std::string const typed = body.line("login", longest_typed);
    std::string const password = body.secret("password", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const login = domain::login_from(typed);
    if (!login) return refused(context, wrong_password());

    auto const stored = store::find_account(tx, *login);
    Attempt const attempt(context.request, *login);
    bool const known_here =
        stored && store::was_signed_in_from(tx, stored->account.id, author_of(context.request, "", "").source);
    if (seconds const wait = attempt.wait(tx, tx.now(), known_here); wait > seconds{0}) {
        return told_to_wait(context, wait);
    }
    auto const hash = stored ? store::find_password_hash(tx, stored->account.id) : std::nullopt;
    // As long for a login that does not exist: the time must not tell which ones do.
    static std::string const nobody = hash_password("nobody has this password");
    bool const matches = password_matches(password, hash.value_or(nobody)) && hash;
    if (!matches || stored->account.disabled) {
        attempt.failed(tx);
        return refused(context, wrong_password());
    }
    attempt.succeeded(tx);
    tx.open_change(author_of(context.request, *login, "Signed in"));
    store::log_account_event(tx, stored->account.id, store::AccountEvent::signed_in, context.request.program);
    return signed_in(context, tx, stored->account.id);
}

Result<Reply> end_session(Context const& context, store::WriteTx& tx) {
    if (!context.asker.session_sha256.empty()) {
        tx.open_change(author_of(context, "Signed out"));
        store::log_account_event(tx, context.asker.actor->account, store::AccountEvent::signed_out);
        store::delete_session(tx, context.asker.session_sha256);
    }
    Reply reply = nothing_left();
    reply.headers.emplace_back("Set-Cookie", cookie_gone(context.service.sign_in));
    return reply;
}

Result<Reply> renew_session(Context const&, store::WriteTx&) {
    return nothing_left();  // Any command that a session carries renews it.
}

Result<Reply> use_access_link(Context const& context, store::WriteTx& tx) {
    contract::ObjectReader body(context.request.body);
    std::string const token = body.secret("token", longest_secret);
    std::string const password = body.secret("password", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const account = store::find_access_link(tx, sha256_hex(token), tx.now());
    auto const stored = account ? store::find_account(tx, *account) : std::nullopt;
    if (!stored || stored->account.disabled) {
        return failure(ErrorCode::not_found,
                       "This link was used already or has expired; ask an administrator for another one.",
                       "token");
    }
    if (auto set = set_password(tx, stored->account, password); !set) return tl::unexpected(set.error());
    tx.open_change(author_of(context.request, stored->account.login, "Set a password by a one-time link"));
    store::log_account_event(tx, *account, store::AccountEvent::password_set, context.request.program);
    store::delete_sessions(tx, *account);
    return signed_in(context, tx, *account);
}

Result<Reply> set_up(Context const& context, store::WriteTx& tx) {
    contract::ObjectReader body(context.request.body);
    std::string const code = body.line("code", longest_typed);
    std::string const typed = body.line("login", longest_typed);
    std::string const name = body.line("name", store::longest_name);
    std::string const password = body.secret("password", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    if (store::has_admin(tx)) {
        return failure(ErrorCode::conflict,
                       "This server is set up already; sign in, or ask its administrator.");
    }
    Attempt const attempt(context.request, "setup");
    if (seconds const wait = attempt.wait(tx, tx.now(), false); wait > seconds{0}) {
        return told_to_wait(context, wait);
    }
    if (!context.service.setup_code.matches(code)) {
        attempt.failed(tx);
        return refused(context,
                       {ErrorCode::invalid,
                        "This is not the setup code; the server prints it where it was started, or in its "
                        "log.",
                        "code"});
    }
    auto const login = domain::login_from(typed);
    if (!login) {
        return failure(ErrorCode::invalid,
                       "A login has letters a to z, digits, dots, dashes, underscores and at signs.", "login");
    }
    tx.open_change(author_of(context.request, *login, "Set the server up"));
    domain::Account account;
    account.login = *login;
    account.name = name;
    account.role = domain::Role::admin;
    account = store::put_account(tx, std::move(account)).record;
    if (auto set = set_password(tx, account, password); !set) return tl::unexpected(set.error());
    store::log_account_event(tx, account.id, store::AccountEvent::password_set, context.request.program);
    return signed_in(context, tx, account.id, 201);
}

Result<Reply> list_sessions(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    SignInRules const& rules = context.service.sign_in;
    Instant const now = context.request.received_at;
    std::vector<contract::SessionEntry> entries;
    for (store::Session const& session : store::load_sessions(tx, context.asker.actor->account)) {
        if (now - session.began_at >= rules.absolute_limit || now - session.seen_at >= rules.idle_limit)
            continue;
        entries.push_back({session.began_at, session.seen_at, session.address, session.program,
                           session.token_sha256 == context.asker.session_sha256});
    }
    return json_reply(contract::render_sessions(entries));
}

Result<Reply> end_sessions(Context const& context, store::WriteTx& tx) {
    tx.open_change(author_of(context, "Signed out everywhere"));
    store::log_account_event(tx, context.asker.actor->account, store::AccountEvent::signed_out_everywhere);
    store::delete_sessions(tx, context.asker.actor->account);
    Reply reply = nothing_left();
    reply.headers.emplace_back("Set-Cookie", cookie_gone(context.service.sign_in));
    return reply;
}

Result<Reply> change_password(Context const& context, store::WriteTx& tx) {
    contract::ObjectReader body(context.request.body);
    std::string const password = body.secret("password", longest_secret);
    std::string const new_password = body.secret("new_password", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const stored = store::find_account(tx, context.asker.actor->account);
    Attempt const attempt(context.request, stored->account.login);
    if (seconds const wait = attempt.wait(tx, tx.now(), true); wait > seconds{0}) {
        return told_to_wait(context, wait);
    }
    auto const hash = store::find_password_hash(tx, stored->account.id);
    if (!hash || !password_matches(password, *hash)) {
        attempt.failed(tx);
        return refused(context, {ErrorCode::invalid, "This is not the password in force.", "password"});
    }
    if (auto set = set_password(tx, stored->account, new_password); !set) {
        Error error = set.error();
        error.field = "new_password";
        return tl::unexpected(error);
    }
    tx.open_change(author_of(context, "Changed the password"));
    store::log_account_event(tx, stored->account.id, store::AccountEvent::password_set,
                             context.request.program);
    store::delete_sessions(tx, stored->account.id, context.asker.session_sha256);
    return nothing_left();
}

Result<Reply> list_tokens(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    std::vector<contract::TokenEntry> entries;
    for (store::ApiToken const& token :
         store::load_api_tokens(tx, context.asker.actor->account, context.request.received_at)) {
        entries.push_back({token.id, token.name, token.read_only, token.made_at, token.expires_at});
    }
    return json_reply(contract::render_tokens(entries));
}

Result<Reply> make_token(Context const& context, store::WriteTx& tx) {
    constexpr std::int64_t most_days = 366;
    constexpr std::int64_t usual_days = 90;
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    contract::ObjectReader body(context.request.body);
    std::string const name = body.line("name", store::longest_name);
    std::int64_t const days = body.whole_number("days", 1, most_days).value_or(usual_days);
    bool const read_only = body.flag("read_only", true);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    std::string const secret = "sc_" + random_hex(token_bytes);
    store::ApiToken token{
        0, context.asker.actor->account, name, read_only, tx.now(), tx.now() + std::chrono::hours{24 * days}};
    tx.open_change(author_of(context, "Made a token"));
    token.id = store::insert_api_token(tx, token, sha256_hex(secret));
    store::log_account_event(tx, token.account, store::AccountEvent::token_made, name);
    return json_reply(
        contract::render_new_token({token.id, name, read_only, token.made_at, token.expires_at}, secret), 201);
}

Result<Reply> revoke_token(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    auto const id = positive_integer(context.parameters.find("id")->second);
    tx.open_change(author_of(context, "Revoked a token"));
    if (!id || !store::delete_api_token(tx, context.asker.actor->account, *id)) {
        return failure(ErrorCode::not_found,
                       "Your account has no such token; it may have been revoked already.");
    }
    store::log_account_event(tx, context.asker.actor->account, store::AccountEvent::token_revoked,
                             fmt::format("token {}", *id));
    return nothing_left();
}

}  // namespace safetycell::api
