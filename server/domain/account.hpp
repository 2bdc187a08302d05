#pragma once
// Accounts: the people and devices that may ask something of the server, each in one role with what is theirs.

#include "base/ids.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class Role : std::uint8_t {
    screen,  ///< A device: it has no password, only tokens.
    viewer,
    contractor_supervisor,
    mentor,
    ambassador,
    hse_specialist,
    director,
    admin,
};
inline constexpr std::size_t role_count = 8;
inline constexpr std::array<Role, role_count> all_roles{
    Role::screen,   Role::viewer,     Role::contractor_supervisor,
    Role::mentor,   Role::ambassador, Role::hse_specialist,
    Role::director, Role::admin};
std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);

/// What a role must be assigned to before it can see or do anything that is assigned to it.
enum class Assignment : std::uint8_t {
    none,
    one_organization,  ///< A supervisor answers for one contractor.
    organizations,     ///< A mentor for some.
    sites,             ///< A safety specialist, an ambassador and a screen for some, or for all.
};
Assignment assignment_of(Role role);

struct Account {
    AccountId id;
    std::string login;  ///< Unique; lower-case letters, digits, dot, dash, underscore and at sign.
    std::string name;   ///< As people read it.
    Role role = Role::viewer;
    std::vector<OrganizationId> organizations;  ///< Assigned; ascending.
    std::vector<SiteId> sites;                  ///< Assigned; ascending.
    bool all_sites = false;                     ///< Assigned to every site, and to what happens at none.
    bool disabled = false;                      ///< May not sign in any more; what it recorded stays.

    friend bool operator==(Account const&, Account const&) = default;
};

/// Lower-case, 1 to 100 characters; none when the text is no login.
std::optional<std::string> login_from(std::string_view text);

}  // namespace safetycell::domain
