#include "domain/violations.hpp"

#include "case_file.hpp"
#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

using namespace safetycell;
using namespace safetycell::domain;
using test::date_of;
using test::day;
using test::Json;
using test::text_of;

namespace {

Violation violation_from(Json const& line) {
    Violation violation;
    violation.found_on = date_of(line, "found_on");
    violation.due_on = date_of(line, "due_on");
    violation.extended_due_on = date_of(line, "extended_due_on");
    violation.extension_granted_on = date_of(line, "extension_granted_on");
    violation.fixed_on = date_of(line, "fixed_on");
    violation.verified_on = date_of(line, "verified_on");
    violation.cancelled_on = date_of(line, "cancelled_on");
    violation.voided = line.value("voided", false);
    return violation;
}

Violation found(std::string_view on, std::string_view due) {
    Violation violation;
    violation.found_on = day(on);
    violation.due_on = day(due);
    return violation;
}

std::string name_of(ViolationStatus status) {
    switch (status) {
        case ViolationStatus::not_found_yet: return "not_found_yet";
        case ViolationStatus::open: return "open";
        case ViolationStatus::awaiting_verification: return "awaiting_verification";
        case ViolationStatus::closed: return "closed";
        case ViolationStatus::cancelled: return "cancelled";
    }
    return "unknown";
}

constexpr OnTimeDefinition by_default = OnTimeDefinition::fixed_by_extended_due;

/// Figures of some violations, all at places with the same date.
ViolationFigures figures_of(std::vector<Violation> const& violations, std::string_view evening,
                            Period window = {Date{-100'000}, Date{100'000}},
                            OnTimeDefinition definition = by_default) {
    ViolationTally tally{window};
    for (Violation const& violation : violations)
        tally.add(violation, day(evening));
    return tally.figures(definition);
}

}  // namespace

TEST_CASE("the words of violations are read as they are written") {
    for (std::size_t i = 0; i < severity_count; ++i) {
        auto const severity = static_cast<Severity>(i);
        CHECK(severity_from(to_string(severity)) == severity);
    }
    CHECK(to_string(Severity::critical) == "critical");
    CHECK_FALSE(severity_from("Critical"));
    CHECK_FALSE(severity_from(""));
    for (std::size_t i = 0; i < on_time_definition_count; ++i) {
        auto const definition = static_cast<OnTimeDefinition>(i);
        CHECK(on_time_definition_from(to_string(definition)) == definition);
    }
    CHECK_FALSE(on_time_definition_from("fixed"));
}

TEST_CASE("days allowed by severity: the same day, 3, 10 and 30") {
    DuePolicy const policy;
    CHECK(due_by_severity(Severity::critical, day("2024-02-28"), policy) == day("2024-02-28"));
    CHECK(due_by_severity(Severity::high, day("2024-02-28"), policy) == day("2024-03-02"));
    CHECK(due_by_severity(Severity::medium, day("2024-12-25"), policy) == day("2025-01-04"));
    CHECK(due_by_severity(Severity::low, day("2025-01-31"), policy) == day("2025-03-02"));
}

TEST_CASE("the table of lives") {
    Json const table = test::case_file("violation_lives.json");
    for (Json const& one : table.at("cases")) {
        CAPTURE(text_of(one, "case"));
        Violation const violation = violation_from(one.at("violation"));
        for (auto const& [evening, expected] : one.at("evenings").items()) {
            CAPTURE(evening);
            Date const date = day(evening);
            if (expected.contains("status")) {
                CHECK(name_of(status_on(violation, date)) == text_of(expected, "status"));
            }
            if (expected.contains("due")) CHECK(due_date_on(violation, date) == date_of(expected, "due"));
            if (expected.contains("overdue")) {
                CHECK(is_overdue_on(violation, date) == expected.at("overdue").get<bool>());
            }
        }
    }
}

TEST_CASE("one data set, many answers") {
    Json const table = test::case_file("violations.json");
    Date const as_of = date_of(table, "as_of");
    ViolationTally tally{{date_of(table.at("window"), "first"), date_of(table.at("window"), "last")}};
    std::map<std::string, std::int32_t> overdue_days;
    std::map<std::string, std::int32_t> overdue_days_by_original_due;
    for (Json const& line : table.at("violations")) {
        Violation violation = violation_from(line);
        tally.add(violation, as_of);
        if (is_overdue_on(violation, as_of)) {
            overdue_days[text_of(line, "id")] = days_between(due_date_on(violation, as_of), as_of);
        }
        violation.extended_due_on = Date::never();
        if (is_overdue_on(violation, as_of)) {
            overdue_days_by_original_due[text_of(line, "id")] = days_between(violation.due_on, as_of);
        }
    }
    Json const& expected = table.at("expect");
    ViolationFigures const figures = tally.figures(by_default);
    CHECK(figures.found == expected.at("found"));
    CHECK(figures.open == expected.at("open"));
    CHECK(figures.overdue == expected.at("overdue"));
    CHECK(figures.awaiting_verification == expected.at("awaiting_verification"));
    CHECK(figures.closed == expected.at("closed"));
    CHECK(figures.cancelled == expected.at("cancelled"));
    CHECK(figures.oldest_awaiting_days == expected.at("oldest_awaiting_days"));
    CHECK(overdue_days == expected.at("overdue_days").get<std::map<std::string, std::int32_t>>());
    CHECK(overdue_days_by_original_due ==
          expected.at("overdue_days_by_original_due").get<std::map<std::string, std::int32_t>>());

    CHECK(expected.at("on_time").size() == on_time_definition_count);
    for (auto const& [name, share] : expected.at("on_time").items()) {
        CAPTURE(name);
        ViolationFigures const by = tally.figures(on_time_definition_from(name).value());
        CHECK(by.due == share.at("due"));
        CHECK(by.on_time == share.at("on_time"));
        REQUIRE(by.on_time_share);
        CHECK(*by.on_time_share * 100 == doctest::Approx(share.at("percent").get<double>()).epsilon(1e-8));
    }

    CHECK(figures.mean_days_to_close.value() ==
          doctest::Approx(expected.at("mean_days_to_close").get<double>()).epsilon(1e-12));
    CHECK(figures.median_days_to_close == expected.at("median_days_to_close").get<double>());
    std::vector<ClosureStep> const curve = tally.closure_curve();
    Json const& steps = expected.at("not_closed_after_days");
    REQUIRE(curve.size() == steps.size());
    std::size_t i = 0;
    for (auto const& [days, not_closed] : steps.items()) {
        CHECK(std::to_string(curve[i].day) == days);
        CHECK(curve[i].not_closed == doctest::Approx(not_closed.get<double>()).epsilon(1e-8));
        ++i;
    }
}

TEST_CASE("what is dated later has not happened yet: the same records on earlier evenings") {
    Json const table = test::case_file("violations.json");
    std::vector<Violation> violations;
    for (Json const& line : table.at("violations"))
        violations.push_back(violation_from(line));

    ViolationFigures const before = figures_of(violations, "2025-05-27");
    CHECK(before == ViolationFigures{});

    ViolationFigures const early = figures_of(violations, "2025-06-09");
    CHECK(early.found == 6);                  // V1 to V6
    CHECK(early.closed == 2);                 // V1, V4
    CHECK(early.awaiting_verification == 1);  // V2
    CHECK(early.open == 3);
    CHECK(early.overdue == 0);  // V3 has its extension.
    CHECK(early.due == 3);      // V1, V2, V4
    CHECK(early.on_time == 3);
    CHECK(early.mean_days_to_close == 3.0);
}

TEST_CASE("nothing fell due, nothing closed: there is no share, no mean and no median") {
    ViolationFigures const figures = figures_of({found("2025-06-01", "2025-06-30")}, "2025-06-30");
    CHECK(figures.open == 1);
    CHECK(figures.due == 0);
    CHECK_FALSE(figures.on_time_share);
    CHECK_FALSE(figures.mean_days_to_close);
    CHECK_FALSE(figures.median_days_to_close);
}

TEST_CASE("due counts days of the window that have ended") {
    std::vector<Violation> const violations{
        found("2025-01-01", "2025-05-31"), found("2025-01-01", "2025-06-01"), found("2025-01-01", "2025-06-29"),
        found("2025-01-01", "2025-06-30")};
    Period const june = test::period("2025-06-01", "2025-06-30");
    CHECK(figures_of(violations, "2025-06-30", june).due == 2);
    CHECK(figures_of(violations, "2025-07-01", june).due == 3);
    CHECK(figures_of(violations, "2025-07-01", june).overdue == 4);  // A stock, whenever it fell due.
}

TEST_CASE("cancelled violations are counted apart and in nothing else") {
    Violation cancelled = found("2025-05-01", "2025-05-10");
    cancelled.fixed_on = day("2025-05-05");
    cancelled.verified_on = day("2025-05-06");
    cancelled.cancelled_on = day("2025-06-01");
    ViolationFigures const before = figures_of({cancelled}, "2025-05-31");
    CHECK(before.closed == 1);
    CHECK(before.due == 1);
    ViolationFigures expected;
    expected.cancelled = 1;
    CHECK(figures_of({cancelled}, "2025-06-01") == expected);
}

TEST_CASE("a record that was closed without a date of fixing counts as fixed when it was closed") {
    Violation in_time = found("2025-05-01", "2025-05-10");
    in_time.verified_on = day("2025-05-10");
    Violation late = found("2025-05-01", "2025-05-10");
    late.verified_on = day("2025-05-11");
    ViolationFigures const figures = figures_of({in_time, late}, "2025-06-01");
    CHECK(figures.closed == 2);
    CHECK(figures.awaiting_verification == 0);
    CHECK(figures.due == 2);
    CHECK(figures.on_time == 1);
}

TEST_CASE("overdue ages by severity, from the due date in force") {
    constexpr std::array days_overdue{1, 3, 4, 7, 8, 14, 15, 30, 31, 60, 61, 90, 91, 4000};
    std::vector<Violation> violations;
    for (int const days : days_overdue) {
        Violation violation = found("2010-01-01", "2025-06-30");
        violation.due_on = day("2025-06-30") - days;
        violation.severity = Severity::high;
        violations.push_back(violation);
    }
    Violation extended = found("2010-01-01", "2010-01-01");
    extended.extended_due_on = day("2025-06-29");
    extended.severity = Severity::critical;
    violations.push_back(extended);
    ViolationFigures const figures = figures_of(violations, "2025-06-30");
    auto const age = [&](Severity severity) {
        return figures.overdue_by_age[static_cast<std::size_t>(severity)];
    };
    CHECK(age(Severity::high) == std::array<std::int64_t, ageing_bucket_count>{2, 2, 2, 2, 2, 2, 2});
    CHECK(age(Severity::critical) == std::array<std::int64_t, ageing_bucket_count>{1, 0, 0, 0, 0, 0, 0});
    CHECK(figures.overdue == 15);
    CHECK(figures.open_by_severity == std::array<std::int64_t, severity_count>{1, 14, 0, 0});
}

TEST_CASE("dates in the wrong order give an age of 0, never less") {
    Violation violation = found("2025-06-10", "2025-06-20");
    violation.fixed_on = day("2025-06-01");
    violation.verified_on = day("2025-06-05");
    ViolationFigures const figures = figures_of({violation}, "2025-06-30");
    CHECK(figures.closed == 1);
    CHECK(figures.mean_days_to_close == 0.0);
    CHECK(figures.median_days_to_close == 0.0);
}

TEST_CASE("the median is the first day on which one half or fewer are left, exactly one half included") {
    auto const closed_after = [](int days) {
        Violation violation = found("2025-01-01", "2025-01-31");
        violation.verified_on = violation.found_on + days;
        return violation;
    };
    auto const still_open_at = [](int days) {
        Violation violation = found("2025-01-01", "2025-01-31");
        violation.found_on = day("2025-12-31") - days;
        return violation;
    };
    auto const median = [](std::vector<Violation> const& violations) {
        return figures_of(violations, "2025-12-31").median_days_to_close;
    };
    CHECK(median({closed_after(3)}) == 3.0);
    CHECK(median({closed_after(3), closed_after(9)}) == 3.0);
    CHECK(median({closed_after(3), still_open_at(9)}) == 3.0);
    // Closed and still open at one age: the closing comes first.
    CHECK(median({closed_after(5), still_open_at(5)}) == 5.0);
    CHECK_FALSE(median({closed_after(3), still_open_at(9), still_open_at(9)}));
    // 4/5 and then 5/8 of it is one half, which floating point must not miss.
    std::vector<Violation> fifty;
    for (int i = 0; i < 10; ++i)
        fifty.push_back(closed_after(1));
    for (int i = 0; i < 24; ++i)
        fifty.push_back(still_open_at(2));
    for (int i = 0; i < 6; ++i)
        fifty.push_back(closed_after(3));
    for (int i = 0; i < 10; ++i)
        fifty.push_back(still_open_at(4));
    CHECK(median(fifty) == 3.0);
    // Halves of every even number, without censoring: days 1 to n, one closed on each.
    for (int n = 2; n <= 400; n += 2) {
        CAPTURE(n);
        std::vector<Violation> violations;
        for (int i = 1; i <= n; ++i) {
            Violation violation = found("2020-01-01", "2020-01-31");
            violation.verified_on = violation.found_on + i;
            violations.push_back(violation);
        }
        CHECK(median(violations) == n / 2.0);
    }
}
