#include "domain/obligations.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;

TEST_CASE("An obligation falls due when its day has ended, and is kept when it was done by then") {
    Obligation measure;
    measure.due_on = day("2026-03-10");
    CHECK_FALSE(has_fallen_due(measure, day("2026-03-10")));
    CHECK(has_fallen_due(measure, day("2026-03-11")));
    CHECK_FALSE(is_kept(measure));
    measure.done_on = day("2026-03-11");
    CHECK_FALSE(is_kept(measure));
    measure.done_on = day("2026-03-10");
    CHECK(is_kept(measure));
    measure.voided = true;
    CHECK_FALSE(has_fallen_due(measure, day("2026-03-11")));
}

TEST_CASE("A personal commitment counts only when somebody else confirmed it") {
    Obligation commitment;
    commitment.kind = ObligationKind::commitment;
    commitment.due_on = day("2026-03-10");
    commitment.done_on = day("2026-03-01");
    commitment.owner = "A. Director";
    CHECK_FALSE(is_kept(commitment));
    commitment.confirmed_by = "B. Head of safety";
    CHECK(is_kept(commitment));
}
