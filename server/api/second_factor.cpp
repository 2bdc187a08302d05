#include "api/second_factor.hpp"

#include "api/account_entry.hpp"
#include "api/attempt.hpp"
#include "api/query_values.hpp"
#include "api/session_start.hpp"
#include "base/base32.hpp"
#include "base/sha256.hpp"
#include "contract/object_reader.hpp"
#include "domain/second_factor.hpp"
#include "store/identity.hpp"
#include "store/second_factors.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace safetycell::api {
namespace {

constexpr std::string_view issuer = "SafetyCell";

/// Bound to its account, so that equal codes of two accounts, were there any, would not look equal.
std::string recovery_hash(AccountId account, std::string_view given) {
    return sha256_hex(fmt::format("{} {}", account.value, domain::bare_code(given)));
}

std::optional<std::int64_t> step_of_code(store::SecondFactor const& factor, std::string_view given,
                                         Instant now) {
    auto const secret = from_base32(factor.secret);
    if (!secret) throw std::runtime_error("a stored second factor is no base32");
    return domain::accepted_step(*secret, given, now, factor.last_step);
}

Result<std::string> read_code(Context const& context) {
    contract::ObjectReader body(context.request.body);
    std::string code = body.line("code", longest_typed);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    return code;
}

/// One's own mistyped code: counted like a password.
Reply refuse_own_code(Context const& context, store::WriteTx& tx, Attempt const& attempt) {
    attempt.failed(tx, store::Proof::second_factor);
    Error error = wrong_code();
    error.code = ErrorCode::invalid;  // Somebody is signed in; only the code is wrong.
    return refused_reply(context.request, error);
}

}  // namespace

bool has_second_factor(store::ReadTx const& tx, AccountId account) {
    auto const factor = store::find_second_factor(tx, account);
    return factor && factor->confirmed;
}

std::optional<AcceptedCode> accept_code(store::WriteTx& tx, AccountId account, std::string_view given) {
    auto const factor = store::find_second_factor(tx, account);
    if (!factor || !factor->confirmed) return std::nullopt;
    if (auto const step = step_of_code(*factor, given, tx.now())) {
        store::set_last_step(tx, account, *step);
        return AcceptedCode::one_time;
    }
    if (store::use_recovery_code(tx, account, recovery_hash(account, given))) return AcceptedCode::recovery;
    return std::nullopt;
}

Error wrong_code() {
    return {
        ErrorCode::unauthenticated,
        "This code is not right, or was used already; wait for the next one in your authenticator, or give a "
        "recovery code.",
        "code"};
}

Result<Reply> get_second_factor(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    AccountId const account = context.asker.actor->account;
    bool const possible = store::find_password_hash(tx, account).has_value();
    return json_reply(contract::render_second_factor(
        {has_second_factor(tx, account), possible, store::count_recovery_codes(tx, account)}));
}

Result<Reply> offer_second_factor(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    domain::Actor const& actor = *context.asker.actor;
    if (has_second_factor(tx, actor.account)) {
        return failure(ErrorCode::conflict, "A second factor is set already; remove it first, with a code.");
    }
    if (!store::find_password_hash(tx, actor.account)) {
        return failure(
            ErrorCode::conflict,
            "You sign in elsewhere and not with a password of this server, so the second factor is asked "
            "for there; set it there.");
    }
    std::string const secret = to_base32(random_bytes(domain::second_factor_secret_bytes));
    store::offer_second_factor(tx, actor.account, secret);
    return json_reply(contract::render_offered_second_factor(
                          secret, domain::authenticator_address(issuer, actor.login, secret)),
                      201);
}

Result<Reply> confirm_second_factor(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    auto const code = read_code(context);
    if (!code) return tl::unexpected(code.error());
    domain::Actor const& actor = *context.asker.actor;
    auto const factor = store::find_second_factor(tx, actor.account);
    if (!factor || factor->confirmed) {
        return failure(ErrorCode::conflict, "There is no second factor to confirm; begin again.");
    }
    Attempt const attempt(context.request, actor.login, actor.account);
    if (seconds const wait = attempt.wait(tx, tx.now()); wait > seconds{0}) {
        return told_to_wait(context.request, wait);
    }
    auto const step = step_of_code(*factor, *code, tx.now());
    if (!step) return refuse_own_code(context, tx, attempt);
    std::vector<std::string> codes;
    std::vector<std::string> hashes;
    for (int i = 0; i < domain::recovery_code_count; ++i) {
        codes.push_back(domain::recovery_code(random_bytes(domain::recovery_code_bytes)));
        hashes.push_back(recovery_hash(actor.account, codes.back()));
    }
    store::confirm_second_factor(tx, actor.account, *step, hashes);
    tx.open_change(author_of(context, "Set a second factor"));
    store::log_account_event(tx, actor.account, store::AccountEvent::second_factor_set,
                             context.request.program);
    store::delete_sessions(tx, actor.account, context.asker.session_sha256);
    return json_reply(contract::render_recovery_codes(codes));
}

Result<Reply> remove_second_factor(Context const& context, store::WriteTx& tx) {
    if (auto session = check_session(context); !session) return tl::unexpected(session.error());
    auto const code = read_code(context);
    if (!code) return tl::unexpected(code.error());
    domain::Actor const& actor = *context.asker.actor;
    if (!has_second_factor(tx, actor.account)) {
        return failure(ErrorCode::conflict, "Your account has no second factor; there is nothing to remove.");
    }
    Attempt const attempt(context.request, actor.login, actor.account);
    if (seconds const wait = attempt.wait(tx, tx.now()); wait > seconds{0}) {
        return told_to_wait(context.request, wait);
    }
    if (!accept_code(tx, actor.account, *code)) return refuse_own_code(context, tx, attempt);
    store::delete_second_factor(tx, actor.account);
    tx.open_change(author_of(context, "Removed the second factor"));
    store::log_account_event(tx, actor.account, store::AccountEvent::second_factor_removed,
                             context.request.program);
    return nothing_left();
}

Result<Reply> remove_second_factor_of(Context const& context, store::WriteTx& tx) {
    auto const stored = account_in_path(context, tx);
    if (!stored) return tl::unexpected(stored.error());
    if (!store::delete_second_factor(tx, stored->account.id)) {
        return failure(ErrorCode::not_found, "This account has no second factor.");
    }
    tx.open_change(author_of(context, "Removed the second factor of somebody who lost it"));
    store::log_account_event(tx, stored->account.id, store::AccountEvent::second_factor_removed);
    return nothing_left();
}

}  // namespace safetycell::api
