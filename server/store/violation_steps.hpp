#pragma once
// The steps taken with violations: added one by one, each in a change of its own, never revised.

#include "domain/violation_steps.hpp"
#include "store/change_log.hpp"
#include "store/transaction.hpp"

#include <string_view>
#include <vector>

namespace safetycell::store {

/// The schema's limits, in characters.
inline constexpr std::size_t longest_step_text = 2'000;
inline constexpr std::size_t longest_assignee = 300;

struct StoredStep {
    domain::Step step;
    Date on;        ///< At the site.
    Change change;  ///< Of the open change only its number.
};

/// In the open change.
void add_violation_step(WriteTx& tx, ViolationId violation, domain::Step const& step, Date on);
/// Oldest first.
std::vector<StoredStep> load_violation_steps(ReadTx const& tx, ViolationId violation);

/// The change of the newest step; 0: none was taken.
Revision newest_violation_step(ReadTx const& tx, ViolationId violation);

}  // namespace safetycell::store
