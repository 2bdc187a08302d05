#pragma once
// One row of a file, read field by field into values. What is wrong is added to the faults of the file with
// line, column, value and what was expected; the reading goes on, so that a person sees every fault at once.

#include "domain/hours.hpp"
#include "import/detection.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::importing {

/// Beyond what any enterprise can reach, so a slip of the keyboard.
inline constexpr std::int64_t most_hours = 10'000'000'000;
inline constexpr std::int64_t most_people = 10'000'000;
inline constexpr std::int64_t most_cases = 10'000'000;
inline constexpr std::int64_t most_days_of_one = 36'525;

class RowReader {
public:
    RowReader(BoundMapping const& mapping, Sources const& sources, Writing const& writing, std::size_t row,
              FaultList& faults, FaultList& warnings)
        : mapping_(mapping),
          sources_(sources),
          writing_(writing),
          row_(row),
          faults_(faults),
          warnings_(warnings) {}

    std::int64_t line() const { return mapping_.sheet().line(row_); }
    std::size_t row() const { return row_; }
    /// Whether anything of this row was refused.
    bool is_faulty() const { return is_faulty_; }
    /// Whether the row says anything for the field.
    bool states(Field field) const;
    /// What it says, unread.
    std::string raw(Field field) const { return mapped(field).text; }

    /// One line of text: a code, a name, a reference. Empty where the row says nothing.
    std::string line_of_text(Field field, std::size_t most_characters);
    /// Text that may have line breaks.
    std::string text(Field field);
    /// As line_of_text, and a fault when it is empty.
    std::string required_code(Field field);

    /// Date::never() where the row says nothing, and after a fault. Not before 1900.
    Date date(Field field);
    Date required_date(Field field);
    std::optional<TimeOfDay> time(Field field);
    /// `unknown` where the row says nothing, and after a fault.
    std::int64_t whole_number(Field field, std::int64_t most, std::int64_t unknown);
    std::optional<domain::HundredthHours> hours(Field field);
    bool yes_no(Field field);
    /// `first` and `last`, or one of period, month, quarter and year, or month or quarter beside a year.
    std::optional<domain::Period> period();

    /// A value of some list of words; `expected` is what is said when it is none of them.
    template <std::invocable<std::string_view> FromWords>
    auto word(Field field, FromWords from_words, std::string_view expected)
        -> std::invoke_result_t<FromWords, std::string_view> {
        std::optional<std::string> const stated = value(field);
        if (!stated) return std::nullopt;
        auto const result = from_words(*stated);
        if (!result) refuse(field, expected);
        return result;
    }
    template <std::invocable<std::string_view> FromWords>
    auto required_word(Field field, FromWords from_words, std::string_view expected)
        -> std::invoke_result_t<FromWords, std::string_view> {
        if (!states(field)) refuse(field, expected);
        return word(field, from_words, expected);
    }

    /// Adds a fault at the column of the field. `expected` is a sentence.
    void refuse(Field field, std::string_view expected);
    /// Adds a fault about the row as a whole.
    void refuse_row(std::string_view expected);
    /// Adds a warning; the row is taken.
    void warn(Field field, std::string_view expected) { warnings_.add(place_of(field, expected)); }
    void warn_row(std::string_view expected) { warnings_.add({line(), "", "", std::string{expected}}); }

private:
    MappedText mapped(Field field) const;
    Fault place_of(Field field, std::string_view expected) const;
    /// The text of a field; nothing when it is empty or was refused.
    std::optional<std::string> value(Field field);
    /// What stands there, as a number where it is one.
    struct StatedNumber {
        std::optional<Number> number;
    };
    /// Nothing where the row says nothing, and where nobody can tell what its column says.
    std::optional<StatedNumber> number(Field field);
    /// The month that a sheet states by its first day: what Excel makes of "март 2025".
    std::optional<domain::Period> month_of_day(Field field, std::string const& stated) const;
    std::string checked_text(Field field, std::size_t most_characters, bool may_have_lines);

    BoundMapping const& mapping_;
    Sources const& sources_;
    Writing const& writing_;
    std::size_t row_;
    FaultList& faults_;
    FaultList& warnings_;
    bool is_faulty_ = false;
};

}  // namespace safetycell::importing
