// Every public file, imported by its profile and compared with counts made by a second, tiny reading of its
// rows.

#include "import_into.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <numeric>
#include <set>

using namespace safetycell;
using namespace safetycell::test;
using importing::Outcome;

namespace {

using Row = std::map<std::string, std::string>;

/// A reading of its own: state by state, a character at a time, line ends LF or CRLF.
std::vector<Row> rows_of(std::string const& text, char delimiter) {
    std::vector<std::vector<std::string>> cells{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '"') {
            if (quoted && i + 1 < text.size() && text[i + 1] == '"') {
                cells.back().back() += text[++i];
            } else {
                quoted = !quoted;
            }
        } else if (quoted) {
            cells.back().back() += c;
        } else if (c == delimiter) {
            cells.back().emplace_back();
        } else if (c == '\n') {
            cells.push_back({""});
        } else if (c != '\r') {
            cells.back().back() += c;
        }
    }
    if (cells.back() == std::vector<std::string>{""}) cells.pop_back();
    std::vector<Row> rows;
    for (std::size_t i = 1; i < cells.size(); ++i) {
        Row& row = rows.emplace_back();
        for (std::size_t k = 0; k < cells[0].size(); ++k)
            row[cells[0][k]] = cells[i].at(k);
    }
    return rows;
}

std::int64_t number(std::string text) {
    std::erase(text, ',');
    return std::stoll(text);
}

/// m/d/yyyy, with or without leading zeros.
Date american(std::string const& text) {
    unsigned month = 0;
    unsigned day_of_month = 0;
    int year = 0;
    REQUIRE(std::sscanf(text.c_str(), "%u/%u/%d", &month, &day_of_month, &year) == 3);
    return date_from({year, month, day_of_month});
}

Outcome import_twice(ImportInto& into, std::string const& text, std::string const& profile) {
    importing::Profile const chosen = importing::find_shipped_profile(profile).value();
    Outcome const first = into.file(text, chosen, profile + ".csv");
    for (std::string const& place : places(first))
        MESSAGE(place);
    REQUIRE(first.faults.empty());
    Revision const revision = into.revision();

    Outcome const second = into.file(text, chosen, profile + ".csv");
    CHECK(second.faults.empty());
    CHECK(second.created == 0);
    CHECK(second.revised == 0);
    CHECK(second.unchanged == first.created);
    CHECK(second.organizations_created == 0);
    CHECK(second.sites_created == 0);
    CHECK(into.revision() == revision);
    return first;
}

}  // namespace

TEST_CASE("esdc: each industry and year as published, the total rows and not their parts") {
    auto const text = public_data("esdc_2008_2014/injuries_2008_2014.csv");
    if (!text) return;
    ImportInto into{"America/Toronto"};
    Outcome const outcome = import_twice(into, *text, "esdc");
    domain::Facts const facts = into.facts();

    std::map<std::pair<std::string, std::string>, Row> expected;
    std::map<std::string, Row> canada;
    std::set<std::string> industries;
    for (Row const& row : rows_of(*text, ',')) {
        std::string const& part = row.at("Operational Activity");
        if (row.at("Industry") == "CANADA") {
            canada[row.at("Year")] = row;
        } else if (part != "On-board" && part != "Off-board") {
            expected[{row.at("Industry"), row.at("Year")}] = row;
            industries.insert(row.at("Industry"));
        }
    }
    CHECK(outcome.rows == 168);
    CHECK(outcome.created == static_cast<std::int64_t>(expected.size()));
    CHECK(outcome.skipped == 168 - outcome.created);
    CHECK(outcome.organizations_created == static_cast<std::int64_t>(industries.size()));
    REQUIRE(facts.period_totals.size() == expected.size());

    std::map<std::string, std::array<std::int64_t, 5>> by_year;
    for (domain::PeriodTotals const& totals : facts.period_totals) {
        domain::Organization const& organization = facts.organizations[totals.organization.index()];
        CHECK(organization.kind == domain::OrganizationKind::contractor);
        CHECK(organization.counts_from == domain::CountsFrom::totals);
        std::string const year = std::to_string(parts_of(totals.period.first).year);
        CHECK(to_string(totals.period.first) == year + "-01-01");
        CHECK(to_string(totals.period.last) == year + "-12-31");
        CAPTURE(organization.code);
        CAPTURE(year);
        Row const& row = expected.at({organization.code, year});
        auto const count = [&](domain::IncidentClass of) {
            return totals.counts[static_cast<std::size_t>(of)];
        };
        using enum domain::IncidentClass;
        CHECK(count(lost_work_day_case) == number(row.at("Disabling Injuries")));
        CHECK(count(fatality) == number(row.at("Fatal Injuries")));
        CHECK(count(medical_treatment_case) == number(row.at("Minor Injuries")));
        CHECK(count(lost_work_day_case) + count(fatality) + count(permanent_total_disability) +
                  count(restricted_work_case) + count(medical_treatment_case) ==
              number(row.at("Total Injuries")));
        CHECK(count(first_aid_case) == domain::unknown_count);
        CHECK(totals.hours_hundredths == 100 * number(row.at("Total Hours Worked")));
        CHECK(totals.headcount == number(row.at("Total number of employees")));
        auto& sums = by_year[year];
        sums[0] += count(lost_work_day_case);
        sums[1] += count(fatality);
        sums[2] += count(medical_treatment_case);
        sums[3] += totals.headcount;
        sums[4] += totals.hours_hundredths / 100;
    }
    REQUIRE(canada.size() == 7);
    for (auto const& [year, row] : canada) {
        CAPTURE(year);
        CHECK(by_year[year][0] == number(row.at("Disabling Injuries")));
        CHECK(by_year[year][1] == number(row.at("Fatal Injuries")));
        CHECK(by_year[year][2] == number(row.at("Minor Injuries")));
        CHECK(by_year[year][3] == number(row.at("Total number of employees")));
        // The published total of 2011 is one hour more than its parts.
        CHECK(by_year[year][4] == number(row.at("Total Hours Worked")) - (year == "2011" ? 1 : 0));
    }
}

TEST_CASE("cer_incidents: every report a violation, the injuries and fatalities incidents besides") {
    auto const text = public_data("cer_incidents/incidents_2008_2018.csv");
    if (!text) return;
    ImportInto into{"America/Edmonton"};
    Outcome const outcome = import_twice(into, *text, "cer_incidents");
    domain::Facts const facts = into.facts();
    std::vector<Row> const rows = rows_of(*text, ';');
    REQUIRE(rows.size() == 653);

    CHECK(outcome.rows == 653);
    CHECK(outcome.skipped == 0);
    CHECK(facts.violations.size() == 653);
    CHECK(outcome.organizations_created == 20);
    CHECK(facts.organizations.size() == 20);
    CHECK(outcome.created == 653 + 26);
    CHECK(says(outcome, "Delimiter: semicolon."));
    CHECK(says(outcome, "Skipped for incidents: 627 rows, nobody was injured."));

    std::map<std::string, domain::Incident> incidents;
    for (domain::Incident const& one : facts.incidents)
        incidents[one.reference] = one;
    CHECK(incidents.size() == 26);
    int closed = 0;
    for (Row const& row : rows) {
        CAPTURE(row.at("Incident Number"));
        auto const stored = into.violation(row.at("Incident Number"));
        REQUIRE(stored);
        domain::Violation const& violation = stored->violation;
        CHECK(facts.organizations[violation.organization.index()].code == row.at("Company"));
        CHECK(violation.found_on == american(row.at("Reported Date")));
        CHECK(violation.due_on.is_never());
        CHECK(violation.fixed_on.is_never());
        bool const is_closed = row.at("Status") == "Closed";
        closed += is_closed ? 1 : 0;
        CHECK(violation.verified_on == (is_closed ? american(row.at("Closed Date")) : Date::never()));
        CHECK(stored->texts.requirement == row.at("Incident Types"));

        bool const is_fatal = row.at("Incident Types").find("Fatality") != std::string::npos;
        bool const is_injury = row.at("Incident Types").find("Serious Injury") != std::string::npos;
        REQUIRE(incidents.contains(row.at("Incident Number")) == (is_fatal || is_injury));
        if (!is_fatal && !is_injury) continue;
        domain::Incident const& incident = incidents[row.at("Incident Number")];
        CHECK(incident.occurred_on == american(row.at("Reported Date")));
        CHECK(incident.incident_class ==
              (is_fatal ? domain::IncidentClass::fatality : domain::IncidentClass::lost_work_day_case));
        CHECK(facts.organizations[incident.organization.index()].code == row.at("Company"));
    }
    CHECK(closed == 615);
}

TEST_CASE("hpd_violations: due, fixed and closed dates") {
    auto const text = public_data("hpd_violations/hpd_violations.csv");
    if (!text) return;
    ImportInto into{"America/New_York"};
    Outcome const outcome = import_twice(into, *text, "hpd_violations");
    domain::Facts const facts = into.facts();
    std::vector<Row> const rows = rows_of(*text, ',');
    REQUIRE(rows.size() == 42);
    CHECK(outcome.created == 42);
    CHECK(outcome.skipped == 0);

    std::set<std::string> owners;
    std::set<std::string> boroughs;
    int due_before_found = 0;
    for (Row const& row : rows) {
        CAPTURE(row.at("ViolationID"));
        owners.insert(row.at("RegistrationID"));
        boroughs.insert(row.at("Borough"));
        auto const stored = into.violation(row.at("ViolationID"));
        REQUIRE(stored);
        domain::Violation const& violation = stored->violation;
        CHECK(facts.organizations[violation.organization.index()].code == row.at("RegistrationID"));
        CHECK(facts.sites[violation.site.index()].code == row.at("Borough"));
        CHECK(violation.found_on == american(row.at("NOVIssuedDate")));
        CHECK(violation.due_on == american(row.at("OriginalCertifyByDate")));
        bool const is_closed = row.at("ViolationStatus") == "Close";
        Date const status_on = is_closed ? american(row.at("CurrentStatusDate")) : Date::never();
        CHECK(violation.verified_on == status_on);
        CHECK(violation.fixed_on ==
              (row.at("CertifiedDate").empty() ? status_on : american(row.at("CertifiedDate"))));
        due_before_found += violation.due_on < violation.found_on ? 1 : 0;
        std::map<std::string, domain::Severity> const severities{
            {"A", domain::Severity::low}, {"B", domain::Severity::medium}, {"C", domain::Severity::critical}};
        CHECK(violation.severity == severities.at(row.at("Class")));
    }
    CHECK(outcome.organizations_created == static_cast<std::int64_t>(owners.size()));
    CHECK(outcome.sites_created == static_cast<std::int64_t>(boroughs.size()));
    for (domain::Site const& site : facts.sites)
        CHECK(site.time_zone.name() == "America/New_York");
    for (domain::Organization const& one : facts.organizations) {
        CHECK(one.name == (one.code == "0" ? "Unregistered owner" : "Registered owner " + one.code));
    }
}

TEST_CASE("msha_accidents: degrees of injury as classes, mines with their leading 0") {
    auto const text = public_data("msha_accidents_100/accidents_sample_100.csv");
    if (!text) return;
    ImportInto into{"America/Chicago", "2026-03-01T00:00Z"};
    Outcome const outcome = import_twice(into, *text, "msha_accidents");
    domain::Facts const facts = into.facts();
    std::vector<Row> const rows = rows_of(*text, ',');
    REQUIRE(rows.size() == 100);
    CHECK(outcome.rows == 100);
    CHECK(outcome.skipped == 4);
    CHECK(facts.sites.size() == 24);
    CHECK(says(outcome, "Skipped for incidents: 3 rows, an illness, not an injury."));
    CHECK(says(outcome, "Skipped for incidents: 1 row, the degree of injury is not known."));

    std::map<std::string, domain::Incident> incidents;
    for (domain::Incident const& one : facts.incidents)
        incidents[one.reference] = one;
    using enum domain::IncidentClass;
    std::map<std::string, domain::IncidentClass> const classes{
        {"00", near_miss},          {"02", permanent_total_disability}, {"03", lost_work_day_case},
        {"04", lost_work_day_case}, {"05", restricted_work_case},       {"06", medical_treatment_case}};
    auto const days = [](std::string const& cell) {
        return cell == "nan" ? domain::unknown_days : static_cast<std::int32_t>(std::stod(cell));
    };
    std::size_t expected = 0;
    int with_contractor = 0;
    for (Row const& row : rows) {
        CAPTURE(row.at("DOCUMENT_NO"));
        auto const expected_class = classes.find(row.at("DEGREE_INJURY_CD"));
        REQUIRE(incidents.contains(row.at("DOCUMENT_NO")) == (expected_class != classes.end()));
        if (expected_class == classes.end()) continue;
        ++expected;
        domain::Incident const& incident = incidents[row.at("DOCUMENT_NO")];
        CHECK(incident.incident_class == expected_class->second);
        CHECK(incident.occurred_on == american(row.at("ACCIDENT_DT")));
        bool const is_contractor = !row.at("CONTRACTOR_ID").empty();
        with_contractor += is_contractor ? 1 : 0;
        domain::Organization const& organization = facts.organizations[incident.organization.index()];
        CHECK(organization.code == row.at(is_contractor ? "CONTRACTOR_ID" : "OPERATOR_ID"));
        CHECK(organization.name ==
              (is_contractor ? "Contractor " + row.at("CONTRACTOR_ID") : row.at("OPERATOR_NAME")));
        CHECK(facts.sites[incident.site.index()].code == "0" + row.at("MINE_ID"));
        CHECK(incident.lost_days == days(row.at("DAYS_LOST")));
        CHECK(incident.restricted_days == days(row.at("DAYS_RESTRICT")));
        CHECK(incident.returned_on ==
              (row.at("RETURN_TO_WORK_DT").empty() ? Date::never() : american(row.at("RETURN_TO_WORK_DT"))));
        int const clock = static_cast<int>(std::stod(row.at("ACCIDENT_TIME")));
        REQUIRE(incident.occurred_at.has_value() == (clock != 9999));
        if (clock != 9999) {
            TimeOfDay const time = TimeZone::find("America/Chicago")->time_of_day_at(*incident.occurred_at);
            CHECK(time.minutes == clock / 100 * 60 + clock % 100);
        }
    }
    CHECK(incidents.size() == expected);
    CHECK(with_contractor > 0);
}

TEST_CASE("eia_msha: hours of each mine added up, outcomes by quarter, what is not stated stays unknown") {
    auto const hours_text = public_data("eia_msha_2013/mine_hours_2013.csv");
    auto const outcomes_text = public_data("eia_msha_2013/mine_quarter_outcomes_2013.csv");
    if (!hours_text || !outcomes_text) return;
    ImportInto into;
    Outcome const hours = import_twice(into, *hours_text, "eia_msha");
    CHECK(hours.rows == 891);
    CHECK(hours.created == 810);
    CHECK(hours.organizations_created == 810);
    CHECK(says(hours, "891 rows were added up into 810 records."));
    Outcome const outcomes = import_twice(into, *outcomes_text, "eia_msha");
    CHECK(outcomes.rows == 2336);
    CHECK(outcomes.created == 2336);
    CHECK(outcomes.organizations_created == 0);
    domain::Facts const facts = into.facts();

    std::map<std::string, std::pair<std::int64_t, std::int64_t>> expected_hours;
    for (Row const& row : rows_of(*hours_text, ',')) {
        expected_hours[row.at("MSHA_ID")].first += number(row.at("Labor_Hours"));
        expected_hours[row.at("MSHA_ID")].second += number(row.at("Average_Employees"));
    }
    REQUIRE(facts.hours.size() == 810);
    std::int64_t all_hours = 0;
    for (domain::HoursRecord const& record : facts.hours) {
        auto const& [of_mine, people] =
            expected_hours.at(facts.organizations[record.organization.index()].code);
        CHECK(record.hours_hundredths == of_mine * 100);
        CHECK(record.headcount == people);
        CHECK(to_string(record.period.first) == "2013-01-01");
        CHECK(to_string(record.period.last) == "2013-12-31");
        all_hours += record.hours_hundredths / 100;
    }
    CHECK(all_hours == 66'109'114);

    std::map<std::tuple<std::string, std::string>, Row> expected;
    for (Row const& row : rows_of(*outcomes_text, ','))
        expected[{row.at("msha_id"), row.at("quarter")}] = row;
    REQUIRE(facts.period_totals.size() == expected.size());
    std::set<std::string> mines;
    for (domain::PeriodTotals const& totals : facts.period_totals) {
        std::string const& code = facts.organizations[totals.organization.index()].code;
        mines.insert(code);
        unsigned const first_month = parts_of(totals.period.first).month;
        CHECK(totals.period.last == last_of_month(date_from({2013, first_month + 2, 1})));
        Row const& row = expected.at({code, std::to_string(first_month / 3 + 1)});
        CHECK(totals.counts[0] == number(row.at("deaths")));
        CHECK(totals.counts[1] == number(row.at("permanent_disabilities")));
        for (std::size_t i = 2; i < totals.counts.size(); ++i)
            CHECK(totals.counts[i] == domain::unknown_count);
        CHECK(totals.lost_days == number(row.at("days_lost")));
        CHECK(totals.restricted_days == number(row.at("days_restricted")));
        CHECK(totals.hours_hundredths == domain::unknown_count);
    }
    CHECK(mines.size() == 810 - 226);
}
