#pragma once
// Enters the demo day by day and publishes its slots as they come, as if it had been in use: into a new
// database by `init`, into the one that is served by the setup page.

#include "base/civil_time.hpp"
#include "store/sqlite.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace safetycell::commands {

/// How long the demo has been in use: every slot of that time has its edition. Two weeks give it enough to
/// compare.
inline constexpr std::int32_t usual_demo_days = 14;

struct DemoDays {
    Date first;
    Date today;
    Instant begins_at;  ///< As the clocks of the demo's zone show it.
};
DemoDays demo_days(std::int32_t days_in_use, Instant now);

/// With that policy in force from the first day. Precondition: `connection` has the schema and no record.
Result<void> enter_demo(store::Connection& connection, DemoDays const& days, std::string_view policy_text,
                        Instant now);

/// The same in memory, for the database of `tx`, which has no record. Some seconds of work.
Result<std::shared_ptr<store::Connection>> make_demo(store::ReadTx const& tx, std::string_view policy_text,
                                                     Instant now);

}  // namespace safetycell::commands
