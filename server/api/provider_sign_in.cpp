#include "api/provider_sign_in.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/assignments.hpp"
#include "api/attempt.hpp"
#include "api/session_start.hpp"
#include "base/password.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "contract/object_reader.hpp"
#include "store/identity.hpp"
#include "store/provider_identities.hpp"
#include "store/records.hpp"

#include <algorithm>

namespace safetycell::api {
namespace {

constexpr int secret_bytes = 32;
/// For the whole way there and back, with a password and a second factor on it.
constexpr seconds attempt_lives = std::chrono::minutes{15};
constexpr std::size_t longest_code = 4096;

tl::unexpected<Error> no_provider() {
    return failure(ErrorCode::not_found,
                   "This server signs nobody in elsewhere; sign in with login and password.");
}

Error lost_attempt() {
    return {ErrorCode::unauthenticated,
            "This answer belongs to another attempt to sign in, or came too late; begin again on the page for "
            "signing "
            "in.",
            "state"};
}

/// Counted for each address only: strangers must not make everybody else wait.
Attempt attempt_of(Request const& request) {
    return {request, fmt::format("provider at {}", request.address), std::nullopt};
}

/// A failure that is counted, for it may be somebody who tries out what they found.
Rest counted_failure(Error const& error) {
    return [error](Context const& context, store::WriteTx& tx) -> Result<Reply> {
        attempt_of(context.request).failed(tx, store::Proof::provider);
        return refused_reply(context.request, error);
    };
}

std::optional<domain::Role> role_of(ProviderSignIn const& provider, contract::TokenClaims const& claims) {
    for (auto const& [value, role] : provider.roles) {
        if (std::find(claims.roles.begin(), claims.roles.end(), value) != claims.roles.end()) return role;
    }
    return std::nullopt;
}

/// A login that nobody has: what the provider calls them, with a number where somebody is called so already.
std::string free_login(contract::TokenClaims const& claims, store::ReadTx const& tx) {
    constexpr std::size_t longest = 90;
    auto wanted = domain::login_from(claims.login.substr(0, longest));
    if (!wanted) wanted = domain::login_from(claims.subject.substr(0, longest));
    std::string const base = wanted.value_or("somebody");
    std::string login = base;
    for (int number = 2; store::find_account(tx, login); ++number)
        login = fmt::format("{}-{}", base, number);
    return login;
}

/// What the account is called and may from now on, as the provider says.
Result<void> follow_claims(domain::Account& account, ProviderSignIn const& provider, domain::Role role,
                           contract::TokenClaims const& claims, store::ReadTx const& tx) {
    using domain::Assignment;
    if (check_line_of_text(claims.name, store::longest_name)) account.name = claims.name;
    if (account.name.empty()) account.name = account.login;
    if (assignment_of(role) != assignment_of(account.role)) {
        account.organizations.clear();
        account.sites.clear();
        account.all_sites = false;
    }
    account.role = role;
    Assignment const kind = assignment_of(role);
    bool const takes_organizations = kind == Assignment::one_organization || kind == Assignment::organizations;
    if (!provider.maps_organizations || !takes_organizations) return {};
    account.organizations.clear();
    for (std::string const& code : claims.organizations) {
        auto const organization = store::find_organization(tx, code);
        if (organization && !organization->voided) account.organizations.push_back(organization->id);
    }
    if (kind == Assignment::one_organization && account.organizations.size() != 1) {
        return failure(
            ErrorCode::forbidden,
            "A supervisor answers for exactly one organization, and the provider names none or several that "
            "are known here; ask an administrator.");
    }
    return {};
}

Result<Reply> enter(Context const& context, store::WriteTx& tx, contract::TokenClaims const& claims) {
    if (!store::has_admin(tx)) {
        return failure(ErrorCode::conflict,
                       "This server is not set up yet; whoever started it begins on its page of setup.");
    }
    ProviderSignIn const& provider = *context.service.provider;
    auto const role = role_of(provider, claims);
    if (!role) {
        return failure(
            ErrorCode::forbidden,
            "You are known there, and have no role here; ask an administrator which group gives one.");
    }
    auto const known = store::find_provider_identity(tx, claims.issuer, claims.subject);
    domain::Account account;
    if (known) {
        account = store::find_account(tx, *known)->account;
    } else {
        account.login = free_login(claims, tx);
    }
    if (account.disabled) {
        return failure(ErrorCode::forbidden, "Your account here is disabled; ask an administrator.");
    }
    if (auto followed = follow_claims(account, provider, *role, claims, tx); !followed) {
        return tl::unexpected(followed.error());
    }
    tx.open_change(author_of(context.request, account.login, fmt::format("Signed in by {}", claims.issuer)));
    account = store::put_account(tx, std::move(account)).record;
    if (!store::has_admin(tx)) {
        return failure(ErrorCode::conflict,
                       "With the role that the provider gives you now, nobody would administer this server any "
                       "more; make somebody else an administrator first.");
    }
    if (!known) store::bind_provider_identity(tx, claims.issuer, claims.subject, account.id);
    store::log_account_event(tx, account.id, store::AccountEvent::signed_in, context.request.program);
    Reply reply = signed_in(context, tx, account.id);
    reply.headers.emplace_back("Set-Cookie", attempt_cookie_with("", seconds{0}, context.service.sign_in));
    return reply;
}

}  // namespace

Result<Rest> begin_provider_sign_in(Context const& context, store::Connection&) {
    if (context.service.provider == nullptr) return no_provider();
    std::string const secret = random_hex(secret_bytes);
    auto const address = context.service.provider->client.authorization_address(oidc::AttemptSecrets(secret),
                                                                                context.request.received_at);
    if (!address) return tl::unexpected(address.error());
    Reply reply = json_reply(contract::render_provider_address(*address));
    reply.headers.emplace_back("Set-Cookie",
                               attempt_cookie_with(secret, attempt_lives, context.service.sign_in));
    return Rest{[reply](Context const&, store::WriteTx&) {
        return reply;
    }};
}

Result<Rest> end_provider_sign_in(Context const& context, store::Connection& connection) {
    if (context.service.provider == nullptr) return no_provider();
    contract::ObjectReader body(context.request.body);
    std::string const code = body.secret("code", longest_code);
    std::string const state = body.secret("state", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    {
        store::ReadTx const tx(connection);
        if (seconds const wait = attempt_of(context.request).wait(tx, context.request.received_at);
            wait > seconds{0}) {
            return Rest{[wait](Context const& now, store::WriteTx&) {
                return told_to_wait(now.request, wait);
            }};
        }
    }
    std::string const secret{cookie_value(context.request, attempt_cookie(context.service.sign_in))};
    oidc::AttemptSecrets const secrets(secret);
    if (secret.empty() || !equal_in_constant_time(state, secrets.state)) return counted_failure(lost_attempt());
    auto const claims = context.service.provider->client.exchange(code, secrets, context.request.received_at);
    if (!claims) {
        if (claims.error().code == ErrorCode::unauthenticated) return counted_failure(claims.error());
        return tl::unexpected(claims.error());
    }
    return Rest{[known = *claims](Context const& now, store::WriteTx& tx) {
        return enter(now, tx, known);
    }};
}

}  // namespace safetycell::api
