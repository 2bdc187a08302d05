#pragma once
// safetycell serve: runs the server until it is told to stop.

#include "api/job.hpp"
#include "base/clock.hpp"
#include "commands/configuration.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace safetycell::commands {

struct ServeOptions {
    std::filesystem::path database;
    ConfigurationFiles files;
    std::optional<std::uint16_t> port;  ///< Overrides the settings.
    std::optional<std::string> listen_address;
};

/// Prints the address once it serves; returns after SIGTERM or SIGINT.
api::JobOutcome serve(ServeOptions const& options, Clock const& clock);

}  // namespace safetycell::commands
