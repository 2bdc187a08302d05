#include "commands/configuration.hpp"

#include "commands/user.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace safetycell::commands {

Result<std::string> read_file(std::filesystem::path const& file) {
    std::error_code fault;
    if (std::filesystem::is_directory(file, fault)) {
        return failure(ErrorCode::not_found, fmt::format("{} is a folder; name a file.", file.string()));
    }
    std::ifstream stream{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream.is_open() || stream.bad()) {
        return failure(ErrorCode::not_found,
                       fmt::format("{} cannot be read; check the path and its permissions.", file.string()));
    }
    return bytes;
}

Result<config::Settings> load_settings(std::filesystem::path const& file) {
    if (file.empty()) return config::parse_settings(config::default_settings_text(), "the shipped settings");
    return read_file(file).and_then(
        [&](std::string const& text) { return config::parse_settings(text, file.string()); });
}

Result<std::string> load_client_secret(config::Settings const& settings) {
    if (!settings.provider) return std::string{};
    if (settings.provider->client_secret_file.empty()) {
        char const* const given = std::getenv("SAFETYCELL_CLIENT_SECRET");
        return std::string{given == nullptr ? "" : given};
    }
    auto secret = read_file(settings.provider->client_secret_file);
    if (secret) secret->erase(std::min(secret->find_first_of("\r\n"), secret->size()));
    return secret;
}

Result<publish::PolicyInForce> load_policy(std::filesystem::path const& file) {
    Result<std::string> text = std::string{config::default_policy_text()};
    if (!file.empty()) text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    auto policy = config::parse_policy(*text, file.empty() ? "the shipped policy" : file.string());
    if (!policy) return tl::unexpected(policy.error());
    return publish::PolicyInForce{*std::move(policy), *std::move(text)};
}

std::optional<publish::GivenPolicy> given_policy(std::filesystem::path const& file,
                                                 publish::PolicyInForce const& loaded, std::string_view verb) {
    if (file.empty()) return std::nullopt;
    return publish::GivenPolicy{file.string(), loaded.text, current_user(),
                                fmt::format("given to {} with --policy", verb)};
}

}  // namespace safetycell::commands
