#pragma once
// The log of changes as people look through it: by who, what, when and why; and what of it stands in no family
// of records that forms show.

#include "domain/organization.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

struct ChangeFilter {
    Revision before = std::numeric_limits<Revision>::max();  ///< Numbers below this one.
    std::string who;                                         ///< Empty: anybody.
    /// A kind of records, "accounts", "sign_ins", "personal_detail", "policy" or "enterprise"; empty: any.
    std::string kind;
    std::int32_t record =
        0;  ///< Of that kind; of sign-ins the account, of personal detail the incident; 0: any.
    std::optional<Instant> from;                    ///< Recorded then or later.
    std::optional<Instant> until;                   ///< And before then.
    std::function<bool(std::string_view why)> why;  ///< None: any.
};

bool is_kind_of_changes(std::string_view kind);
/// The record of a kind by its reference, code or login; none where there is none, or the kind has none.
std::optional<std::int32_t> find_record_named(ReadTx const& tx, std::string_view kind, std::string_view name);

/// The newest first, until `take` has enough: false.
void for_each_change(ReadTx const& tx, ChangeFilter const& filter, std::function<bool(Change)> const& take);
/// The same as a list; at most `limit`.
std::vector<Change> load_changes(ReadTx const& tx, ChangeFilter const& filter, std::size_t limit);

/// What was done to what proves who somebody is, by this change.
struct LoggedEvent {
    AccountId account;
    std::string event;
    std::string detail;
};
std::optional<LoggedEvent> find_account_event(ReadTx const& tx, Revision change);

/// Whether the change wrote a policy, or the enterprise.
bool wrote_policy(ReadTx const& tx, Revision change);
bool wrote_enterprise(ReadTx const& tx, Revision change);
/// None when it was not recorded by then.
std::optional<domain::Enterprise> enterprise_known_at(ReadTx const& tx, Revision revision);

}  // namespace safetycell::store
