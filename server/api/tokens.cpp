#include "api/tokens.hpp"

#include "api/account_entry.hpp"
#include "api/assignments.hpp"
#include "api/query_values.hpp"
#include "api/session_start.hpp"
#include "base/sha256.hpp"
#include "contract/object_reader.hpp"
#include "store/identity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::api {
namespace {

constexpr int token_bytes = 32;
constexpr std::size_t longest_role = 30;

/// What a token is to be, as it was sent.
struct Wish {
    std::string name;
    std::int64_t days = 0;
    bool read_only = true;
    std::string role;
    std::vector<std::string> organizations;
    std::vector<std::string> sites;
};

Result<Wish> read_wish(std::string const& text) {
    constexpr std::int64_t most_days = 366;
    constexpr std::int64_t usual_days = 90;
    contract::ObjectReader body(text);
    Wish wish;
    wish.name = body.line("name", store::longest_name);
    wish.days = body.whole_number("days", 1, most_days).value_or(usual_days);
    wish.read_only = body.flag("read_only", true);
    wish.role = body.optional_line("role", longest_role);
    wish.organizations = body.lines("organizations", most_assignments, store::longest_code);
    wish.sites = body.lines("sites", most_assignments, store::longest_code);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    return wish;
}

template <class SomeId>
bool holds_all(std::vector<SomeId> const& ids, std::vector<SomeId> const& wanted) {
    return std::includes(ids.begin(), ids.end(), wanted.begin(), wanted.end());
}

/// What is wanted must be the account's now; later uses are held against what it has then. What it is not
/// assigned to is told like what there is not.
Result<domain::Narrowing> narrowing_of(Wish const& wish, domain::Actor const& actor, store::ReadTx const& tx) {
    domain::Narrowing narrowing;
    if (!wish.role.empty()) {
        narrowing.role = domain::role_from(wish.role);
        if (!narrowing.role || !domain::is_within(*narrowing.role, actor.role)) {
            return failure(ErrorCode::invalid,
                           "A token has the role of its account or one that may do less: screen or viewer, or "
                           "ambassador for a safety specialist.",
                           "role");
        }
    }
    auto wanted = read_assignments(wish.organizations, wish.sites, tx);
    if (!wanted) return tl::unexpected(wanted.error());
    auto const whole = domain::narrowed(actor, narrowing);
    if (!whole) return failure(ErrorCode::invalid, "Your account has none of the rights of this role.", "role");
    if (!holds_all(whole->organizations, wanted->organizations)) {
        return tl::unexpected(no_organization(wish.organizations.front()));
    }
    if (!whole->all_sites && !holds_all(whole->sites, wanted->sites)) {
        return tl::unexpected(no_site(wish.sites.front()));
    }
    narrowing.scoped = !wanted->organizations.empty() || !wanted->sites.empty();
    narrowing.organizations = std::move(wanted->organizations);
    narrowing.sites = std::move(wanted->sites);
    return narrowing;
}

contract::TokenEntry entry_of(store::ApiToken const& token, store::ReadTx const& tx) {
    contract::TokenEntry entry{token.id, token.name,   token.read_only, token.narrowing.role, {},
                               {},       token.paired, token.made_at,   token.expires_at};
    for (OrganizationId const id : token.narrowing.organizations)
        entry.organizations.push_back(store::organization_code(tx, id));
    for (SiteId const id : token.narrowing.sites)
        entry.sites.push_back(store::site_code(tx, id));
    return entry;
}

Reply tokens_of(AccountId account, Instant now, store::ReadTx const& tx) {
    std::vector<contract::TokenEntry> entries;
    for (store::ApiToken const& token : store::load_api_tokens(tx, account, now))
        entries.push_back(entry_of(token, tx));
    return json_reply(contract::render_tokens(entries));
}

/// For the actor, by whoever asks.
Result<Reply> make_token_for(domain::Actor const& actor, Context const& context, store::WriteTx& tx) {
    auto const wish = read_wish(context.request.body);
    if (!wish) return tl::unexpected(wish.error());
    auto narrowing = narrowing_of(*wish, actor, tx);
    if (!narrowing) return tl::unexpected(narrowing.error());
    std::string const secret = "sc_" + random_hex(token_bytes);
    store::ApiToken token;
    token.account = actor.account;
    token.name = wish->name;
    token.read_only = wish->read_only;
    token.narrowing = *std::move(narrowing);
    token.made_at = tx.now();
    token.expires_at = tx.now() + std::chrono::hours{24 * wish->days};
    tx.open_change(author_of(context, "Made a token"));
    token.id = store::insert_api_token(tx, token, sha256_hex(secret));
    store::log_account_event(tx, token.account, store::AccountEvent::token_made, wish->name);
    return json_reply(contract::render_new_token(entry_of(token, tx), secret), 201);
}

Result<Reply> revoke_token_from(AccountId account, Context const& context, store::WriteTx& tx) {
    auto const id = positive_integer(context.parameters.find("id")->second);
    tx.open_change(author_of(context, "Revoked a token"));
    if (!id || !store::delete_api_token(tx, account, *id)) {
        return failure(ErrorCode::not_found,
                       "The account has no such token; it may have been revoked already.");
    }
    store::log_account_event(tx, account, store::AccountEvent::token_revoked, fmt::format("token {}", *id));
    return nothing_left();
}

}  // namespace

Result<Reply> list_tokens(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    return tokens_of(context.asker.actor->account, context.request.received_at, tx);
}

Result<Reply> make_token(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    return make_token_for(*context.asker.actor, context, tx);
}

Result<Reply> revoke_token(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    return revoke_token_from(context.asker.actor->account, context, tx);
}

Result<Reply> list_tokens_of(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const stored = account_in_path(context, tx);
    if (!stored) return tl::unexpected(stored.error());
    return tokens_of(stored->account.id, context.request.received_at, tx);
}

Result<Reply> make_screen_token(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    auto const stored = account_in_path(context, tx);
    if (!stored) return tl::unexpected(stored.error());
    domain::Account const& account = stored->account;
    if (account.role != domain::Role::screen || account.disabled) {
        return failure(
            ErrorCode::conflict,
            "Tokens are made here for screens that are enabled; a person makes theirs on the page of their "
            "account.");
    }
    return make_token_for({account.id, account.login, account.role, {}, account.sites, account.all_sites},
                          context, tx);
}

Result<Reply> revoke_token_of(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    auto const stored = account_in_path(context, tx);
    if (!stored) return tl::unexpected(stored.error());
    return revoke_token_from(stored->account.id, context, tx);
}

}  // namespace safetycell::api
