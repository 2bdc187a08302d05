#include "domain/hours.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace safetycell;
using namespace safetycell::domain;
using doctest::Approx;
using test::day;
using test::period;

namespace {

constexpr SiteId no_site{};
constexpr SiteId north{1};
constexpr SiteId south{2};

HoursEntry entry(std::string_view first, std::string_view last, double hours, SiteId site = no_site,
                 std::int32_t headcount = unknown_headcount) {
    Period const days = period(first, last);
    return {.counted = days,
            .period = days,
            .site = site,
            .hours_hundredths = std::llround(hours * 100),
            .headcount = headcount,
            .estimated = false};
}

HoursTimeline timeline(std::vector<HoursEntry> entries, std::string_view as_of,
                       Date demobilized = Date::never()) {
    return HoursTimeline(std::move(entries), day(as_of), demobilized, GapPolicy{});
}

/// All sites together.
SiteHours within(HoursTimeline const& hours, Period window) {
    SiteHours sum;
    for (SiteHours const& site : hours.within({.window = window, .earlier = {}})) {
        sum.hours += site.hours;
        sum.estimated += site.estimated;
        sum.average_headcount += site.average_headcount;
        sum.headcount_known &= site.headcount_known;
    }
    return sum;
}

}  // namespace

TEST_CASE("A window that cuts a period takes its share by days, at both ends") {
    HoursTimeline const hours = timeline({entry("2025-01-01", "2025-01-31", 310)}, "2025-06-30");
    CHECK(within(hours, period("2025-01-11", "2025-01-20")).hours.in_hours() == Approx(100).epsilon(1e-12));
    CHECK(within(timeline({entry("2025-01-01", "2025-01-31", 310)}, "2025-01-20"),
                 period("2024-01-21", "2025-01-20"))
              .hours.in_hours() == Approx(200).epsilon(1e-12));
}

TEST_CASE("Whole periods add up exactly, in hundredths") {
    HoursTimeline const hours = timeline(
        {entry("2025-01-01", "2025-01-31", 0.1), entry("2025-02-01", "2025-02-28", 0.2)}, "2025-02-28");
    HoursSum const sum = within(hours, period("2025-01-01", "2025-02-28")).hours;
    CHECK(sum.whole == 30);
    CHECK(sum.cut == 0);
    CHECK(sum.in_hours() == 0.3);
}

TEST_CASE("A gap of 62 days is filled with the daily mean of the last 92 reported days, and marked estimated") {
    // 92 days of 10 h, before them a day of a million hours that must not be looked at.
    std::vector<HoursEntry> const entries{entry("2024-12-31", "2024-12-31", 1'000'000),
                                          entry("2025-01-01", "2025-04-02", 920)};
    Period const window = period("2025-04-03", "2025-06-03");
    REQUIRE(window.days() == 62);
    HoursTimeline const hours = timeline(entries, "2025-06-03");
    CHECK_FALSE(hours.is_missing_in(window));
    SiteHours const filled = within(hours, window);
    CHECK(filled.hours.in_hours() == Approx(620).epsilon(1e-12));
    CHECK(filled.estimated.in_hours() == Approx(620).epsilon(1e-12));
}

TEST_CASE("Of a gap of 63 days nothing is filled") {
    HoursTimeline const hours = timeline({entry("2025-01-01", "2025-04-02", 920)}, "2025-06-04");
    CHECK(hours.is_missing_in(period("2025-06-04", "2025-06-04")));
    CHECK_FALSE(hours.is_missing_in(period("2025-01-01", "2025-04-02")));
    CHECK(hours.within({.window = period("2025-04-03", "2025-06-04"), .earlier = {}}).empty());
}

TEST_CASE("A gap is measured in full, not only its part within the window") {
    HoursTimeline const hours = timeline(
        {entry("2025-01-01", "2025-01-31", 310), entry("2025-04-05", "2025-06-30", 870)}, "2025-06-30");
    REQUIRE(period("2025-02-01", "2025-04-04").days() == 63);
    CHECK(hours.is_missing_in(period("2025-04-01", "2025-06-30")));
    CHECK_FALSE(hours.is_missing_in(period("2025-04-05", "2025-06-30")));
}

TEST_CASE("The mean of a gap walks back over reported days only, earlier gaps stepped over") {
    // 30 days at 20 h, a gap of 10, 62 days at 10 h, then the gap: (30 * 20 + 62 * 10) / 92 h a day.
    std::vector<HoursEntry> const entries{entry("2024-01-01", "2024-12-31", 366'000'000),
                                          entry("2025-01-01", "2025-01-30", 600),
                                          entry("2025-02-10", "2025-04-12", 620)};
    REQUIRE(period("2025-02-10", "2025-04-12").days() == 62);
    HoursTimeline const hours = timeline(entries, "2025-04-13");
    CHECK(within(hours, period("2025-04-13", "2025-04-13")).hours.in_hours() ==
          Approx(1220.0 / 92).epsilon(1e-12));
}

TEST_CASE("With fewer than 92 reported days the mean is over those there are") {
    HoursTimeline const hours = timeline({entry("2025-06-01", "2025-06-10", 100)}, "2025-06-12");
    CHECK(within(hours, period("2025-06-01", "2025-06-12")).hours.in_hours() == Approx(120).epsilon(1e-12));
}

TEST_CASE("A gap is filled at the sites in their proportions of those days, and one reported site is no gap") {
    std::vector<HoursEntry> const entries{entry("2025-01-01", "2025-01-31", 310, north),
                                          entry("2025-01-01", "2025-01-31", 930, south),
                                          entry("2025-02-01", "2025-02-28", 280, north)};
    HoursTimeline const no_gap = timeline(entries, "2025-02-28");
    CHECK(within(no_gap, period("2025-02-01", "2025-02-28")).hours.in_hours() == 280);

    HoursTimeline const hours = timeline({entries.begin(), entries.begin() + 2}, "2025-02-10");
    auto const sites = hours.within({.window = period("2025-02-01", "2025-02-10"), .earlier = {}});
    REQUIRE(sites.size() == 2);
    CHECK(sites[0].site == north);
    CHECK(sites[0].hours.in_hours() == Approx(100).epsilon(1e-12));
    CHECK(sites[1].hours.in_hours() == Approx(300).epsilon(1e-12));
}

TEST_CASE("After an organization has left nothing is missing") {
    HoursTimeline const left =
        timeline({entry("2025-01-01", "2025-01-31", 310)}, "2025-12-31", day("2025-01-31"));
    CHECK_FALSE(left.is_missing_in(period("2025-01-01", "2025-12-31")));
    SiteHours const sum = within(left, period("2025-01-01", "2025-12-31"));
    CHECK(sum.hours.in_hours() == 310);
    CHECK(sum.estimated.in_hours() == 0);

    HoursTimeline const later =
        timeline({entry("2025-01-01", "2025-01-31", 310)}, "2025-12-31", day("2025-02-05"));
    CHECK(within(later, period("2025-01-01", "2025-12-31")).estimated.in_hours() == Approx(50).epsilon(1e-12));
}

TEST_CASE("The days before the first report last until it, or as long as the organization was there") {
    auto const entries = std::vector{entry("2025-03-01", "2025-03-31", 310)};
    CHECK(timeline(entries, "2025-06-30").days_before_first_report(day("2025-01-10")) ==
          period("2025-01-10", "2025-02-28"));
    CHECK(timeline(entries, "2025-06-30").days_before_first_report(day("2025-03-01")).is_empty());
    CHECK(timeline({}, "2025-06-30").days_before_first_report(day("2025-01-10")) ==
          period("2025-01-10", "2025-06-30"));
    CHECK(timeline({}, "2025-06-30", day("2025-02-15")).days_before_first_report(day("2025-01-10")) ==
          period("2025-01-10", "2025-02-15"));
    CHECK(timeline(entries, "2025-02-15").days_before_first_report(day("2025-01-10")) ==
          period("2025-01-10", "2025-02-15"));
    CHECK(timeline(entries, "2025-06-30").days_before_first_report(Date::never()).is_empty());
}

TEST_CASE("What begins after the as-of date does not exist yet") {
    HoursTimeline const hours = timeline(
        {entry("2025-01-01", "2025-01-31", 310), entry("2025-02-01", "2025-02-28", 280'000)}, "2025-01-31");
    CHECK(within(hours, period("2024-02-01", "2025-01-31")).hours.in_hours() == 310);
}

TEST_CASE("An estimate of the source counts among the estimated hours") {
    HoursEntry stated = entry("2025-01-01", "2025-01-31", 310);
    stated.estimated = true;
    HoursTimeline const hours = timeline({stated, entry("2025-02-01", "2025-02-28", 280)}, "2025-02-28");
    SiteHours const sum = within(hours, period("2025-01-01", "2025-02-28"));
    CHECK(sum.hours.in_hours() == 590);
    CHECK(sum.estimated.in_hours() == 310);
}

TEST_CASE("The average headcount is over all days of the window; a counted day without one makes it unknown") {
    HoursTimeline const half = timeline({entry("2025-01-01", "2025-01-10", 100, no_site, 12)}, "2025-01-10");
    CHECK(within(half, period("2024-12-22", "2025-01-10")).average_headcount == 6);
    HoursTimeline const unknown =
        timeline({entry("2025-01-01", "2025-01-10", 100, no_site, 12), entry("2025-01-11", "2025-01-20", 100)},
                 "2025-01-20");
    CHECK_FALSE(within(unknown, period("2025-01-01", "2025-01-20")).headcount_known);
    CHECK(within(unknown, period("2025-01-01", "2025-01-10")).headcount_known);
}

TEST_CASE("A site whose window begins earlier takes its earlier days, the others do not") {
    HoursTimeline const hours =
        timeline({entry("2025-01-01", "2025-01-31", 310, north), entry("2025-01-01", "2025-01-31", 310, south)},
                 "2025-01-31");
    ReachingWindow const window{.window = period("2025-01-22", "2025-01-31"),
                                .earlier = {{north, day("2025-01-01")}}};
    CHECK(window.widest() == period("2025-01-01", "2025-01-31"));
    auto const sites = hours.within(window);
    REQUIRE(sites.size() == 2);
    CHECK(sites[0].hours.in_hours() == 310);
    CHECK(sites[1].hours.in_hours() == Approx(100).epsilon(1e-12));
}
