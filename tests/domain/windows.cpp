#include "domain/windows.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;
using test::period;

TEST_CASE("The rolling 12 months run from the day after the same day of the previous year") {
    CHECK(window_ending(WindowKind::rolling_12_months, day("2025-08-31")) ==
          period("2024-09-01", "2025-08-31"));
    CHECK(window_ending(WindowKind::rolling_12_months, day("2025-03-10")) ==
          period("2024-03-11", "2025-03-10"));
}

TEST_CASE("The rolling 12 months at the end of 2014 are exactly 2014") {
    Period const window = window_ending(WindowKind::rolling_12_months, day("2014-12-31"));
    CHECK(window == period("2014-01-01", "2014-12-31"));
    CHECK(window == window_ending(WindowKind::year_to_date, day("2014-12-31")));
}

TEST_CASE("On 29 February the rolling 12 months begin after 28 February") {
    CHECK(window_ending(WindowKind::rolling_12_months, day("2024-02-29")) ==
          period("2023-03-01", "2024-02-29"));
    CHECK(window_ending(WindowKind::rolling_12_months, day("2025-02-28")) ==
          period("2024-02-29", "2025-02-28"));
    CHECK(window_ending(WindowKind::rolling_12_months, day("2024-02-29")).days() == 366);
    CHECK(window_ending(WindowKind::rolling_12_months, day("2025-02-28")).days() == 366);
}

TEST_CASE("Year to date and month begin with the calendar year and month") {
    CHECK(window_ending(WindowKind::year_to_date, day("2025-01-01")) == period("2025-01-01", "2025-01-01"));
    CHECK(window_ending(WindowKind::year_to_date, day("2025-08-15")) == period("2025-01-01", "2025-08-15"));
    CHECK(window_ending(WindowKind::month, day("2025-08-15")) == period("2025-08-01", "2025-08-15"));
}

TEST_CASE("Windows are called what files and screens call them") {
    for (WindowKind const kind : all_window_kinds)
        CHECK(window_kind_from(to_string(kind)) == kind);
    CHECK(to_string(WindowKind::rolling_12_months) == "rolling_12_months");
    CHECK(to_string(WindowKind::year_to_date) == "year_to_date");
    CHECK(to_string(WindowKind::month) == "month");
    CHECK_FALSE(window_kind_from("quarter").has_value());
}
