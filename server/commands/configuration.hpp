#pragma once
// Reads the configuration files named on the command line, or takes the shipped ones.

#include "base/result.hpp"
#include "config/settings.hpp"
#include "publish/policy.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::commands {

/// The files named on the command line; an empty path takes the shipped default.
struct ConfigurationFiles {
    std::filesystem::path settings;
    std::filesystem::path policy;
};

/// The whole file. Error `not_found` with a sentence when it cannot be read.
Result<std::string> read_file(std::filesystem::path const& file);

/// What the provider knows this server by: the first line of the file that the settings name, else the
/// environment. Empty where there is none. Never logged.
Result<std::string> load_client_secret(config::Settings const& settings);

/// An empty path takes the shipped default.
Result<config::Settings> load_settings(std::filesystem::path const& file);
Result<publish::PolicyInForce> load_policy(std::filesystem::path const& file);

/// The policy named on the command line of a verb, to be recorded before the verb does its work; none where
/// none is named. `loaded` was read from that file.
std::optional<publish::GivenPolicy> given_policy(std::filesystem::path const& file,
                                                 publish::PolicyInForce const& loaded, std::string_view verb);

}  // namespace safetycell::commands
