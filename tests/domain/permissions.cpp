#include "domain/permissions.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

constexpr OrganizationId mine{1};
constexpr OrganizationId other{2};
constexpr SiteId my_site{1};
constexpr SiteId other_site{2};

Actor actor_in(Role role) {
    Actor actor{AccountId{1}, "somebody", role, {}, {}, false};
    switch (assignment_of(role)) {
        case Assignment::none: break;
        case Assignment::one_organization:
        case Assignment::organizations: actor.organizations = {mine}; break;
        case Assignment::sites: actor.sites = {my_site}; break;
    }
    return actor;
}

}  // namespace

TEST_CASE("domain 12: names and medical detail are for safety specialists of that site only") {
    for (Role const role : all_roles) {
        CAPTURE(to_string(role));
        bool const is_hse = role == Role::hse_specialist;
        CHECK((may(actor_in(role), Action::see_personal_detail, {mine, my_site}) == Permission::allowed) ==
              is_hse);
        CHECK(may(actor_in(role), Action::see_personal_detail, {mine, other_site}) != Permission::allowed);
        CHECK(may(actor_in(role), Action::see_personal_detail, {mine, {}}) != Permission::allowed);
    }
}

TEST_CASE("domain 12: a contractor's supervisor has everything of the own organization, and of no other one") {
    auto const supervisor = actor_in(Role::contractor_supervisor);
    for (Action const action :
         {Action::see_figures, Action::see_records, Action::record_hours, Action::report_event,
          Action::fix_violation, Action::propose, Action::dispute}) {
        CAPTURE(to_string(action));
        CHECK(may(supervisor, action, {mine, other_site}) == Permission::allowed);
        CHECK(may(supervisor, action, {other, my_site}) == Permission::hidden);
        CHECK(may(supervisor, action, {}) == Permission::hidden);
    }
    CHECK(may(supervisor, Action::see_enterprise, {}) == Permission::allowed);
    CHECK(may(supervisor, Action::verify_violation, {mine, my_site}) == Permission::forbidden);
    CHECK(may(supervisor, Action::record_violation, {mine, my_site}) == Permission::forbidden);
}

TEST_CASE("domain 6: who verifies is never of those who fix; 7: who decides a dispute never one who disputes") {
    for (Role const role : all_roles) {
        CAPTURE(to_string(role));
        if (role == Role::hse_specialist) continue;  // Another person there; the record says who.
        bool const fixes = reach_of(role, Action::fix_violation) != Reach::nothing;
        bool const verifies = reach_of(role, Action::verify_violation) != Reach::nothing;
        CHECK_FALSE((fixes && verifies));
    }
    for (Role const role : all_roles) {
        CAPTURE(to_string(role));
        bool const disputes = reach_of(role, Action::dispute) != Reach::nothing;
        bool const decides = reach_of(role, Action::decide_dispute) != Reach::nothing;
        CHECK_FALSE((disputes && decides));
    }
}

TEST_CASE("domain 12: an administrator manages accounts and edits no records") {
    auto const admin = actor_in(Role::admin);
    for (Action const action : {Action::record_hours, Action::record_incident, Action::record_violation,
                                Action::verify_violation, Action::see_records, Action::see_personal_detail}) {
        CAPTURE(to_string(action));
        CHECK(may_at_all(admin, action) == Permission::forbidden);
    }
    for (Role const role : all_roles) {
        CAPTURE(to_string(role));
        CHECK((may_at_all(actor_in(role), Action::manage_accounts) == Permission::allowed) ==
              (role == Role::admin));
    }
}

TEST_CASE("who is quiet is for mentors and safety specialists only") {
    for (Role const role : all_roles) {
        CAPTURE(to_string(role));
        bool const expected = role == Role::mentor || role == Role::hse_specialist;
        CHECK((may_at_all(actor_in(role), Action::see_signals) == Permission::allowed) == expected);
    }
}

TEST_CASE("nobody sees the walls and is asked to sign in for everything else") {
    for (std::size_t i = 0; i < action_count; ++i) {
        auto const action = static_cast<Action>(i);
        CAPTURE(to_string(action));
        Permission const expected = action == Action::see_walls ? Permission::allowed : Permission::sign_in;
        CHECK(may_at_all(std::nullopt, action) == expected);
        CHECK(may(std::nullopt, action, {mine, my_site}) == expected);
    }
}

TEST_CASE("what somebody may not see is hidden, what they see and may not change is forbidden") {
    for (Role const role : all_roles) {
        for (std::size_t i = 0; i < action_count; ++i) {
            auto const action = static_cast<Action>(i);
            CAPTURE(to_string(role));
            CAPTURE(to_string(action));
            bool const sees =
                may(actor_in(role), Action::see_records, {other, other_site}) == Permission::allowed;
            Permission const asked = may(actor_in(role), action, {other, other_site});
            CHECK(
                (asked == Permission::allowed || asked == (sees ? Permission::forbidden : Permission::hidden)));
        }
    }
}

TEST_CASE("an assignment to sites reaches what is at them, to all sites also what is at none") {
    Actor hse = actor_in(Role::hse_specialist);
    CHECK(may(hse, Action::record_incident, {other, my_site}) == Permission::allowed);
    CHECK(may(hse, Action::record_incident, {mine, other_site}) == Permission::hidden);
    CHECK(may(hse, Action::record_incident, {mine, {}}) == Permission::hidden);
    hse.sites.clear();
    CHECK(may(hse, Action::record_incident, {other, my_site}) == Permission::hidden);
    hse.all_sites = true;
    CHECK(may(hse, Action::record_incident, {other, other_site}) == Permission::allowed);
    CHECK(may(hse, Action::record_incident, {mine, {}}) == Permission::allowed);
}

TEST_CASE("roles and logins are read as they are written") {
    for (Role const role : all_roles)
        CHECK(role_from(to_string(role)) == role);
    CHECK_FALSE(role_from("Admin").has_value());
    CHECK(login_from("Anna.K@Example.com") == "anna.k@example.com");
    for (std::string const text : {"", "a b", "анна", "a\n", "a/b"}) {
        CAPTURE(text);
        CHECK_FALSE(login_from(text).has_value());
    }
    CHECK_FALSE(login_from(std::string(101, 'a')).has_value());
    CHECK(login_from(std::string(100, 'a')).has_value());
}
