#include "api/own_account.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/attempt.hpp"
#include "api/query_values.hpp"
#include "api/session_start.hpp"
#include "base/password.hpp"
#include "contract/object_reader.hpp"
#include "domain/common_passwords.hpp"
#include "domain/passwords.hpp"
#include "store/identity.hpp"

namespace safetycell::api {
namespace {

/// `proven`: the hash that the password in force was held against; none: it did not match. `fresh` is that of
/// the new one.
Result<Reply> put_new_password(Context const& context, store::WriteTx& tx, Attempt const& attempt,
                               std::optional<std::string> const& proven, std::string const& fresh) {
    AccountId const account = context.asker.actor->account;
    if (seconds const wait = attempt.wait(tx, tx.now()); wait > seconds{0}) {
        return told_to_wait(context.request, wait);
    }
    if (!proven || store::find_password_hash(tx, account) != proven) {
        attempt.failed(tx, store::Proof::password);
        return refused_reply(context.request,
                             {ErrorCode::invalid, "This is not the password in force.", "password"});
    }
    replace_password(tx, account, fresh);
    tx.open_change(author_of(context, "Changed the password"));
    store::log_account_event(tx, account, store::AccountEvent::password_set, context.request.program);
    store::delete_sessions(tx, account, context.asker.session_sha256);
    return nothing_left();
}

}  // namespace

Result<Reply> list_sessions(Context const& context, store::ReadTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
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
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    tx.open_change(author_of(context, "Signed out everywhere"));
    store::log_account_event(tx, context.asker.actor->account, store::AccountEvent::signed_out_everywhere);
    store::delete_sessions(tx, context.asker.actor->account);
    Reply reply = nothing_left();
    reply.headers.emplace_back("Set-Cookie", cookie_gone(context.service.sign_in));
    return reply;
}

Result<Rest> change_password(Context const& context, store::Connection& connection) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    contract::ObjectReader body(context.request.body);
    std::string const password = body.secret("password", longest_secret);
    std::string const new_password = body.secret("new_password", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    domain::Actor const& actor = *context.asker.actor;
    Attempt const attempt(context.request, actor.login, actor.account);
    std::optional<std::string> hash;
    {
        store::ReadTx const tx(connection);
        if (seconds const wait = attempt.wait(tx, context.request.received_at); wait > seconds{0}) {
            return Rest{[wait](Context const& now, store::WriteTx&) {
                return told_to_wait(now.request, wait);
            }};
        }
        hash = store::find_password_hash(tx, actor.account);
    }
    if (hash && !password_matches(password, *hash)) hash.reset();
    std::string fresh;
    if (hash) {
        auto const good = domain::check_password(new_password, actor.login, domain::common_passwords());
        if (!good) return failure(ErrorCode::invalid, good.error().message, "new_password");
        fresh = hash_password(new_password);
    }
    return Rest{[attempt, hash, fresh](Context const& now, store::WriteTx& tx) {
        return put_new_password(now, tx, attempt, hash, fresh);
    }};
}

}  // namespace safetycell::api
