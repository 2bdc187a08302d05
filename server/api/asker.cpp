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

Result<Asker> asker_of_token(std::string_view token, Instant now, store::ReadTx const& tx) {
    Asker asker;
    auto const found = store::find_api_token(tx, sha256_hex(token), now);
    if (found) asker.actor = actor_of(tx, found->account);
    if (!asker.actor) {
        return failure(ErrorCode::unauthenticated,
                       "This token is not valid: it was revoked, has expired, or its account is disabled. Make "
                       "another one on the page of your account.",
                       "Authorization");
    }
    asker.read_only = found->read_only;
    return asker;
}

Error sign_in_error() {
    return {ErrorCode::unauthenticated, "Nobody is signed in here; sign in at /sign-in.", ""};
}

Error forbidden_error() {
    return {ErrorCode::forbidden, "Your role does not allow this; ask an administrator if it should.", ""};
}

}  // namespace

Result<Asker> find_asker(Request const& request, SignInRules const& rules, store::ReadTx const& tx) {
    if (!request.authorization.empty()) {
        std::string_view const header = request.authorization;
        if (!header.starts_with(bearer_prefix)) {
            return failure(ErrorCode::unauthenticated, "Write `Authorization: Bearer` and a token.",
                           "Authorization");
        }
        return asker_of_token(trimmed(header.substr(bearer_prefix.size())), request.received_at, tx);
    }
    std::string_view const token = cookie_named(request.cookie, session_cookie(rules));
    if (token.empty()) return Asker{};
    Asker asker;
    std::string hash = sha256_hex(token);
    auto const session = store::find_session(tx, hash);
    // One of the future is of a clock that was wrong, and would never end.
    bool const is_of_the_past = session && session->seen_at <= request.received_at + rules.idle_limit;
    bool const lives = is_of_the_past && request.received_at - session->began_at < rules.absolute_limit &&
                       request.received_at - session->seen_at < rules.idle_limit;
    if (!lives) return asker;
    asker.actor = actor_of(tx, session->account);
    if (asker.actor) asker.session_sha256 = std::move(hash);
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
    bool const by_cookie = !asker.session_sha256.empty();
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

std::string cookie_with(std::string_view token, SignInRules const& rules) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", session_cookie(rules), token,
                       rules.absolute_limit.count(), rules.over_tls ? "; Secure" : "");
}

std::string cookie_gone(SignInRules const& rules) {
    return fmt::format("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", session_cookie(rules),
                       rules.over_tls ? "; Secure" : "");
}

}  // namespace safetycell::api
