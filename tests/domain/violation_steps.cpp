#include "domain/violation_steps.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;

namespace {

constexpr OrganizationId drill{3};
constexpr SiteId mine{2};

Actor somebody(std::string login, Role role) {
    Actor actor;
    actor.login = std::move(login);
    actor.role = role;
    if (assignment_of(role) == Assignment::sites) {
        actor.sites = {mine};
    } else {
        actor.organizations = {drill};
    }
    return actor;
}

Actor const supervisor = somebody("supervisor", Role::contractor_supervisor);
Actor const mentor = somebody("mentor", Role::mentor);
Actor const hse = somebody("hse", Role::hse_specialist);

Step step(StepKind kind, std::string text = "", Date until = Date::never(), std::string assigned_to = "") {
    return {kind, std::move(text), std::move(assigned_to), until};
}

/// Found on 1 March, due on 11 March.
struct Life {
    ViolationCase now;

    Life() {
        now.violation.organization = drill;
        now.violation.site = mine;
        now.violation.found_on = day("2026-03-01");
        now.violation.due_on = day("2026-03-11");
    }

    Result<StepOutcome> ask(Actor const& actor, std::string_view on, Step said) const {
        return take_step(now, std::move(said), actor, day(on));
    }

    void take(Actor const& actor, std::string_view on, Step said) {
        auto outcome = ask(actor, on, std::move(said));
        REQUIRE_MESSAGE(outcome.has_value(), outcome.error().message);
        now.violation = outcome->violation;
        now.steps.push_back({outcome->step, actor.login, day(on)});
        if (outcome->step.kind == StepKind::fixed) now.fixed_by.push_back(actor.login);
    }

    ErrorCode refusal(Actor const& actor, std::string_view on, Step said) const {
        auto const outcome = ask(actor, on, std::move(said));
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().message.ends_with("."));
        CHECK_FALSE(outcome.error().field.empty());
        return outcome.error().code;
    }

    bool is_open_to(Actor const& actor, StepKind kind) const {
        auto const open = steps_open_to(now, actor);
        return std::find(open.begin(), open.end(), kind) != open.end();
    }
};

}  // namespace

TEST_CASE("domain 6: found, assigned, fixed, verified: each step gives its date") {
    Life life;
    life.take(hse, "2026-03-01", step(StepKind::assigned, "", Date::never(), "Crew 4"));
    life.take(supervisor, "2026-03-05", step(StepKind::fixed, "Rails are up"));
    life.take(mentor, "2026-03-06", step(StepKind::verified));
    Violation const& closed = life.now.violation;
    CHECK(closed.assigned_on == day("2026-03-01"));
    CHECK(closed.fixed_on == day("2026-03-05"));
    CHECK(closed.verified_on == day("2026-03-06"));
    CHECK(status_on(closed, day("2026-03-06")) == ViolationStatus::closed);
}

TEST_CASE("domain 6: the verifier is never the one who fixed it, also after a return and another's fix") {
    Life life;
    life.take(hse, "2026-03-02", step(StepKind::fixed));
    CHECK(life.refusal(hse, "2026-03-02", step(StepKind::verified)) == ErrorCode::forbidden);
    CHECK(life.refusal(hse, "2026-03-02", step(StepKind::returned, "No")) == ErrorCode::forbidden);
    CHECK_FALSE(life.is_open_to(hse, StepKind::verified));
    life.take(mentor, "2026-03-03", step(StepKind::returned, "The lower rail is missing"));
    CHECK(life.now.violation.fixed_on.is_never());
    CHECK(life.now.violation.due_on == day("2026-03-11"));
    life.take(supervisor, "2026-03-04", step(StepKind::fixed));
    CHECK(life.refusal(hse, "2026-03-05", step(StepKind::verified)) == ErrorCode::forbidden);
    life.take(mentor, "2026-03-05", step(StepKind::verified));
}

TEST_CASE("domain 6: more time is asked for, granted or refused with a reason, by another") {
    Life life;
    CHECK(life.refusal(supervisor, "2026-03-04", step(StepKind::extension_asked, "", day("2026-03-20"))) ==
          ErrorCode::invalid);
    CHECK(life.refusal(supervisor, "2026-03-04", step(StepKind::extension_asked, "Late", day("2026-03-11"))) ==
          ErrorCode::invalid);
    CHECK(life.refusal(hse, "2026-03-04", step(StepKind::extension_granted, "Yes")) == ErrorCode::conflict);
    life.take(supervisor, "2026-03-04", step(StepKind::extension_asked, "Steel is late", day("2026-03-20")));
    CHECK(life.refusal(supervisor, "2026-03-04", step(StepKind::extension_asked, "More", day("2026-03-21"))) ==
          ErrorCode::conflict);
    CHECK(life.refusal(supervisor, "2026-03-05", step(StepKind::extension_granted, "Yes")) ==
          ErrorCode::forbidden);
    Violation const before = life.now.violation;
    life.take(hse, "2026-03-05", step(StepKind::extension_refused, "There is steel"));
    CHECK(life.now.violation == before);
    life.take(supervisor, "2026-03-06", step(StepKind::extension_asked, "No welder", day("2026-03-18")));
    life.take(hse, "2026-03-07", step(StepKind::extension_granted, "Scaffold first"));
    CHECK(life.now.violation.extended_due_on == day("2026-03-18"));
    CHECK(life.now.violation.extension_granted_on == day("2026-03-07"));
    CHECK(life.now.violation.due_on == day("2026-03-11"));
    CHECK(life.now.steps.back().step.until == day("2026-03-18"));

    Life own;
    own.take(hse, "2026-03-04", step(StepKind::extension_asked, "Ours", day("2026-03-20")));
    CHECK(own.refusal(hse, "2026-03-04", step(StepKind::extension_granted, "Yes")) == ErrorCode::forbidden);
    own.take(supervisor, "2026-03-05", step(StepKind::fixed));
    CHECK(open_request(own.now) == nullptr);
}

TEST_CASE("domain 6: what was cancelled takes no step but to be reopened, and needs reasons for both") {
    Life life;
    CHECK(life.refusal(hse, "2026-03-02", step(StepKind::cancelled)) == ErrorCode::invalid);
    life.take(hse, "2026-03-02", step(StepKind::cancelled, "Not ours"));
    for (StepKind const kind : {StepKind::fixed, StepKind::commented, StepKind::cancelled, StepKind::verified})
        CHECK(life.refusal(hse, "2026-03-03", step(kind, "x")) == ErrorCode::conflict);
    CHECK(steps_open_to(life.now, hse) == std::vector{StepKind::reopened});
    life.take(hse, "2026-03-04", step(StepKind::reopened, "Ours after all"));
    CHECK(life.now.violation.cancelled_on.is_never());
    life.take(supervisor, "2026-03-04", step(StepKind::fixed));
}

TEST_CASE("what was verified is reopened, and neither cancelled nor fixed again before") {
    Life life;
    life.take(supervisor, "2026-03-02", step(StepKind::fixed));
    life.take(mentor, "2026-03-03", step(StepKind::verified));
    CHECK(life.refusal(hse, "2026-03-04", step(StepKind::cancelled, "x")) == ErrorCode::conflict);
    CHECK(life.refusal(supervisor, "2026-03-04", step(StepKind::fixed)) == ErrorCode::conflict);
    CHECK(life.refusal(mentor, "2026-03-04", step(StepKind::reopened, "x")) == ErrorCode::forbidden);
    life.take(hse, "2026-03-04", step(StepKind::reopened, "It came loose"));
    CHECK(status_on(life.now.violation, day("2026-03-04")) == ViolationStatus::open);
}

TEST_CASE("domain 12: supervisors fix and ask, mentors judge, and neither does what is the other's") {
    Life life;
    CHECK(life.refusal(mentor, "2026-03-02", step(StepKind::fixed)) == ErrorCode::forbidden);
    CHECK(life.refusal(supervisor, "2026-03-02", step(StepKind::assigned, "", Date::never(), "Me")) ==
          ErrorCode::forbidden);
    CHECK(life.refusal(supervisor, "2026-03-02", step(StepKind::cancelled, "x")) == ErrorCode::forbidden);
    CHECK(steps_open_to(life.now, supervisor) ==
          std::vector{StepKind::extension_asked, StepKind::fixed, StepKind::commented});
    CHECK(steps_open_to(life.now, mentor) == std::vector{StepKind::commented});
    CHECK(steps_open_to(life.now, somebody("director", Role::director)).empty());
    Actor stranger = supervisor;
    stranger.organizations = {OrganizationId{4}};
    CHECK(steps_open_to(life.now, stranger).empty());
    life.take(supervisor, "2026-03-02", step(StepKind::fixed));
    CHECK(steps_open_to(life.now, mentor) ==
          std::vector{StepKind::verified, StepKind::returned, StepKind::commented});
}

TEST_CASE("no step is dated before the one it follows, and what was withdrawn takes none") {
    Life life;
    life.take(supervisor, "2026-03-05", step(StepKind::fixed));
    CHECK(life.refusal(mentor, "2026-03-04", step(StepKind::verified)) == ErrorCode::conflict);
    life.now.violation.voided = true;
    CHECK(life.refusal(mentor, "2026-03-06", step(StepKind::verified)) == ErrorCode::conflict);
    CHECK(steps_open_to(life.now, hse).empty());
}

TEST_CASE("what has no due date is given no more time") {
    Life life;
    life.now.violation.due_on = Date::never();
    CHECK(life.refusal(supervisor, "2026-03-05", step(StepKind::extension_asked, "x", day("2026-04-01"))) ==
          ErrorCode::conflict);
}

TEST_CASE("every step has a word, and the word names it") {
    for (std::size_t i = 0; i < step_kind_count; ++i) {
        auto const kind = static_cast<StepKind>(i);
        CHECK(step_kind_from(to_string(kind)) == kind);
    }
    CHECK_FALSE(step_kind_from("approved"));
}
