#include "api/accounts.hpp"

#include "api/access_links.hpp"
#include "api/account_entry.hpp"
#include "api/assignments.hpp"
#include "api/query_values.hpp"
#include "contract/object_reader.hpp"
#include "store/identity.hpp"

#include <fmt/format.h>

namespace safetycell::api {
namespace {

constexpr std::size_t longest_login = 100;
constexpr std::size_t longest_reason = 500;
constexpr std::size_t longest_role = 30;

/// What an administrator decides about an account, as it was sent.
struct Decision {
    domain::Account account;
    std::string reason;
    std::int64_t change = 0;
};

/// Each role is assigned to what it is for, and to nothing else: an assignment that does nothing would mislead.
Result<void> check_assignment(domain::Account const& account) {
    using domain::Assignment;
    Assignment const kind = assignment_of(account.role);
    bool const takes_organizations = kind == Assignment::one_organization || kind == Assignment::organizations;
    if (!takes_organizations && !account.organizations.empty()) {
        return failure(ErrorCode::invalid, "This role is not assigned to organizations; leave them out.",
                       "organizations");
    }
    if (kind == Assignment::one_organization && account.organizations.size() != 1) {
        return failure(ErrorCode::invalid, "A supervisor answers for exactly one organization; name it.",
                       "organizations");
    }
    if (kind != Assignment::sites && (account.all_sites || !account.sites.empty())) {
        return failure(ErrorCode::invalid, "This role is not assigned to sites; leave them out.", "sites");
    }
    if (account.all_sites && !account.sites.empty()) {
        return failure(ErrorCode::invalid, "All sites, or some: leave one of the two out.", "sites");
    }
    return {};
}

void read_decision(contract::ObjectReader& body, Decision& decision, std::vector<std::string>& organizations,
                   std::vector<std::string>& sites, std::string& role) {
    decision.account.name = body.line("name", store::longest_name);
    role = body.line("role", longest_role);
    organizations = body.lines("organizations", most_assignments, store::longest_code);
    sites = body.lines("sites", most_assignments, store::longest_code);
    decision.account.all_sites = body.flag("all_sites", false);
}

Result<Decision> read_decision(std::string const& text, store::ReadTx const& tx, bool is_new) {
    contract::ObjectReader body(text);
    Decision decision;
    std::vector<std::string> organizations;
    std::vector<std::string> sites;
    std::string role;
    std::string const login = is_new ? body.line("login", longest_login) : std::string{};
    read_decision(body, decision, organizations, sites, role);
    if (!is_new) {
        decision.account.disabled = body.flag("disabled", false);
        decision.change = body.whole_number("change", 1, std::int64_t{1} << 53).value_or(0);
        decision.reason = body.line("reason", longest_reason);
    }
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    if (is_new) {
        auto const folded = domain::login_from(login);
        if (!folded) {
            return failure(ErrorCode::invalid,
                           "A login has letters a to z, digits, dots, dashes, underscores and at signs.",
                           "login");
        }
        decision.account.login = *folded;
    }
    auto const known_role = domain::role_from(role);
    if (!known_role) {
        return failure(ErrorCode::invalid,
                       "There is no such role: screen, viewer, contractor_supervisor, mentor, ambassador, "
                       "hse_specialist, director or admin.",
                       "role");
    }
    decision.account.role = *known_role;
    auto assigned = read_assignments(organizations, sites, tx);
    if (!assigned) return tl::unexpected(assigned.error());
    decision.account.organizations = std::move(assigned->organizations);
    decision.account.sites = std::move(assigned->sites);
    if (auto fits = check_assignment(decision.account); !fits) return tl::unexpected(fits.error());
    return decision;
}

Reply link_reply(store::WriteTx& tx, AccountId account, int status) {
    std::string const path = make_access_path(tx, account);
    auto const stored = store::find_account(tx, account);
    return json_reply(
        contract::render_access_link(entry_of(stored.value(), tx), path, tx.now() + access_link_lives), status);
}

}  // namespace

Result<Reply> list_accounts(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    std::vector<contract::AccountEntry> entries;
    for (store::StoredAccount const& stored : store::load_accounts(tx))
        entries.push_back(entry_of(stored, tx));
    return json_reply(contract::render_accounts(entries));
}

Result<Reply> invite_account(Context const& context, store::WriteTx& tx) {
    auto decision = read_decision(context.request.body, tx, true);
    if (!decision) return tl::unexpected(decision.error());
    if (store::find_account(tx, decision->account.login)) {
        return failure(ErrorCode::conflict, "There is an account with this login already; choose another one.",
                       "login");
    }
    tx.open_change(author_of(context, "Invited"));
    auto const put = store::put_account(tx, std::move(decision->account));
    // A screen has no password; tokens are made for it.
    if (put.record.role == domain::Role::screen) {
        auto const stored = store::find_account(tx, put.record.id);
        return json_reply(contract::render_screen_account(entry_of(stored.value(), tx)), 201);
    }
    store::log_account_event(tx, put.record.id, store::AccountEvent::link_made);
    return link_reply(tx, put.record.id, 201);
}

Result<Reply> revise_account(Context const& context, store::WriteTx& tx) {
    auto const stored = account_in_path(context, tx);
    if (!stored) return tl::unexpected(stored.error());
    auto decision = read_decision(context.request.body, tx, false);
    if (!decision) return tl::unexpected(decision.error());
    if (decision->change != stored->change) {
        return failure(ErrorCode::stale,
                       "Somebody changed this account since you opened it; look at it again, then decide.",
                       "change");
    }
    domain::Account account = std::move(decision->account);
    account.login = stored->account.login;
    tx.open_change(author_of(context, decision->reason));
    bool const had_admin = store::has_admin(tx);
    store::put_account(tx, account);
    if (had_admin && !store::has_admin(tx)) {
        return failure(
            ErrorCode::conflict,
            "Nobody would administer this server any more; make somebody else an administrator first.", "role");
    }
    if (account.disabled) {
        store::delete_sessions(tx, stored->account.id);
        store::delete_access_links(tx, stored->account.id);
        store::delete_api_tokens(tx, stored->account.id);
    }
    return json_reply(contract::render_account(entry_of(store::find_account(tx, account.login).value(), tx)));
}

Result<Reply> make_access_link(Context const& context, store::WriteTx& tx) {
    auto const stored = account_in_path(context, tx);
    if (!stored) return tl::unexpected(stored.error());
    if (stored->account.disabled) {
        return failure(ErrorCode::conflict, "This account is disabled; enable it first.");
    }
    if (stored->account.role == domain::Role::screen) {
        return failure(ErrorCode::conflict, "A screen has no password; make a token to pair it.");
    }
    tx.open_change(author_of(context, "Made a link to set a password"));
    store::log_account_event(tx, stored->account.id, store::AccountEvent::link_made);
    return link_reply(tx, stored->account.id, 201);
}

}  // namespace safetycell::api
