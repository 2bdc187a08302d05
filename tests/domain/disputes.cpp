#include "domain/disputes.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;

TEST_CASE("An input may be disputed within ten working days, Monday to Friday") {
    CHECK(last_day_to_dispute(day("2026-03-02")) == day("2026-03-16"));  // From a Monday to a Monday.
    CHECK(last_day_to_dispute(day("2026-03-06")) == day("2026-03-20"));  // From a Friday to a Friday.
    CHECK(last_day_to_dispute(day("2026-03-07")) == day("2026-03-20"));  // From a Saturday.
    CHECK(last_day_to_dispute(day("2026-03-08")) == day("2026-03-20"));  // From a Sunday.
    CHECK(last_day_to_dispute(day("1969-12-25")) == day("1970-01-08"));
}

TEST_CASE("A dispute is open from the day it was submitted until a decision is known") {
    Dispute dispute;
    dispute.submitted_on = day("2026-03-10");
    CHECK_FALSE(is_open_on(dispute, day("2026-03-09")));
    CHECK(is_open_on(dispute, day("2026-03-10")));
    CHECK_FALSE(is_upheld(dispute));

    dispute.decided_on = day("2026-03-12");
    CHECK_FALSE(is_open_on(dispute, day("2026-03-11")));
    CHECK_FALSE(is_upheld(dispute));
    dispute.upheld = true;
    CHECK(is_upheld(dispute));

    dispute.voided = true;
    CHECK_FALSE(is_upheld(dispute));
    dispute.decided_on = Date::never();
    dispute.upheld = false;
    CHECK_FALSE(is_open_on(dispute, day("2026-03-11")));
}
