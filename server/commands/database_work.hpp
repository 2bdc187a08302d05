#pragma once
// Gets a job done on a database: here when no other process holds its lock, else by the one that does.

#include "api/job.hpp"
#include "base/clock.hpp"
#include "commands/configuration.hpp"

#include <filesystem>

namespace safetycell::commands {

/// `files` are used when the job is carried out here. A running server has its own, so naming them then is
/// refused.
api::JobOutcome work_on_database(std::filesystem::path const& database, api::Job const& job,
                                 ConfigurationFiles const& files, Clock const& clock);

}  // namespace safetycell::commands
