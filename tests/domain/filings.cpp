#include "domain/filings.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::test;
using namespace safetycell::domain;

namespace {

Period const october{day("2026-10-01"), day("2026-10-31")};
Date const today = day("2026-11-22");

PeriodTotals form_of(Period period, SiteId site = {}) {
    PeriodTotals form;
    form.organization = OrganizationId{1};
    form.site = site;
    form.period = period;
    return form;
}

Incident incident_on(std::string_view on, IncidentClass incident_class, SiteId site = {}) {
    Incident incident;
    incident.organization = OrganizationId{1};
    incident.site = site;
    incident.occurred_on = day(on);
    incident.incident_class = incident_class;
    return incident;
}

HoursRecord hours_of(Period period, double hours, std::int32_t headcount, SiteId site = {}) {
    HoursRecord record;
    record.organization = OrganizationId{1};
    record.site = site;
    record.period = period;
    record.hours_hundredths = std::llround(hours * 100);
    record.headcount = headcount;
    return record;
}

FilingComparison::Line const& line_of(FilingComparison const& comparison, IncidentClass incident_class) {
    return comparison.lines[static_cast<std::size_t>(incident_class)];
}

}  // namespace

TEST_CASE("a form is in time through the tenth day of the next month, and late after it") {
    Date const due = filing_due_on(october);
    CHECK(due == day("2026-11-10"));
    CHECK(filing_state(day("2026-11-10"), due, today) == FilingState::filed);
    CHECK(filing_state(day("2026-11-11"), due, today) == FilingState::filed_late);
    CHECK(filing_state(Date::never(), due, due) == FilingState::due);
    CHECK(filing_state(Date::never(), due, due + 1) == FilingState::overdue);
}

TEST_CASE("whoever was on site on one day of the month owes its form") {
    Organization organization;
    organization.mobilized_on = day("2026-10-31");
    CHECK(was_on_site(organization, Date::never(), october));
    organization.mobilized_on = day("2026-11-01");
    CHECK_FALSE(was_on_site(organization, day("2020-01-01"), october));
    organization.mobilized_on = day("2020-01-01");
    organization.demobilized_on = day("2026-10-01");
    CHECK(was_on_site(organization, Date::never(), october));
    organization.demobilized_on = day("2026-09-30");
    CHECK_FALSE(was_on_site(organization, Date::never(), october));
}

TEST_CASE("an organization whose first day nobody stated is there since it is known, and a voided one never") {
    Organization organization;
    CHECK(was_on_site(organization, day("2026-10-15"), october));
    CHECK_FALSE(was_on_site(organization, day("2026-11-15"), october));
    organization.voided = true;
    CHECK_FALSE(was_on_site(organization, day("2026-10-15"), october));
}

TEST_CASE("each class of a form is compared with the single records of the same days and places") {
    PeriodTotals form = form_of(october, SiteId{1});
    form.counts.fill(0);
    form.counts[static_cast<std::size_t>(IncidentClass::lost_work_day_case)] = 2;
    form.counts[static_cast<std::size_t>(IncidentClass::first_aid_case)] = 1;
    form.counts[static_cast<std::size_t>(IncidentClass::hazard)] = unknown_count;
    Incident lost = incident_on("2026-10-31", IncidentClass::lost_work_day_case, SiteId{1});
    lost.lost_days = 4;
    Incident const near_miss = incident_on("2026-10-01", IncidentClass::near_miss, SiteId{1});
    Incident const hazard = incident_on("2026-10-02", IncidentClass::hazard, SiteId{1});
    Incident const elsewhere = incident_on("2026-10-02", IncidentClass::fatality, SiteId{2});
    Incident const later = incident_on("2026-11-01", IncidentClass::fatality, SiteId{1});
    OrganizationRecords records;
    records.incidents = {&near_miss, &hazard, &elsewhere, &lost, &later};

    FilingComparison const comparison = compare_with_records(form, records, today);
    CHECK(line_of(comparison, IncidentClass::lost_work_day_case).difference() == 1);
    CHECK(line_of(comparison, IncidentClass::near_miss).difference() == -1);
    CHECK(line_of(comparison, IncidentClass::first_aid_case).difference() == 1);
    CHECK(line_of(comparison, IncidentClass::fatality).difference() == 0);
    // What is not stated differs from nothing.
    CHECK_FALSE(line_of(comparison, IncidentClass::hazard).difference());
    CHECK_FALSE(comparison.lines[lost_days_quantity].difference());
    CHECK(comparison.lines[lost_days_quantity].in_records == 4);
    CHECK(comparison.differences() == 3);
    // Single records of a kind take the place of the form; where there are none the form counts.
    CHECK_FALSE(line_of(comparison, IncidentClass::lost_work_day_case).form_counts);
    CHECK(line_of(comparison, IncidentClass::first_aid_case).form_counts);
}

TEST_CASE("hours are compared with the records of hours, rounding aside") {
    PeriodTotals form = form_of(october);
    form.hours_hundredths = 1'000'000;
    HoursRecord const half = hours_of({day("2026-10-01"), day("2026-10-15")}, 5000, 30);
    HoursRecord const rest = hours_of({day("2026-10-16"), day("2026-10-31")}, 4960, 30);
    OrganizationRecords records;
    CHECK(compare_with_records(form, records, today).hours_form_counts);
    CHECK_FALSE(compare_with_records(form, records, today).hours_difference);

    records.hours = {&half, &rest};
    FilingComparison const close = compare_with_records(form, records, today);
    CHECK_FALSE(close.hours_form_counts);
    CHECK(close.hours_in_records == 9960.0);
    CHECK_FALSE(close.hours_difference);
    form.hours_hundredths = 1'200'000;
    FilingComparison const far = compare_with_records(form, records, today);
    CHECK(far.hours_difference == 2040.0);
    CHECK(far.differences() == 1);
}

TEST_CASE("twice or half the middle of the months before is a jump, and without months before nothing is") {
    std::array const before{100.0, 110.0, 5000.0};
    CHECK_FALSE(is_jump(220, before));
    CHECK(is_jump(220.01, before));
    CHECK_FALSE(is_jump(55, before));
    CHECK(is_jump(54.99, before));
    CHECK_FALSE(is_jump(1'000'000, {}));
    CHECK_FALSE(is_jump(10, std::array{0.0, 0.0}));
}

TEST_CASE("the months before a form are those of its own place, from forms and records alike") {
    HoursRecord const august = hours_of({day("2026-08-01"), day("2026-08-31")}, 3100, 20, SiteId{1});
    HoursRecord const other_place = hours_of({day("2026-09-01"), day("2026-09-30")}, 9999, 90, SiteId{2});
    PeriodTotals september = form_of({day("2026-09-01"), day("2026-09-30")}, SiteId{1});
    september.hours_hundredths = 300'000;
    september.headcount = 18;
    OrganizationRecords records;
    records.hours = {&august, &other_place};
    records.totals = {&september};
    PeriodTotals form = form_of(october, SiteId{1});
    form.hours_hundredths = 3'100'000;
    form.headcount = 19;
    std::vector<MonthFigures> const before = months_before_form(form, records);
    REQUIRE(before.size() == months_looked_back);
    CHECK(before[0].hours == 3000.0);
    CHECK(before[0].headcount == 18.0);
    CHECK(before[1].hours == 3100.0);
    CHECK(before[1].headcount == 20.0);
    CHECK_FALSE(before[2].hours);
    CHECK(jumps_in(form, before).hours);
    CHECK_FALSE(jumps_in(form, before).headcount);
    CHECK(months_before_form(form_of({day("2026-01-01"), day("2026-12-31")}), records).empty());
}
