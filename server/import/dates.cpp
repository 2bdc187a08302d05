#include "import/dates.hpp"

#include "import/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace safetycell::importing {
namespace {

/// A date taken apart: three numbers and what stands between them.
struct DateParts {
    std::array<unsigned, 3> numbers{};
    char separator = '-';
    bool is_year_first = false;
};

/// Takes digits off the front, as many as there are, at most `most`.
std::optional<unsigned> take_number(std::string_view& text, std::size_t most) {
    std::size_t digits = 0;
    while (digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9')
        ++digits;
    unsigned value = 0;
    if (digits == 0 || std::from_chars(text.data(), text.data() + digits, value).ec != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    bool const found = text.starts_with(expected);
    if (found) text.remove_prefix(1);
    return found;
}

bool is_midnight_or_nothing(std::string_view text) {
    if (text.empty()) return true;
    if (!take(text, 'T') && !take(text, ' ')) return false;
    if (text.ends_with('Z')) text.remove_suffix(1);
    static constexpr std::array<std::string_view, 6> midnights{"00:00",   "0:00",         "00:00:00",
                                                               "0:00:00", "00:00:00.000", "12:00:00 AM"};
    return std::ranges::find(midnights, text) != midnights.end();
}

std::optional<DateParts> take_apart(std::string_view text) {
    text = trimmed(text);
    std::size_t const separator_at = text.find_first_of("-/.");
    if (separator_at == std::string_view::npos) return std::nullopt;
    DateParts parts;
    parts.separator = text[separator_at];
    parts.is_year_first = separator_at == 4;
    for (std::size_t i = 0; i < 3; ++i) {
        bool const is_year = i == (parts.is_year_first ? 0 : 2);
        std::size_t const before = text.size();
        std::optional<unsigned> const number = take_number(text, is_year ? 4 : 2);
        bool const is_complete = number && (!is_year || before - text.size() == 4);
        if (!is_complete || (i < 2 && !take(text, parts.separator))) return std::nullopt;
        parts.numbers[i] = *number;
    }
    if (!is_midnight_or_nothing(text)) return std::nullopt;
    return parts;
}

}  // namespace

std::string_view to_words(DateOrder order) {
    return order == DateOrder::day_first ? "day, month, year" : "month, day, year";
}

std::optional<DateOrder> date_order_from(std::string_view text) {
    if (text == "DMY") return DateOrder::day_first;
    if (text == "MDY") return DateOrder::month_first;
    return std::nullopt;
}

std::optional<Date> parse_written_date(std::string_view text, DateOrder order) {
    std::optional<DateParts> const parts = take_apart(text);
    if (!parts) return std::nullopt;
    auto const [first, second, third] = parts->numbers;
    YearMonthDay day{static_cast<int>(third), second, first};
    if (parts->is_year_first) {
        day = {static_cast<int>(first), second, third};
    } else if (order == DateOrder::month_first && parts->separator != '.') {
        day = {static_cast<int>(third), first, second};
    }
    if (!is_real_day(day)) return std::nullopt;
    return date_from(day);
}

void DateEvidence::add(std::string_view text) {
    std::optional<DateParts> const parts = take_apart(text);
    if (!parts) return;
    has_year_first_ = has_year_first_ || parts->is_year_first;
    if (parts->is_year_first) return;
    unsigned const first = parts->numbers[0];
    unsigned const second = parts->numbers[1];
    bool const may_be_day_first = first <= 31 && second <= 12;
    bool const may_be_month_first = first <= 12 && second <= 31 && parts->separator != '.';
    if (may_be_day_first && may_be_month_first) {
        has_ambiguous_ = has_ambiguous_ || first != second;
    } else if (may_be_day_first) {
        ++day_first_;
    } else if (may_be_month_first) {
        ++month_first_;
    }
}

void DateEvidence::add(DateEvidence const& other) {
    day_first_ += other.day_first_;
    month_first_ += other.month_first_;
}

std::optional<DateOrder> DateEvidence::decided() const {
    if (day_first_ == 0 && month_first_ == 0) return std::nullopt;
    return day_first_ >= month_first_ ? DateOrder::day_first : DateOrder::month_first;
}

std::optional<TimeOfDay> parse_written_time(std::string_view text) {
    text = trimmed(text);
    std::optional<unsigned> hour = take_number(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    std::size_t const before = text.size();
    std::optional<unsigned> const minute = take_number(text, 2);
    if (!minute || before - text.size() != 2) return std::nullopt;
    if (take(text, ':') && take_number(text, 2).value_or(60) > 59) return std::nullopt;
    std::string const half = folded(text);
    if (half == "am" || half == "pm") {
        if (*hour < 1 || *hour > 12) return std::nullopt;
        hour = *hour % 12 + (half == "pm" ? 12 : 0);
    } else if (!half.empty()) {
        return std::nullopt;
    }
    if (*hour > 23 || *minute > 59) return std::nullopt;
    return TimeOfDay{static_cast<int>(*hour * 60 + *minute)};
}

std::optional<TimeOfDay> parse_run_together_time(std::string_view text) {
    text = trimmed(text);
    if (text.ends_with(".0")) text.remove_suffix(2);
    std::optional<unsigned> const digits = take_number(text, 4);
    if (!digits || !text.empty() || *digits / 100 > 23 || *digits % 100 > 59) return std::nullopt;
    return TimeOfDay{static_cast<int>(*digits / 100 * 60 + *digits % 100)};
}

}  // namespace safetycell::importing
