#include "api/asker.hpp"

#include "base/sha256.hpp"
#include "store/accounts.hpp"
#include "store/identity.hpp"

#include <fmt/format.h>

namespace safetycell::api {
namespace {

constexpr std::string_view bearer_prefix = "Bearer ";

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

/// The value of a cookie; empty where there is none of that name.
std::string_view cookie_named(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto const end = std::min(header.find(';'), header.size());
        std::string_view const pair = trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

std::optional<domain::Actor> actor_of(store::ReadTx const& tx, AccountId id) {
    auto stored = store::find_account(tx, id);
    if (!stored || stored->account.disabled) return std::nullopt;
    domain::Account& account = stored->account;
    return domain::Actor{account.id,
                         std::move(account.login),
                         account.role,
                         std::move(account.organizations),
                         std::move(account.sites),
                         account.all_sites};
}

/// Nobody where the token is not (or no more) valid.
Asker asker_of_token(std::string_view token, Instant now, store::ReadTx const& tx) {
    Asker asker;
    auto const found = store::find_api_token(tx, sha256_hex(token), now);
    auto actor = found ? actor_of(tx, found->account) : std::nullopt;
    if (actor) asker.actor = domain::narrowed(*std::move(actor), found->narrowing);
    if (asker.actor) asker.read_only = found->read_only;
    return asker;
}

Result<Asker> asker_of_header(std::string_view header, Instant now, store::ReadTx const& tx) {
    if (!header.starts_with(bearer_prefix)) {
        return failure(ErrorCode::unauthenticated, "Write `Authorization: Bearer` and a token.",
                       "Authorization");
    }
    Asker asker = asker_of_token(trimmed(header.substr(bearer_prefix.size())), now, tx);
    if (asker.actor) return asker;
    return failure(
        ErrorCode::unauthenticated,
        "This token is not valid: it was revoked, has expired, or its account is disabled or has none of "
        "its rights any more. Make another one on the page of your account.",
        "Authorization");
}

Asker asker_of_session(std::string_view token, SignInRules const& rules, Instant now, store::ReadTx const& tx) {
    Asker asker;
    std::string hash = sha256_hex(token);
    auto const session = store::find_session(tx, hash);
    // One of the future is of a clock that was wrong, and would never end.
    bool const is_of_the_past = session && session->seen_at <= now + rules.idle_limit;
    bool const lives = is_of_the_past && now - session->began_at < rules.absolute_limit &&
                       now - session->seen_at < rules.idle_limit;
    if (!lives) return asker;
    asker.actor = actor_of(tx, session->account);
    if (asker.actor) asker.session_sha256 = std::move(hash);
    return asker;
}

std::string cookie_of(std::string_view name, std::string_view value, seconds lives, SignInRules const& rules) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", name, value, lives.count(),
                       rules.over_tls ? "; Secure" : "");
}

Error sign_in_error() {
    return {ErrorCode::unauthenticated, "Nobody is signed in here; sign in at /sign-in.", ""};
}

Error forbidden_error() {
    return {ErrorCode::forbidden, "Your role does not allow this; ask an administrator if it should.", ""};
}

}  // namespace

Result<Asker> find_asker(Request const& request, SignInRules const& rules, store::ReadTx const& tx) {
    Instant const now = request.received_at;
    if (!request.authorization.empty()) return asker_of_header(request.authorization, now, tx);
    std::string_view const session = cookie_named(request.cookie, session_cookie(rules));
    Asker asker = session.empty() ? Asker{} : asker_of_session(session, rules, now, tx);
    std::string_view const screen = cookie_named(request.cookie, screen_cookie(rules));
    if (asker.actor || screen.empty()) return asker;
    asker = asker_of_token(screen, now, tx);
    // A browser sends cookies with what other pages make it ask: none may ever act as a person this way.
    if (!asker.actor || asker.actor->role != domain::Role::screen) return Asker{};
    asker.is_screen = true;
    return asker;
}

Result<void> check_may(Asker const& asker, domain::Action action) {
    switch (domain::may_at_all(asker.actor, action)) {
        case domain::Permission::allowed: return {};
        case domain::Permission::sign_in: return tl::unexpected(sign_in_error());
        case domain::Permission::forbidden:
        case domain::Permission::hidden: break;
    }
    return tl::unexpected(forbidden_error());
}

Result<void> check_may(Asker const& asker, domain::Action action, domain::Target const& target,
                       std::string_view missing) {
    switch (domain::may(asker.actor, action, target)) {
        case domain::Permission::allowed: return {};
        case domain::Permission::sign_in: return tl::unexpected(sign_in_error());
        case domain::Permission::forbidden: return tl::unexpected(forbidden_error());
        case domain::Permission::hidden: break;
    }
    return failure(ErrorCode::not_found, std::string{missing});
}

Result<void> check_origin(Request const& request, Asker const& asker) {
    bool const by_cookie = !asker.session_sha256.empty() || asker.is_screen;
    if (request.origin == Request::Origin::own) return {};
    if (request.origin == Request::Origin::none && !by_cookie) return {};
    return failure(
        ErrorCode::forbidden,
        "This was not sent by a page of this server; open the page here and try again. Programs use a "
        "token.",
        "Origin");
}

std::string_view session_cookie(SignInRules const& rules) {
    return rules.over_tls ? "__Host-safetycell" : "safetycell";
}

std::string_view screen_cookie(SignInRules const& rules) {
    return rules.over_tls ? "__Host-safetycell-screen" : "safetycell-screen";
}

std::string_view attempt_cookie(SignInRules const& rules) {
    return rules.over_tls ? "__Host-safetycell-attempt" : "safetycell-attempt";
}

std::string_view cookie_value(Request const& request, std::string_view name) {
    return cookie_named(request.cookie, name);
}

std::string attempt_cookie_with(std::string_view secret, seconds lives, SignInRules const& rules) {
    return cookie_of(attempt_cookie(rules), secret, lives, rules);
}

std::string cookie_with(std::string_view token, SignInRules const& rules) {
    return cookie_of(session_cookie(rules), token, rules.absolute_limit, rules);
}

std::string cookie_gone(SignInRules const& rules) {
    return cookie_of(session_cookie(rules), "", seconds{0}, rules);
}

std::string screen_cookie_with(std::string_view token, seconds lives, SignInRules const& rules) {
    return cookie_of(screen_cookie(rules), token, lives, rules);
}

}  // namespace safetycell::api
