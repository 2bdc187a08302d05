#pragma once
// safetycell init: makes a database.

#include "api/job.hpp"
#include "base/civil_time.hpp"

#include <filesystem>
#include <string>

namespace safetycell::commands {

struct InitOptions {
    std::filesystem::path database;
    std::string name = "My enterprise";
    std::string time_zone = "UTC";
    bool demo = false;
};

/// Makes the file, whole or not at all.
api::JobOutcome init(InitOptions const& options, std::string const& who, Instant now);

}  // namespace safetycell::commands
