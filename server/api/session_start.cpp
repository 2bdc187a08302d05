#include "api/session_start.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "base/sha256.hpp"
#include "store/identity.hpp"

namespace safetycell::api {

Reply signed_in(Context const& context, store::WriteTx& tx, AccountId account, int status) {
    constexpr int token_bytes = 32;
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

void replace_password(store::WriteTx& tx, AccountId account, std::string_view hash) {
    store::set_password_hash(tx, account, hash);
    store::delete_access_links(tx, account);
    store::delete_api_tokens(tx, account);
}

Result<void> check_session(Context const& context) {
    if (!context.asker.session_sha256.empty()) return {};
    return failure(
        ErrorCode::forbidden,
        "This is for a person who is signed in, not for a token: sign in and do it on the page of your "
        "account.");
}

Reply nothing_left() {
    Reply reply;
    reply.status = 204;
    return reply;
}

}  // namespace safetycell::api
