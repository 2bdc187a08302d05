#include "domain/narrowing.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

Actor actor_in(Role role) {
    Actor actor{AccountId{1}, "anna", role, {}, {}, false};
    switch (assignment_of(role)) {
        case Assignment::none: break;
        case Assignment::one_organization: actor.organizations = {OrganizationId{1}}; break;
        case Assignment::organizations: actor.organizations = {OrganizationId{1}, OrganizationId{2}}; break;
        case Assignment::sites: actor.sites = {SiteId{1}, SiteId{2}}; break;
    }
    return actor;
}

constexpr std::array targets{Target{}, Target{OrganizationId{1}, {}}, Target{OrganizationId{2}, SiteId{1}},
                             Target{OrganizationId{3}, SiteId{2}}, Target{OrganizationId{3}, SiteId{3}}};

}  // namespace

TEST_CASE("a token with a scope gives no access once its account has a role that no scope holds back") {
    Narrowing const one_site{std::nullopt, true, {}, {SiteId{1}}};
    CHECK(narrowed(actor_in(Role::hse_specialist), one_site)->sites == std::vector{SiteId{1}});
    CHECK_FALSE(narrowed(actor_in(Role::director), one_site));
    CHECK_FALSE(narrowed(actor_in(Role::admin), one_site));
}

TEST_CASE("a token never may what its account may not, whatever role and scope it was given") {
    int allowed = 0;
    for (Role const account : all_roles) {
        for (Role const token : all_roles) {
            for (bool const scoped : {false, true}) {
                Actor const wide = actor_in(account);
                auto const narrow = narrowed(
                    wide, {token, scoped, {OrganizationId{1}, OrganizationId{3}}, {SiteId{1}, SiteId{3}}});
                if (!narrow) continue;
                for (std::size_t i = 0; i < action_count; ++i) {
                    for (Target const& target : targets) {
                        auto const action = static_cast<Action>(i);
                        if (may(narrow, action, target) != Permission::allowed) continue;
                        ++allowed;
                        CAPTURE(to_string(account));
                        CAPTURE(to_string(token));
                        CAPTURE(to_string(action));
                        CHECK(may(wide, action, target) == Permission::allowed);
                    }
                }
            }
        }
    }
    CHECK(allowed > 0);
}

TEST_CASE("a token never may what its own role may not") {
    for (Role const account : all_roles) {
        for (Role const token : all_roles) {
            auto const narrow = narrowed(actor_in(account), {token, false, {}, {}});
            if (!narrow) continue;
            for (std::size_t i = 0; i < action_count; ++i) {
                auto const action = static_cast<Action>(i);
                if (reach_of(token, action) == Reach::nothing)
                    CHECK(reach_of(narrow->role, action) == Reach::nothing);
            }
        }
    }
}

TEST_CASE("a role is within itself, a viewer within whoever sees the enterprise, and none within a screen") {
    for (Role const role : all_roles) {
        CHECK(is_within(role, role));
        CHECK(is_within(Role::screen, role));
        CHECK(is_within(Role::viewer, role) == (role != Role::screen));
    }
    CHECK(is_within(Role::ambassador, Role::hse_specialist));
    CHECK_FALSE(is_within(Role::mentor, Role::hse_specialist));
    CHECK_FALSE(is_within(Role::director, Role::admin));
}

TEST_CASE("an account that loses rights takes them from its tokens") {
    Narrowing const director{Role::director, false, {}, {}};
    CHECK(narrowed(actor_in(Role::director), director)->role == Role::director);
    CHECK(narrowed(actor_in(Role::viewer), director)->role == Role::viewer);
    CHECK_FALSE(narrowed(actor_in(Role::contractor_supervisor), director));
    Actor mentor = actor_in(Role::mentor);
    Narrowing const one{std::nullopt, true, {OrganizationId{2}}, {}};
    CHECK(narrowed(mentor, one)->organizations == std::vector{OrganizationId{2}});
    mentor.organizations = {OrganizationId{1}};
    CHECK(narrowed(mentor, one)->organizations.empty());
}

TEST_CASE("all sites are narrowed to some") {
    Actor actor = actor_in(Role::hse_specialist);
    actor.sites.clear();
    actor.all_sites = true;
    auto const narrow = narrowed(actor, {std::nullopt, true, {}, {SiteId{7}}});
    CHECK(narrow->sites == std::vector{SiteId{7}});
    CHECK_FALSE(narrow->all_sites);
    CHECK(narrowed(actor, {})->all_sites);
}
