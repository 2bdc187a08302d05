#include "api/sign_in.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/attempt.hpp"
#include "api/first_run.hpp"
#include "api/provider_sign_in.hpp"
#include "api/query_values.hpp"
#include "api/second_factor.hpp"
#include "api/session_start.hpp"
#include "api/setup_code.hpp"
#include "base/password.hpp"
#include "base/sha256.hpp"
#include "contract/object_reader.hpp"
#include "domain/common_passwords.hpp"
#include "domain/passwords.hpp"
#include "store/identity.hpp"

namespace safetycell::api {
namespace {

Error wrong_password() {
    return {
        ErrorCode::unauthenticated,
        "Login and password do not belong together; check both, or ask an administrator for a link to set a "
        "new password.",
        "password"};
}

Error link_is_gone() {
    return {ErrorCode::not_found,
            "This link was used already or has expired; ask an administrator for another one.", "token"};
}

Rest answer_of_waiting(seconds wait) {
    return [wait](Context const& context, store::WriteTx&) {
        return told_to_wait(context.request, wait);
    };
}

std::optional<AccountId> id_of(std::optional<store::StoredAccount> const& stored) {
    return stored ? std::optional{stored->account.id} : std::nullopt;
}

/// The password is right and the account enabled: the code is asked for where there is a second factor.
Result<Reply> pass_second_step(Context const& context, store::WriteTx& tx, domain::Account const& account,
                               Attempt const& attempt, std::string const& code) {
    std::string why = "Signed in";
    if (has_second_factor(tx, account.id)) {
        if (code.empty()) return json_reply(contract::render_second_factor_needed());
        auto const accepted = accept_code(tx, account.id, code);
        if (!accepted) {
            attempt.failed(tx, store::Proof::second_factor);
            return refused_reply(context.request, wrong_code());
        }
        why = *accepted == AcceptedCode::recovery ? "Signed in with a recovery code" : "Signed in with a code";
    }
    attempt.succeeded(tx);
    tx.open_change(author_of(context.request, account.login, std::move(why)));
    store::log_account_event(tx, account.id, store::AccountEvent::signed_in, context.request.program);
    return signed_in(context, tx, account.id);
}

/// `proven`: the hash that the password was held against; none: it did not match.
Result<Reply> begin_session_with(Context const& context, store::WriteTx& tx, std::string const& login,
                                 std::optional<std::string> const& proven, std::string const& code) {
    auto const stored = store::find_account(tx, login);
    Attempt const attempt(context.request, login, id_of(stored));
    if (seconds const wait = attempt.wait(tx, tx.now()); wait > seconds{0}) {
        return told_to_wait(context.request, wait);
    }
    bool const matches = proven && stored && store::find_password_hash(tx, stored->account.id) == proven;
    if (!matches || stored->account.disabled) {
        attempt.failed(tx, store::Proof::password);
        return refused_reply(context.request, wrong_password());
    }
    return pass_second_step(context, tx, stored->account, attempt, code);
}

Result<Reply> set_linked_password(Context const& context, store::WriteTx& tx, std::string const& token_sha256,
                                  std::string const& hash) {
    auto const account = store::find_access_link(tx, token_sha256, tx.now());
    auto const stored = account ? store::find_account(tx, *account) : std::nullopt;
    if (!stored || stored->account.disabled) return tl::unexpected(link_is_gone());
    replace_password(tx, *account, hash);
    tx.open_change(author_of(context.request, stored->account.login, "Set a password by a one-time link"));
    store::log_account_event(tx, *account, store::AccountEvent::password_set, context.request.program);
    store::delete_sessions(tx, *account);
    if (has_second_factor(tx, *account)) return json_reply(contract::render_second_factor_needed());
    return signed_in(context, tx, *account);
}

/// What the first administrator gives.
struct Setup {
    std::string code;
    std::string login;
    std::string name;
    std::string password;
    FirstRunTexts first_run;
};

Result<Setup> read_setup(std::string const& text) {
    contract::ObjectReader body(text);
    Setup setup;
    setup.code = body.line("code", longest_typed);
    setup.login = body.line("login", longest_typed);
    setup.name = body.line("name", store::longest_name);
    setup.password = body.secret("password", longest_secret);
    setup.first_run = read_first_run(body);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    return setup;
}

/// Empty where the code is right and nobody administers this server; else the answer.
std::optional<Result<Reply>> refusal_of_setup(Context const& context, store::ReadTx const& tx) {
    if (store::has_admin(tx)) {
        return failure(ErrorCode::conflict,
                       "This server is set up already; sign in, or ask its administrator.");
    }
    Attempt const attempt(context.request, "setup", std::nullopt);
    if (seconds const wait = attempt.wait(tx, context.request.received_at); wait > seconds{0}) {
        return told_to_wait(context.request, wait);
    }
    return std::nullopt;
}

Result<Reply> refuse_setup_code(Context const& context, store::WriteTx& tx) {
    if (auto refused = refusal_of_setup(context, tx)) return *std::move(refused);
    Attempt(context.request, "setup", std::nullopt).failed(tx, store::Proof::setup_code);
    return refused_reply(context.request,
                         {ErrorCode::invalid,
                          "This is not the setup code; the server prints it where it was started, or in its "
                          "log.",
                          "code"});
}

Result<Reply> make_first_admin(Context const& context, store::WriteTx& tx, domain::Account account,
                               std::string const& hash, FirstRun const& run) {
    if (auto refused = refusal_of_setup(context, tx)) return *std::move(refused);
    bring_demo(run, tx);
    // Whoever holds it could be signed in already, and would become an administrator unnoticed.
    if (store::find_account(tx, account.login)) {
        return failure(
            ErrorCode::conflict,
            "There is an account with this login already; choose another one, or ask for a link with "
            "`safetycell link`.",
            "login");
    }
    tx.open_change(author_of(context.request, account.login, "Set the server up"));
    account = store::put_account(tx, std::move(account)).record;
    replace_password(tx, account.id, hash);
    store::log_account_event(tx, account.id, store::AccountEvent::password_set, context.request.program);
    Reply reply = signed_in(context, tx, account.id, 201);
    record_first_run(run, context, account.login, tx, reply);
    return reply;
}

}  // namespace

Result<Reply> get_session(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    // A screen that shows a wall is nobody who could use a page.
    if (!context.asker.actor || context.asker.is_screen) {
        ProviderSignIn const* const provider = context.service.provider;
        if (store::has_admin(tx)) return json_reply(contract::render_nobody(provider ? provider->name : ""));
        auto const enterprise = store::find_enterprise(tx);
        return json_reply(
            contract::render_setup_needed(enterprise ? &*enterprise : nullptr, context.service.initial_slots));
    }
    auto const stored = store::find_account(tx, context.asker.actor->account);
    return json_reply(contract::render_signed_in(entry_of(stored.value(), tx)));
}

Result<Rest> begin_session(Context const& context, store::Connection& connection) {
    contract::ObjectReader body(context.request.body);
    std::string const typed = body.line("login", longest_typed);
    std::string const password = body.secret("password", longest_secret);
    std::string const code = body.optional_line("code", longest_typed);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const login = domain::login_from(typed);
    if (!login) return tl::unexpected(wrong_password());
    std::optional<std::string> hash;
    {
        store::ReadTx const tx(connection);
        auto const stored = store::find_account(tx, *login);
        Attempt const attempt(context.request, *login, id_of(stored));
        if (seconds const wait = attempt.wait(tx, context.request.received_at); wait > seconds{0}) {
            return answer_of_waiting(wait);
        }
        if (stored) hash = store::find_password_hash(tx, stored->account.id);
    }
    // As long for a login that does not exist: the time must not tell which ones do.
    static std::string const nobody = hash_password("nobody has this password");
    if (!password_matches(password, hash.value_or(nobody))) hash.reset();
    return Rest{[login = *login, hash, code](Context const& now, store::WriteTx& tx) {
        return begin_session_with(now, tx, login, hash, code);
    }};
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

Result<Rest> use_access_link(Context const& context, store::Connection& connection) {
    contract::ObjectReader body(context.request.body);
    std::string const token = sha256_hex(body.secret("token", longest_secret));
    std::string const password = body.secret("password", longest_secret);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    std::string login;
    {
        store::ReadTx const tx(connection);
        auto const account = store::find_access_link(tx, token, context.request.received_at);
        auto const stored = account ? store::find_account(tx, *account) : std::nullopt;
        if (!stored || stored->account.disabled) return tl::unexpected(link_is_gone());
        login = stored->account.login;
    }
    if (auto good = domain::check_password(password, login, domain::common_passwords()); !good) {
        return tl::unexpected(good.error());
    }
    return Rest{[token, hash = hash_password(password)](Context const& now, store::WriteTx& tx) {
        return set_linked_password(now, tx, token, hash);
    }};
}

Result<Rest> set_up(Context const& context, store::Connection& connection) {
    auto const setup = read_setup(context.request.body);
    if (!setup) return tl::unexpected(setup.error());
    {
        store::ReadTx const tx(connection);
        if (auto refused = refusal_of_setup(context, tx)) {
            return Rest{[answer = *std::move(refused)](Context const&, store::WriteTx&) {
                return answer;
            }};
        }
    }
    if (!context.service.setup_code.matches(setup->code)) return Rest{refuse_setup_code};
    auto const login = domain::login_from(setup->login);
    if (!login) {
        return failure(ErrorCode::invalid,
                       "A login has letters a to z, digits, dots, dashes, underscores and at signs.", "login");
    }
    if (auto good = domain::check_password(setup->password, *login, domain::common_passwords()); !good) {
        return tl::unexpected(good.error());
    }
    store::ReadTx const known(connection);
    auto const run = prepare_first_run(setup->first_run, context, known);
    if (!run) return tl::unexpected(run.error());
    domain::Account account;
    account.login = *login;
    account.name = setup->name;
    account.role = domain::Role::admin;
    return Rest{
        [account, run = *run, hash = hash_password(setup->password)](Context const& now, store::WriteTx& tx) {
            return make_first_admin(now, tx, account, hash, run);
        }};
}

}  // namespace safetycell::api
