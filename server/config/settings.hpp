#pragma once
// The two configuration files, read strictly: an unknown key, a wrong type or an impossible value is an error
// that names the file, the line and the remedy. The shipped defaults are embedded in the program.

#include "base/civil_time.hpp"
#include "base/result.hpp"
#include "domain/account.hpp"
#include "domain/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace safetycell::config {

/// Signing in with accounts of the enterprise (OpenID Connect).
struct ProviderSettings {
    std::string name;  ///< On the button.
    std::string issuer;
    std::string client_id;
    std::string client_secret_file;  ///< Empty: the secret is in the environment.
    std::string scope = "openid profile";
    std::string login_claim = "preferred_username";
    std::string name_claim = "name";
    std::string role_claim;
    std::string organizations_claim;  ///< Empty: administrators assign organizations.
    /// Values of the role claim with the role each gives; the first that somebody has counts.
    std::vector<std::pair<std::string, domain::Role>> roles;
};

/// `config/safetycell.toml`: how this server runs.
struct Settings {
    std::string listen_address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::vector<std::string> allowed_hosts;  ///< Of the Host header, besides the listen address and localhost.
    std::vector<std::string> allowed_origins;  ///< Of WebSockets, besides those of the allowed hosts.
    std::string public_address;  ///< Where people open the pages: "https://safety.example.com"; may be empty.
    /// Whether contractors see one another by name in the table of ratings.
    bool names_in_rating_table = false;
    int session_idle_hours = 12;
    int session_days = 30;
    /// After the injury; 0: personal detail is kept until somebody erases it.
    int erase_personal_detail_after_months = 0;
    bool walls_need_token = false;  ///< Walls are for paired screens and for whoever is signed in only.
    std::optional<ProviderSettings> provider;
    std::vector<TimeOfDay> slots;  ///< Default 06:00 and 18:00, in the enterprise's zone.
};

/// `name` is how errors call the file.
Result<Settings> parse_settings(std::string_view text, std::string_view name);

/// `config/policy.toml`: definitions of rates and the named settings of every rule.
Result<domain::Policy> parse_policy(std::string_view text, std::string_view name);
/// The same for a policy that is to follow `before`: the version of the rating, or of a rate, stands for what
/// it measures, so a change of that without a higher version is a fault, too.
Result<domain::Policy> parse_next_policy(std::string_view text, std::string_view name,
                                         domain::Policy const& before);

/// The files in `config/` as they were built into the program.
std::string_view default_settings_text();
std::string_view default_policy_text();

}  // namespace safetycell::config
