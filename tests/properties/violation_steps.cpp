// Lives of violations, taken step by step by several people in any order that is let through.

#include "domain/violation_steps.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

using Random = std::mt19937;

constexpr OrganizationId organization{1};
constexpr SiteId site{1};

std::vector<Actor> people() {
    std::vector<Actor> all;
    for (auto const& [login, role] :
         {std::pair{"anna", Role::contractor_supervisor}, std::pair{"boris", Role::contractor_supervisor},
          std::pair{"clara", Role::mentor}, std::pair{"dina", Role::hse_specialist},
          std::pair{"egor", Role::hse_specialist}, std::pair{"fedor", Role::director}}) {
        Actor actor;
        actor.login = login;
        actor.role = role;
        actor.all_sites = role == Role::hse_specialist;
        if (role != Role::hse_specialist) actor.organizations = {organization};
        all.push_back(actor);
    }
    return all;
}

ViolationCase found(Random& random) {
    ViolationCase life;
    life.violation.organization = organization;
    life.violation.site = site;
    life.violation.found_on = Date{20'000};
    life.violation.due_on =
        random() % 8 == 0 ? Date::never() : Date{20'000} + static_cast<std::int32_t>(random() % 30);
    return life;
}

/// Said as it should be, with what the kind needs.
Step well_said(StepKind kind, Date today, Violation const& violation) {
    Step step{kind, "because", {}, Date::never()};
    if (kind == StepKind::assigned) step.assigned_to = "Crew 4";
    if (kind == StepKind::extension_asked && !violation.due_on.is_never()) {
        step.until = std::max(today, due_date_on(violation, Date::never())) + 5;
    }
    return step;
}

bool contains(std::vector<StepKind> const& kinds, StepKind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

void check_dates(Violation const& violation, Date today) {
    for (Date const date : {violation.assigned_on, violation.fixed_on, violation.verified_on,
                            violation.cancelled_on, violation.extension_granted_on}) {
        RC_ASSERT(date.is_never() || (violation.found_on <= date && date <= today));
    }
    RC_ASSERT(violation.verified_on.is_never() ||
              (!violation.fixed_on.is_never() && violation.fixed_on <= violation.verified_on));
    RC_ASSERT(violation.extended_due_on.is_never() || violation.extended_due_on > violation.due_on);
}

void check_step(ViolationCase const& before, StepOutcome const& outcome, Actor const& actor) {
    Violation const& was = before.violation;
    Violation const& is = outcome.violation;
    bool const has_fixed =
        std::find(before.fixed_by.begin(), before.fixed_by.end(), actor.login) != before.fixed_by.end();
    switch (outcome.step.kind) {
        case StepKind::verified: RC_ASSERT(!has_fixed); break;
        case StepKind::returned:
            RC_ASSERT(!has_fixed);
            RC_ASSERT(is.fixed_on.is_never());
            break;
        case StepKind::extension_refused:
        case StepKind::extension_asked:
        case StepKind::commented: RC_ASSERT(is == was); break;
        case StepKind::assigned:
        case StepKind::extension_granted:
        case StepKind::fixed:
        case StepKind::reopened:
        case StepKind::cancelled: break;
    }
    RC_ASSERT(is.due_on == was.due_on);
    RC_ASSERT(is.found_on == was.found_on);
    RC_ASSERT(outcome.step.kind == StepKind::extension_granted || is.extended_due_on == was.extended_due_on);
    RC_ASSERT(was.cancelled_on.is_never() || outcome.step.kind == StepKind::reopened);
}

}  // namespace

TEST_CASE("domain 6: whatever is done in whatever order, no fixer verifies and no date runs backwards") {
    int taken = 0;
    bool const holds = rc::check("lives of violations", [&taken](std::uint32_t seed) {
        Random random{seed};
        std::vector<Actor> const everybody = people();
        ViolationCase life = found(random);
        Date today = life.violation.found_on;
        for (int attempt = 0; attempt < 120; ++attempt) {
            today = today + static_cast<std::int32_t>(random() % 3);
            Actor const& actor = everybody[random() % everybody.size()];
            auto const kind = static_cast<StepKind>(random() % step_kind_count);
            bool const offered = contains(steps_open_to(life, actor), kind);
            auto const outcome = take_step(life, well_said(kind, today, life.violation), actor, today);
            // A button that is shown works, and one that is not would not.
            RC_ASSERT(offered == outcome.has_value());
            if (!outcome) {
                RC_ASSERT(outcome.error().message.ends_with('.'));
                continue;
            }
            check_step(life, *outcome, actor);
            check_dates(outcome->violation, today);
            life.violation = outcome->violation;
            life.steps.push_back({outcome->step, actor.login, today});
            if (kind == StepKind::fixed) life.fixed_by.push_back(actor.login);
            ++taken;
        }
    });
    CHECK(holds);
    CHECK(taken > 1000);
}
