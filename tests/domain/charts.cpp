#include "domain/charts.hpp"

#include "support/figures.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace safetycell;
using namespace safetycell::domain;
using test::add_months;
using test::day;
using test::FactsBuilder;

namespace {

/// 30,000 h a month from 2023 on; LTIs on the dates of domain reference 2.4.
struct Reference : FactsBuilder {
    SiteId mine = site("MINE");
    OrganizationId acme = contractor("ACME");
    Reference() {
        add_months(*this, acme, mine, "2023-01-01", "2025-06-30", 30'000);
        for (char const* on :
             {"2023-01-14", "2023-02-03", "2023-04-22", "2023-05-01", "2023-08-19", "2023-09-30", "2024-01-11",
              "2024-02-02", "2024-05-28", "2024-06-16", "2024-12-05"}) {
            incident(acme, mine, on, IncidentClass::lost_work_day_case);
        }
    }

    Charts charts(std::string_view evening, Scope scope = {}) const {
        return compute_charts(facts, test::example_policy(), evening_of(evening), scope);
    }
};

}  // namespace

TEST_CASE("The time between injuries has the gaps and limits of reference 2.4") {
    Reference builder;
    // On the day of another injury it is the same event; without a lost day it is none.
    builder.incident(builder.acme, builder.mine, "2024-05-28", IncidentClass::restricted_work_case);
    builder.incident(builder.acme, builder.mine, "2024-05-28", IncidentClass::lost_work_day_case);
    Charts const charts = builder.charts("2025-06-30");
    std::vector<std::int64_t> gaps;
    for (TimeBetween::Point const& point : charts.time_between.points)
        gaps.push_back(point.days);
    CHECK(gaps == std::vector<std::int64_t>{20, 78, 9, 110, 42, 103, 22, 116, 19, 172});
    REQUIRE(charts.time_between.chart.has_value());
    CHECK(charts.time_between.chart->upper == doctest::Approx(892.60104285));
    CHECK(charts.time_between.chart->center == doctest::Approx(53.33347386));
    CHECK(charts.time_between.chart->lower == 0);
    CHECK(charts.time_between.open_days == 207);
}

TEST_CASE("A streak is told by how likely it is at the average rate and the hours worked (reference 2.4)") {
    Figure figure;
    figure.period = {day("2025-01-01"), day("2025-01-30")};
    figure.hours = 30'000;
    figure.value = 0;
    Figure average;
    average.value = 1.2;
    CHECK(*streak_of(90, figure, average, 1e6) == doctest::Approx(0.897628).epsilon(1e-6));
    CHECK(*streak_of(365, figure, average, 1e6) == doctest::Approx(0.645326).epsilon(1e-6));
    average.value = 0;
    CHECK_FALSE(streak_of(90, figure, average, 1e6).has_value());
    average.value = 1.2;
    figure.reason = NoRateReason::hours_missing;
    CHECK_FALSE(streak_of(90, figure, average, 1e6).has_value());
}

TEST_CASE("Violations are counted a month over the hours of those that reported, others left out of both") {
    Reference builder;
    OrganizationId const silent = builder.contractor("SILENT");
    for (char const* found : {"2025-05-03", "2025-05-20", "2025-04-01", "2025-06-02"})
        builder.violation(builder.acme, builder.mine, found, "2025-12-31");
    builder.violation(silent, builder.mine, "2025-05-07", "2025-12-31");
    Charts const charts = builder.charts("2025-06-15");
    REQUIRE(charts.violations.points.size() == 24);
    ViolationRate::Point const& may = charts.violations.points.back();
    CHECK(may.month == Period{day("2025-05-01"), day("2025-05-31")});
    CHECK(may.count == 2);
    CHECK(may.exposure == 30'000);
    CHECK(charts.violations.per == ViolationRate::Per::hours);
    REQUIRE(charts.violations.chart.has_value());
    CHECK(charts.violations.chart->limits.size() == 24);
}

TEST_CASE("Where inspections are recorded violations are told per inspection, of those that were inspected") {
    Reference builder;
    OrganizationId const unseen = builder.contractor("UNSEEN");
    using enum ActivityKind;
    for (char const* held : {"2025-04-02", "2025-05-03", "2025-05-20", "2025-06-02", "2023-05-31"})
        builder.activity(builder.acme, inspection, held);
    builder.activity(builder.acme, joint_inspection, "2025-05-21");
    builder.activity(builder.acme, proposal, "2025-05-22");
    builder.activity(builder.acme, inspection, "2025-05-23").voided = true;
    for (char const* found :
         {"2025-05-03", "2025-05-03", "2025-05-20", "2025-04-02", "2025-03-02", "2025-06-02"})
        builder.violation(builder.acme, builder.mine, found, "2025-12-31");
    builder.violation(builder.acme, builder.mine, "2025-05-04", "2025-12-31").self_found = true;
    builder.violation(unseen, builder.mine, "2025-05-07", "2025-12-31");
    ViolationRate const rate = builder.charts("2025-06-15").violations;
    CHECK(rate.per == ViolationRate::Per::inspections);
    CHECK(rate.unit() == 1);
    REQUIRE(rate.points.size() == 2);  // Months without an inspection are left out.
    CHECK(rate.points[0].month == Period{day("2025-04-01"), day("2025-04-30")});
    CHECK(rate.points[0].count == 1);
    CHECK(rate.points[1].exposure == 3);
    CHECK(rate.points[1].count == 3);
    REQUIRE(rate.chart.has_value());
    CHECK(rate.chart->mean == doctest::Approx(1.0));  // 4 in 4 inspections.
    // One without inspections of its own is told per hours.
    Scope const scope = {ScopeKind::organization, {}, unseen};
    CHECK(builder.charts("2025-06-15", scope).violations.per == ViolationRate::Per::hours);
}

TEST_CASE(
    "The trend gives each month end what an edition of that evening gives, and ends with the as-of moment") {
    Reference const builder;
    Charts const charts = builder.charts("2025-06-15");
    REQUIRE(charts.trends.size() == 2);
    Trend const& ltifr = charts.trends.front();
    REQUIRE(ltifr.points.size() == 36);
    test::Computed const then(builder, "2025-03-31");
    Figure const& published = then.figure("enterprise", "ltifr");
    CHECK(ltifr.points[32].figure.period == published.period);
    CHECK(ltifr.points[32].figure.numerator == published.numerator);
    CHECK(ltifr.points[32].figure.value == published.value);
    CHECK(ltifr.points.back().as_of == builder.evening_of("2025-06-15").instant);
    // Before anybody worked there is a reason, not a zero.
    CHECK(ltifr.points.front().figure.reason == NoRateReason::hours_missing);
}

TEST_CASE("The safety cross has a day for each day so far, with its worst event") {
    Reference builder;
    builder.incident(builder.acme, builder.mine, "2025-06-03", IncidentClass::near_miss);
    builder.incident(builder.acme, builder.mine, "2025-06-03", IncidentClass::first_aid_case);
    builder.incident(builder.acme, builder.mine, "2025-06-20", IncidentClass::fatality);
    SafetyCross const cross = builder.charts("2025-06-15").safety_cross;
    REQUIRE(cross.days.size() == 15);
    CHECK(cross.days[2].worst == IncidentClass::first_aid_case);
    CHECK(cross.days[2].count == 2);
    CHECK_FALSE(cross.days[3].worst.has_value());
}

TEST_CASE("The funnel has the contractors with hours around their common rate; without any, nothing is drawn") {
    Reference builder;
    OrganizationId const small = builder.contractor("SMALL");
    add_months(builder, small, builder.mine, "2023-01-01", "2025-06-30", 1'000);
    Funnel const funnel = builder.charts("2025-06-30").funnel;
    CHECK(funnel.points.size() == 2);
    CHECK(*funnel.mean == doctest::Approx(1e6 / (31'000 * 12)));
    REQUIRE(funnel.limits.size() > 2);
    CHECK(funnel.limits.front().hours == doctest::Approx(12'000));
    CHECK(funnel.limits.back().hours == doctest::Approx(360'000));
    CHECK(funnel.limits.front().limits.percent_95.upper > funnel.limits.back().limits.percent_95.upper);

    FactsBuilder empty;
    empty.contractor("NOBODY");
    Charts const charts =
        compute_charts(empty.facts, test::example_policy(), empty.evening_of("2025-06-30"), {});
    CHECK_FALSE(charts.funnel.mean.has_value());
    CHECK(charts.funnel.limits.empty());
    CHECK_FALSE(charts.time_between.chart.has_value());
    CHECK_FALSE(charts.time_between.open_days.has_value());
    CHECK_FALSE(charts.violations.chart.has_value());
}
