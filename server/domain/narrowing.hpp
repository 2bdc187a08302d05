#pragma once
// What a token leaves of the rights of its account: never more than the account has at the moment of use, so
// that taking rights from an account takes them from its tokens. Pure.

#include "domain/permissions.hpp"

#include <optional>
#include <vector>

namespace safetycell::domain {

/// How much less than its account a token may do.
struct Narrowing {
    std::optional<Role> role;  ///< None: that of the account.
    bool scoped = false;  ///< Only what is of these organizations or sites; else all that is the account's.
    std::vector<OrganizationId> organizations;  ///< Ascending.
    std::vector<SiteId> sites;                  ///< Ascending.

    friend bool operator==(Narrowing const&, Narrowing const&) = default;
};

/// Whether whoever has the wide role may do everything that the narrow one may, wherever that may.
bool is_within(Role narrow, Role wide);

/// The actor with what the token leaves. None where the roles of both have nothing in common any more.
std::optional<Actor> narrowed(Actor actor, Narrowing const& narrowing);

}  // namespace safetycell::domain
