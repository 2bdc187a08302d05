#pragma once
// safetycell init: makes a database.

#include "api/job.hpp"
#include "base/civil_time.hpp"
#include "commands/demo_entry.hpp"

#include <filesystem>
#include <string>

namespace safetycell::commands {

struct InitOptions {
    std::filesystem::path database;
    std::string name = "My enterprise";
    std::string time_zone = "UTC";
    bool demo = false;
    std::int32_t demo_days = usual_demo_days;
};

/// The records of the demo reach back so far, a little more than thirty months.
inline constexpr std::int32_t most_demo_days = 914;

/// Makes the file, whole or not at all.
api::JobOutcome init(InitOptions const& options, std::string const& who, Instant now);

}  // namespace safetycell::commands
