#pragma once
// Dates and times of day as people write them. Whether the day or the month comes first cannot be told from
// one date like 03/04/2025, so it is decided over a whole column. A date that begins with its year and a date
// with points (31.03.2025) are never ambiguous.

#include "base/civil_time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace safetycell::importing {

enum class DateOrder { day_first, month_first };
std::string_view to_words(DateOrder order);
/// As it may be stated: "DMY" or "MDY".
std::optional<DateOrder> date_order_from(std::string_view text);

/// Four digits of the year always. A time of day after the date is accepted when it is midnight, as databases
/// export it. Nothing when the text is no real day in that order.
std::optional<Date> parse_written_date(std::string_view text, DateOrder order);

/// What the dates of a column say about their order.
class DateEvidence {
public:
    void add(std::string_view text);
    /// Adds what another column decides.
    void add(DateEvidence const& other);

    std::optional<DateOrder> decided() const;
    bool is_ambiguous() const { return !decided() && has_ambiguous_; }
    /// Any date without its year in front.
    bool has_order() const { return has_ambiguous_ || day_first_ > 0 || month_first_ > 0; }
    bool has_year_first() const { return has_year_first_; }

private:
    std::int64_t day_first_ = 0;
    std::int64_t month_first_ = 0;
    bool has_ambiguous_ = false;
    bool has_year_first_ = false;
};

/// "6:05", "18:05", "18:05:30", "6:05 PM".
std::optional<TimeOfDay> parse_written_time(std::string_view text);
/// Hours and minutes run together, as in "1815", "1815.0" and "15.0" for 00:15.
std::optional<TimeOfDay> parse_run_together_time(std::string_view text);

}  // namespace safetycell::importing
