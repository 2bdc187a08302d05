#include "domain/breaches.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;

TEST_CASE("A breach of a cardinal rule is held against the contractor from the day it occurred") {
    Breach breach;
    breach.kind = BreachKind::cardinal_rule;
    breach.occurred_on = day("2026-03-10");
    CHECK_FALSE(is_open_on(breach, day("2026-03-09")));
    CHECK(is_open_on(breach, day("2026-03-10")));
    breach.established_on = day("2026-03-20");
    CHECK(held_against_since(breach) == day("2026-03-10"));

    SUBCASE("until a decision resolves it") {
        breach.resolved_on = day("2026-04-01");
        CHECK(is_open_on(breach, day("2026-03-31")));
        CHECK_FALSE(is_open_on(breach, day("2026-04-01")));
    }
    SUBCASE("unless it is voided") {
        breach.voided = true;
        CHECK_FALSE(is_open_on(breach, day("2026-03-10")));
    }
}

TEST_CASE("Concealment is held against the contractor once it is proven") {
    Breach breach;
    breach.kind = BreachKind::concealment;
    breach.occurred_on = day("2026-03-10");
    CHECK(held_against_since(breach).is_never());
    CHECK_FALSE(is_open_on(breach, day("2026-12-31")));
    breach.established_on = day("2026-03-20");
    CHECK_FALSE(is_open_on(breach, day("2026-03-19")));
    CHECK(is_open_on(breach, day("2026-03-20")));
}
