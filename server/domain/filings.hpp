#pragma once
// The monthly form of a contractor: hours, headcount and counts by class of one month, kept as a period total.
// Who owes one and whether it came in time, how it compares with the single records of its days, and what in it
// is unlike the months before. Never decides what counts, the form or the records: period_totals.hpp does.

#include "domain/organization.hpp"
#include "domain/period_totals.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace safetycell::domain {

/// A form is in time through this day of the month after its own.
inline constexpr std::int32_t filing_days = 10;
Date filing_due_on(Period month);

/// Whether the organization was on site on a day of the month. `known_since` stands in for a first day on site
/// that nobody stated: the first day that any record tells of, or the day on which the organization was
/// recorded.
bool was_on_site(Organization const& organization, Date known_since, Period month);

enum class FilingState : std::uint8_t {
    filed,
    filed_late,
    due,      ///< Not here, and there is time yet.
    overdue,  ///< Not here, and the last day for it has ended.
};
std::string_view to_string(FilingState state);  ///< "filed", "filed_late", "due", "overdue"
/// `filed_on`: the day on which the form came; never where it did not.
FilingState filing_state(Date filed_on, Date due_on, Date today);

/// A form of the month that came: of one place, or of all together.
struct CameForm {
    SiteId site;  ///< None: of all.
    Date on;
};
/// Of the hours' records those sites at which the organization worked in the month, or in the one before it;
/// each wants to be spoken of. Ascending.
std::vector<SiteId> places_in(std::span<HoursRecord const> hours, Period month);
/// The day on which a form came that speaks of the place, or of any where it is none; never: it has not come.
Date filed_on(std::span<CameForm const> forms, SiteId place);

/// A form beside the single records of the same organization, site and days.
struct FilingComparison {
    struct Line {
        std::int64_t stated = unknown_count;
        std::int64_t in_records = 0;
        bool form_counts = false;  ///< What the form states goes into figures; else the records do.

        /// What the form has more than the records; none where it does not state it.
        std::optional<std::int64_t> difference() const;
    };

    std::array<Line, quantity_count> lines;  ///< The classes in their order, then lost days.
    std::optional<double> hours_stated;
    std::optional<double> hours_in_records;  ///< None: no record of hours speaks of these days.
    bool hours_form_counts = false;
    /// None where one of the two is not known, or where they differ by no more than rounding does.
    std::optional<double> hours_difference;

    /// How many lines differ.
    int differences() const;
};

/// `records` are those of the form's organization; its totals are not looked at. Lost days are counted until
/// `today`.
FilingComparison compare_with_records(PeriodTotals const& form, OrganizationRecords const& records, Date today);

/// What the hours of an organization come to in a month.
struct MonthFigures {
    Period month;
    std::optional<double> hours;  ///< None: nothing speaks of the month.
    std::optional<double> headcount;
};
/// The months before a form, the latest first, at the places it speaks for. Empty for a form of another period
/// than a month.
inline constexpr int months_looked_back = 6;
std::vector<MonthFigures> months_before_form(PeriodTotals const& form, OrganizationRecords const& records);

/// So many times the middle of the months before, or so small a part of it, is likely a slip of the keyboard.
inline constexpr double absurd_ratio = 2;
bool is_jump(double stated, std::span<double const> before);
struct Jumps {
    bool hours = false;
    bool headcount = false;
};
Jumps jumps_in(PeriodTotals const& form, std::span<MonthFigures const> before);

}  // namespace safetycell::domain
