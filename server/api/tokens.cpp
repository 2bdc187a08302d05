#include "api/tokens.hpp"

#include "api/account_entry.hpp"
#include "api/query_values.hpp"
#include "api/session_start.hpp"
#include "base/sha256.hpp"
#include "contract/object_reader.hpp"
#include "store/identity.hpp"

#include <fmt/format.h>

namespace safetycell::api {
namespace {

constexpr int token_bytes = 32;

}  // namespace

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
