// safetycell link: a one-time link to set the password of an account, for an administrator who has lost their
// own.

#include "api/access_links.hpp"
#include "commands/verbs.hpp"
#include "store/accounts.hpp"

namespace safetycell::commands {

api::JobOutcome carry_out_link(api::Job const& job, app::JobContext const& context) {
    store::WriteTx tx(context.connection, context.now);
    auto const login = domain::login_from(option(job, "login").value_or(""));
    auto const stored = login ? store::find_account(tx, *login) : std::nullopt;
    if (!stored) {
        return failed(
            "there is no account with this login; whoever administers the server sees them all at /accounts.");
    }
    if (stored->account.disabled) return failed("this account is disabled; enable it at /accounts first.");
    tx.open_change({job.who, "Made a link to set a password", "command line"});
    store::log_account_event(tx, stored->account.id, store::AccountEvent::link_made);
    std::string const path = api::make_access_path(tx, stored->account.id);
    tx.commit();
    return {0,
            fmt::format(
                "Whoever opens this page of the server within three days sets the password of {}, once:\n{}\n",
                *login, path),
            {}};
}

}  // namespace safetycell::commands
