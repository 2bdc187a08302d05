#pragma once
// Dates, instants and time zones: the only header that decides how this program counts time. The
// zone library behind it stays in civil_time.cpp. Nothing here reads a clock.

#include "base/result.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace safetycell {

/// A moment, in UTC, to the second.
using Instant = std::chrono::sys_seconds;
using std::chrono::seconds;

/// A day of the civil (Gregorian) calendar, without a zone. Four bytes, because two million
/// violations carry eight of them each.
struct Date {
    std::int32_t days_since_1970 = 0;

    /// Later than every date: what has not happened. `fixed_on <= as_of` is then simply false.
    static constexpr Date never() { return Date{std::numeric_limits<std::int32_t>::max()}; }

    constexpr bool is_never() const { return *this == never(); }
    friend constexpr auto operator<=>(Date, Date) = default;
    friend constexpr bool operator==(Date, Date) = default;
};

/// Signed number of days from `from` to `to`.
constexpr std::int32_t days_between(Date from, Date to) {
    return to.days_since_1970 - from.days_since_1970;
}
constexpr Date operator+(Date day, std::int32_t days) {
    return Date{day.days_since_1970 + days};
}
constexpr Date operator-(Date day, std::int32_t days) {
    return Date{day.days_since_1970 - days};
}

struct YearMonthDay {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};

/// Precondition: a real day of the calendar, `is_real_day(parts)`.
Date date_from(YearMonthDay parts);
bool is_real_day(YearMonthDay parts);
YearMonthDay parts_of(Date day);
/// The same day of the previous year; 28 February for 29 February.
Date same_day_of_previous_year(Date day);
/// The same day that many months earlier (later when negative); the last day of a shorter month.
Date months_before(Date day, std::int32_t months);
Date first_of_month(Date day);
Date last_of_month(Date day);
Date first_of_year(Date day);

/// Exactly `YYYY-MM-DD`.
Result<Date> parse_date(std::string_view text);
/// `YYYY-MM-DD`; "never" for Date::never().
std::string to_string(Date day);

/// Minutes after midnight, 0 to 1439: a time of day on a civil clock.
struct TimeOfDay {
    int minutes = 0;
    friend constexpr auto operator<=>(TimeOfDay, TimeOfDay) = default;
};

/// Exactly `HH:MM`, 00:00 to 23:59.
Result<TimeOfDay> parse_time_of_day(std::string_view text);
std::string to_string(TimeOfDay time);

/// A zone of the IANA database. A small value: copies share the database's entry.
class TimeZone {
public:
    /// UTC.
    TimeZone();

    /// Error `invalid` when the database has no zone of that name.
    static Result<TimeZone> find(std::string_view name);

    std::string name() const;
    Date date_at(Instant instant) const;
    TimeOfDay time_of_day_at(Instant instant) const;
    /// Offset from UTC in force at that instant, in seconds, east positive.
    std::int32_t utc_offset_at(Instant instant) const;
    /// The instant at which the clocks of the zone show this time: the earlier one where a clock change
    /// shows it twice, the instant of the change where it is skipped.
    Instant instant_at(Date day, TimeOfDay time) const;
    /// The first instant of that day in this zone.
    Instant start_of(Date day) const { return instant_at(day, TimeOfDay{0}); }

    friend bool operator==(TimeZone const& left, TimeZone const& right) { return left.zone_ == right.zone_; }

private:
    explicit TimeZone(date::time_zone const* zone) : zone_(zone) {}
    date::time_zone const* zone_;
};

/// `YYYY-MM-DDTHH:MM[:SS]` with `Z`, `+hh:mm` or nothing: without an offset it is a civil time in `zone`.
Result<Instant> parse_instant(std::string_view text, TimeZone const& zone);
/// `YYYY-MM-DDTHH:MM:SSZ`.
std::string to_string(Instant instant);
/// `YYYY-MM-DD HH:MM` as the clocks of the zone show it.
std::string to_civil_string(Instant instant, TimeZone const& zone);

}  // namespace safetycell
