#pragma once
// Gets a job done on a database: here when no other process holds its lock, else by the one that does.

#include "api/job.hpp"
#include "base/clock.hpp"

#include <filesystem>

namespace safetycell::commands {

/// `policy_file` is used when the job is carried out here; empty: the shipped policy. A running server has its
/// own policy, so naming one then is refused.
api::JobOutcome work_on_database(std::filesystem::path const& database, api::Job const& job,
                                 std::filesystem::path const& policy_file, Clock const& clock);

}  // namespace safetycell::commands
