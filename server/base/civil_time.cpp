#include "base/civil_time.hpp"

#include <date/tz.h>
#include <algorithm>

#include <array>
#include <charconv>
#include <exception>
#include <stdexcept>

namespace safetycell {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

/// Reads exactly `width` decimal digits at `position`; -1 when there is anything else.
int digits_at(std::string_view text, std::size_t position, std::size_t width) {
    if (text.size() < position + width) return -1;
    int value = 0;
    for (std::size_t i = position; i < position + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

date::local_days to_library(Date day) {
    return date::local_days{date::days{day.days_since_1970}};
}

Date from_days(std::int64_t days) {
    return Date{static_cast<std::int32_t>(days)};
}

Instant from_library(date::sys_seconds instant) {
    return Instant{seconds{instant.time_since_epoch().count()}};
}

date::sys_seconds to_library(Instant instant) {
    return date::sys_seconds{std::chrono::seconds{instant.time_since_epoch().count()}};
}

std::int64_t floor_days(std::int64_t total_seconds) {
    std::int64_t const days = total_seconds / seconds_a_day;
    return total_seconds % seconds_a_day < 0 ? days - 1 : days;
}

}  // namespace

bool is_real_day(YearMonthDay parts) {
    // std::chrono keeps a month and a day in a byte each, so 257 would pass for 1.
    return parts.year >= 1 && parts.year <= 9999 && parts.month <= 12 && parts.day <= 31 &&
           std::chrono::year_month_day{std::chrono::year{parts.year}, std::chrono::month{parts.month},
                                       std::chrono::day{parts.day}}
               .ok();
}

Date date_from(YearMonthDay parts) {
    std::chrono::sys_days const day{std::chrono::year_month_day{
        std::chrono::year{parts.year}, std::chrono::month{parts.month}, std::chrono::day{parts.day}}};
    return from_days(day.time_since_epoch().count());
}

YearMonthDay parts_of(Date day) {
    std::chrono::year_month_day const parts{std::chrono::sys_days{std::chrono::days{day.days_since_1970}}};
    return {static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
            static_cast<unsigned>(parts.day())};
}

Date same_day_of_previous_year(Date day) {
    YearMonthDay parts = parts_of(day);
    --parts.year;
    if (parts.month == 2 && parts.day == 29) parts.day = 28;
    return date_from(parts);
}

Date months_before(Date day, std::int32_t months) {
    YearMonthDay parts = parts_of(day);
    std::int32_t const month = parts.year * 12 + static_cast<std::int32_t>(parts.month) - 1 - months;
    Date const first = date_from({month / 12, static_cast<unsigned>(month % 12) + 1, 1});
    return std::min(first + (static_cast<std::int32_t>(parts.day) - 1), last_of_month(first));
}

Date first_of_month(Date day) {
    YearMonthDay const parts = parts_of(day);
    return date_from({parts.year, parts.month, 1});
}

Date last_of_month(Date day) {
    YearMonthDay const parts = parts_of(day);
    return parts.month == 12 ? date_from({parts.year, 12, 31})
                             : date_from({parts.year, parts.month + 1, 1}) - 1;
}

Date first_of_year(Date day) {
    return date_from({parts_of(day).year, 1, 1});
}

Result<Date> parse_date(std::string_view text) {
    YearMonthDay const parts{digits_at(text, 0, 4), static_cast<unsigned>(digits_at(text, 5, 2)),
                             static_cast<unsigned>(digits_at(text, 8, 2))};
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || parts.year < 0 || !is_real_day(parts)) {
        return failure(ErrorCode::invalid, fmt::format("\"{}\" is not a date; write YYYY-MM-DD.", text));
    }
    return date_from(parts);
}

std::string to_string(Date day) {
    if (day.is_never()) return "never";
    YearMonthDay const parts = parts_of(day);
    return fmt::format("{:04}-{:02}-{:02}", parts.year, parts.month, parts.day);
}

Result<TimeOfDay> parse_time_of_day(std::string_view text) {
    int const hour = digits_at(text, 0, 2);
    int const minute = digits_at(text, 3, 2);
    if (text.size() != 5 || text[2] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return failure(ErrorCode::invalid,
                       fmt::format("\"{}\" is not a time of day; write HH:MM, 00:00 to 23:59.", text));
    }
    return TimeOfDay{hour * 60 + minute};
}

std::string to_string(TimeOfDay time) {
    return fmt::format("{:02}:{:02}", time.minutes / 60, time.minutes % 60);
}

TimeZone::TimeZone() : zone_(date::locate_zone("Etc/UTC")) {
}

Result<TimeZone> TimeZone::find(std::string_view name) {
    try {
        // What the machine calls its local time is not a zone of its own, and another machine calls another so.
        if (name == "localtime") throw std::invalid_argument("localtime");
        return TimeZone{date::locate_zone(std::string{name})};
    } catch (std::exception const&) {
        return failure(ErrorCode::invalid,
                       fmt::format("\"{}\" is not a time zone of the IANA database; write a name such as "
                                   "Europe/Berlin or Asia/Almaty.",
                                   name));
    }
}

std::string TimeZone::name() const {
    return zone_->name();
}

Date TimeZone::date_at(Instant instant) const {
    auto const local = zone_->to_local(to_library(instant));
    return from_days(floor_days(local.time_since_epoch().count()));
}

TimeOfDay TimeZone::time_of_day_at(Instant instant) const {
    auto const local = zone_->to_local(to_library(instant)).time_since_epoch().count();
    return TimeOfDay{static_cast<int>((local - floor_days(local) * seconds_a_day) / 60)};
}

std::int32_t TimeZone::utc_offset_at(Instant instant) const {
    return static_cast<std::int32_t>(zone_->get_info(to_library(instant)).offset.count());
}

Instant TimeZone::instant_at(Date day, TimeOfDay time) const {
    auto const local = to_library(day) + std::chrono::minutes{time.minutes};
    // choose::earliest gives the first of two equal times, and the change itself for a skipped one.
    return from_library(
        std::chrono::time_point_cast<std::chrono::seconds>(zone_->to_sys(local, date::choose::earliest)));
}

Result<Instant> parse_instant(std::string_view text, TimeZone const& zone) {
    auto const wrong = [text] {
        return failure(ErrorCode::invalid,
                       fmt::format("\"{}\" is not a time; write YYYY-MM-DDTHH:MM, with Z or an offset such as "
                                   "+05:00 if it is not local.",
                                   text));
    };
    if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) return wrong();
    auto const day = parse_date(text.substr(0, 10));
    auto const time = parse_time_of_day(text.substr(11, 5));
    if (!day || !time) return wrong();
    std::string_view rest = text.substr(16);
    int second = 0;
    if (!rest.empty() && rest[0] == ':') {
        second = digits_at(rest, 1, 2);
        if (second < 0 || second > 59) return wrong();
        rest.remove_prefix(3);
    }
    Instant const as_utc{seconds{day->days_since_1970 * seconds_a_day + time->minutes * 60 + second}};
    if (rest.empty()) {
        Instant const minute = zone.instant_at(*day, *time);
        // A time that a clock change skips is the instant of the change, whatever its second.
        bool const skipped = zone.date_at(minute) != *day || zone.time_of_day_at(minute) != *time;
        return skipped ? minute : minute + seconds{second};
    }
    if (rest == "Z") return as_utc;
    if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return wrong();
    int const hours = digits_at(rest, 1, 2);
    int const minutes = digits_at(rest, 4, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return wrong();
    seconds const offset{hours * 3600 + minutes * 60};
    return rest[0] == '+' ? as_utc - offset : as_utc + offset;
}

std::string to_string(Instant instant) {
    std::int64_t const total = instant.time_since_epoch().count();
    std::int64_t const days = floor_days(total);
    std::int64_t const second = total - days * seconds_a_day;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(from_days(days)), second / 3600, second / 60 % 60,
                       second % 60);
}

std::string to_civil_string(Instant instant, TimeZone const& zone) {
    return fmt::format("{} {}", to_string(zone.date_at(instant)), to_string(zone.time_of_day_at(instant)));
}

}  // namespace safetycell
