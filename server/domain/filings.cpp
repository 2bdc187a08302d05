#include "domain/filings.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace safetycell::domain {
namespace {

bool is_month(Period period) {
    return period.first == first_of_month(period.first) && period.last == last_of_month(period.first);
}

double middle_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::size_t const half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

MonthFigures figures_of(PeriodTotals const& form, std::span<HoursEntry const> entries, Period month) {
    MonthFigures figures{.month = month, .hours = std::nullopt, .headcount = std::nullopt};
    HoursSum hours;
    double days_of_people = 0;
    bool headcount_known = true;
    for (HoursEntry const& entry : entries) {
        Period const counted = entry.counted.common_with(month);
        if (counted.is_empty() || !speaks_for(form, entry.site)) continue;
        hours += share_of(entry.hours_hundredths, counted.days(), entry.period.days());
        days_of_people += static_cast<double>(entry.headcount) * counted.days();
        headcount_known = headcount_known && entry.headcount != unknown_headcount;
        figures.hours = hours.in_hours();
    }
    if (figures.hours && headcount_known) figures.headcount = days_of_people / month.days();
    return figures;
}

std::optional<double> hours_of_records(PeriodTotals const& form, OrganizationRecords const& records) {
    std::optional<double> hours;
    HoursSum sum;
    for (HoursRecord const* record : records.hours) {
        Period const common = record->period.common_with(form.period);
        if (common.is_empty() || !speaks_for(form, record->site)) continue;
        sum += share_of(record->hours_hundredths, common.days(), record->period.days());
        hours = sum.in_hours();
    }
    return hours;
}

}  // namespace

Date filing_due_on(Period month) {
    return month.last + filing_days;
}

bool was_on_site(Organization const& organization, Date known_since, Period month) {
    if (organization.voided) return false;
    Date const since = organization.mobilized_on.is_never() ? known_since : organization.mobilized_on;
    return since <= month.last && organization.demobilized_on >= month.first;
}

std::string_view to_string(FilingState state) {
    switch (state) {
        case FilingState::filed: return "filed";
        case FilingState::filed_late: return "filed_late";
        case FilingState::due: return "due";
        case FilingState::overdue: break;
    }
    return "overdue";
}

FilingState filing_state(Date filed_on, Date due_on, Date today) {
    if (!filed_on.is_never()) return filed_on <= due_on ? FilingState::filed : FilingState::filed_late;
    return today <= due_on ? FilingState::due : FilingState::overdue;
}

std::optional<std::int64_t> FilingComparison::Line::difference() const {
    if (stated == unknown_count) return std::nullopt;
    return stated - in_records;
}

int FilingComparison::differences() const {
    auto const differing = std::count_if(lines.begin(), lines.end(),
                                         [](Line const& line) { return line.difference().value_or(0) != 0; });
    return static_cast<int>(differing) + (hours_difference ? 1 : 0);
}

std::vector<SiteId> places_in(std::span<HoursRecord const> hours, Period month) {
    Period const looked_at{months_before(month.first, 1), month.last};
    std::set<SiteId> places;
    for (HoursRecord const& record : hours)
        if (record.site && record.period.overlaps(looked_at)) places.insert(record.site);
    return {places.begin(), places.end()};
}

Date filed_on(std::span<CameForm const> forms, SiteId place) {
    Date on = Date::never();
    for (CameForm const& form : forms)
        if (!form.site || !place || form.site == place) on = std::min(on, form.on);
    return on;
}

FilingComparison compare_with_records(PeriodTotals const& form, OrganizationRecords const& records,
                                      Date today) {
    OrganizationRecords beside = records;
    beside.totals = {&form};
    SettledTotals const settled = settle(beside).front();
    FilingComparison comparison;
    for (std::size_t i = 0; i < quantity_count; ++i) {
        comparison.lines[i].stated = stated(form, i);
        comparison.lines[i].form_counts = settled.counted.test(i);
    }
    for (Incident const* incident : records.incidents) {
        if (!form.period.contains(incident->occurred_on) || !speaks_for(form, incident->site)) continue;
        ++comparison.lines[static_cast<std::size_t>(incident->incident_class)].in_records;
        comparison.lines[lost_days_quantity].in_records += lost_days_until(*incident, today);
    }
    comparison.hours_in_records = hours_of_records(form, records);
    comparison.hours_form_counts = settled.hours_count;
    if (form.hours_hundredths == unknown_count) return comparison;
    comparison.hours_stated = static_cast<double>(form.hours_hundredths) / 100;
    if (comparison.hours_in_records) {
        double const difference = *comparison.hours_stated - *comparison.hours_in_records;
        if (std::abs(difference) > hours_tolerance * *comparison.hours_stated)
            comparison.hours_difference = difference;
    }
    return comparison;
}

std::vector<MonthFigures> months_before_form(PeriodTotals const& form, OrganizationRecords const& records) {
    std::vector<MonthFigures> months;
    if (!is_month(form.period)) return months;
    std::vector<HoursEntry> const entries = counted_hours(records, settle(records));
    for (int back = 1; back <= months_looked_back; ++back) {
        Date const first = months_before(form.period.first, back);
        months.push_back(figures_of(form, entries, {first, last_of_month(first)}));
    }
    return months;
}

bool is_jump(double stated, std::span<double const> before) {
    if (before.empty()) return false;
    double const middle = middle_of({before.begin(), before.end()});
    return middle > 0 && (stated > absurd_ratio * middle || stated * absurd_ratio < middle);
}

Jumps jumps_in(PeriodTotals const& form, std::span<MonthFigures const> before) {
    std::vector<double> hours;
    std::vector<double> heads;
    for (MonthFigures const& month : before) {
        if (month.hours) hours.push_back(*month.hours);
        if (month.headcount) heads.push_back(*month.headcount);
    }
    Jumps jumps;
    if (form.hours_hundredths != unknown_count)
        jumps.hours = is_jump(static_cast<double>(form.hours_hundredths) / 100, hours);
    if (form.headcount != unknown_headcount) jumps.headcount = is_jump(form.headcount, heads);
    return jumps;
}

}  // namespace safetycell::domain
