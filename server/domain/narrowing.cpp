#include "domain/narrowing.hpp"

#include <algorithm>
#include <iterator>

namespace safetycell::domain {
namespace {

bool reaches_as_far(Role narrow, Role wide, Action action) {
    Reach const wanted = reach_of(narrow, action);
    Reach const had = reach_of(wide, action);
    if (wanted == Reach::nothing || had == Reach::everything) return true;
    // Assigned is as far as assigned only where both are assigned to things of one kind.
    return wanted == Reach::assigned && had == Reach::assigned && assignment_of(narrow) == assignment_of(wide);
}

/// The role that both have: the narrower of the two.
std::optional<Role> common_role(Role account, std::optional<Role> token) {
    if (!token || is_within(account, *token)) return account;
    if (is_within(*token, account)) return token;
    return std::nullopt;
}

template <class SomeId>
std::vector<SomeId> in_both(std::vector<SomeId> const& left, std::vector<SomeId> const& right) {
    std::vector<SomeId> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
    return both;
}

}  // namespace

bool is_within(Role narrow, Role wide) {
    for (std::size_t i = 0; i < action_count; ++i) {
        if (!reaches_as_far(narrow, wide, static_cast<Action>(i))) return false;
    }
    return true;
}

std::optional<Actor> narrowed(Actor actor, Narrowing const& narrowing) {
    auto const role = common_role(actor.role, narrowing.role);
    if (!role) return std::nullopt;
    // A role of another assignment is within only where the wider one needs none: its reach is everything.
    if (assignment_of(*role) != assignment_of(actor.role)) {
        actor.organizations = narrowing.organizations;
        actor.sites.clear();
        actor.all_sites = assignment_of(*role) == Assignment::sites;
    }
    actor.role = *role;
    if (!narrowing.scoped) return actor;
    // Such a role reaches everything or nothing: no list of organizations or sites would hold it back.
    if (assignment_of(*role) == Assignment::none) return std::nullopt;
    actor.organizations = in_both(actor.organizations, narrowing.organizations);
    actor.sites = actor.all_sites ? narrowing.sites : in_both(actor.sites, narrowing.sites);
    actor.all_sites = false;
    return actor;
}

}  // namespace safetycell::domain
