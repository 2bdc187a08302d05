#include "domain/activities.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;

TEST_CASE("Initiative is what the contractor itself started: joint inspections and proposals") {
    Activity activity;
    for (auto const& [kind, inspection] :
         {std::pair{ActivityKind::inspection, true}, std::pair{ActivityKind::joint_inspection, true},
          std::pair{ActivityKind::proposal, false}}) {
        activity.kind = kind;
        CHECK(is_inspection(activity) == inspection);
        activity.started_by = StartedBy::enterprise;
        CHECK_FALSE(shows_initiative(activity));
        activity.started_by = StartedBy::contractor;
        CHECK(shows_initiative(activity) == (kind != ActivityKind::inspection));
    }
}

TEST_CASE("An activity has been held from its day on") {
    Activity activity;
    activity.held_on = day("2026-03-10");
    CHECK_FALSE(has_been_held(activity, day("2026-03-09")));
    CHECK(has_been_held(activity, day("2026-03-10")));
    activity.voided = true;
    CHECK_FALSE(has_been_held(activity, day("2026-03-10")));
}
