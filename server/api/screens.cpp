#include "api/screens.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/session_start.hpp"
#include "base/sha256.hpp"
#include "contract/object_reader.hpp"
#include "store/identity.hpp"
#include "store/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::api {
namespace {

constexpr int token_bytes = 32;
constexpr std::string_view site_prefix = "site:";

bool is_assigned(domain::Actor const& actor, std::string_view scope, store::ReadTx const& tx) {
    if (actor.all_sites) return true;
    if (!scope.starts_with(site_prefix)) return false;
    auto const site = store::find_site(tx, scope.substr(site_prefix.size()));
    return site && std::binary_search(actor.sites.begin(), actor.sites.end(), site->id);
}

}  // namespace

Result<Reply> pair_screen(Context const& context, store::WriteTx& tx) {
    contract::ObjectReader body(context.request.body);
    std::string const given = body.secret("token", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const token = store::find_api_token(tx, sha256_hex(given), tx.now());
    auto const stored = token ? store::find_account(tx, token->account) : std::nullopt;
    bool const is_for_screen =
        stored && stored->account.role == domain::Role::screen && !stored->account.disabled;
    if (!is_for_screen || token->paired) {
        return failure(
            ErrorCode::not_found,
            "This link was used already, has expired or is for no screen; ask an administrator for another "
            "one.",
            "token");
    }
    std::string const secret = "sc_" + random_hex(token_bytes);
    store::pair_api_token(tx, token->id, sha256_hex(secret));
    tx.open_change(author_of(context.request, stored->account.login, "Paired a screen"));
    store::log_account_event(tx, token->account, store::AccountEvent::signed_in, token->name);
    Reply reply = nothing_left();
    reply.headers.emplace_back(
        "Set-Cookie", screen_cookie_with(secret, token->expires_at - tx.now(), context.service.sign_in));
    return reply;
}

Result<void> check_wall(Context const& context, std::string_view scope, store::ReadTx const& tx) {
    if (!context.service.sign_in.walls_need_token) return {};
    auto const& actor = context.asker.actor;
    if (!actor) {
        return failure(
            ErrorCode::unauthenticated,
            "Walls of this server are for paired screens and for whoever is signed in; an administrator "
            "pairs this one with a link.",
            "screen");
    }
    if (actor->role != domain::Role::screen || is_assigned(*actor, scope, tx)) return {};
    return failure(ErrorCode::not_found,
                   "This screen has no wall of this scope; an administrator says what it is assigned to.",
                   "scope");
}

Result<Reply> admit_live(Context const& context, store::ReadTx& tx) {
    auto const given = context.request.query.find("audience");
    std::string_view const audience =
        given == context.request.query.end() ? "" : std::string_view{given->second};
    constexpr std::string_view wall = "wall/";
    std::string_view const scope = audience.starts_with(wall) ? audience.substr(wall.size()) : audience;
    if (auto may = check_wall(context, scope, tx); !may) return tl::unexpected(may.error());
    return nothing_left();
}

}  // namespace safetycell::api
