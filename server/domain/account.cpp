#include "domain/account.hpp"

#include <algorithm>

namespace safetycell::domain {
namespace {

constexpr std::array<std::string_view, role_count> role_names{
    "screen", "viewer", "contractor_supervisor", "mentor", "ambassador", "hse_specialist", "director", "admin"};

constexpr std::size_t longest_login = 100;

}  // namespace

std::string_view to_string(Role role) {
    return role_names.at(static_cast<std::size_t>(role));
}

std::optional<Role> role_from(std::string_view text) {
    auto const found = std::find(role_names.begin(), role_names.end(), text);
    if (found == role_names.end()) return std::nullopt;
    return static_cast<Role>(found - role_names.begin());
}

Assignment assignment_of(Role role) {
    switch (role) {
        case Role::contractor_supervisor: return Assignment::one_organization;
        case Role::mentor: return Assignment::organizations;
        case Role::screen:
        case Role::ambassador:
        case Role::hse_specialist: return Assignment::sites;
        case Role::viewer:
        case Role::director:
        case Role::admin: return Assignment::none;
    }
    return Assignment::none;
}

std::optional<std::string> login_from(std::string_view text) {
    if (text.empty() || text.size() > longest_login) return std::nullopt;
    std::string login;
    for (char const c : text) {
        char const lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        bool const allowed = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                             std::string_view{".-_@"}.find(lower) != std::string_view::npos;
        if (!allowed) return std::nullopt;
        login += lower;
    }
    return login;
}

}  // namespace safetycell::domain
