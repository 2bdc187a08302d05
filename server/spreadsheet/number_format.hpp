#pragma once
// What a number of a worksheet means: a workbook stores days and times as numbers, and only the format of the
// cell tells them from other numbers (ECMA-376 part 1, 18.8.30 and 18.17.4.1).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::spreadsheet {

enum class Shown {
    number,
    day,      ///< A day, or a day and a time of day.
    time,     ///< A time of day without a day.
    elapsed,  ///< Hours that may exceed a day, as [h]:mm shows them.
};

struct NumberFormat {
    Shown shown = Shown::number;
    std::size_t zeros = 0;  ///< Of a format like 0000: leading zeros up to that many digits.
};

/// One that has a number and no code of its own.
NumberFormat built_in_format(unsigned id);
NumberFormat format_from(std::string_view code);

enum class DateSystem { from_1900, from_1904 };

/// "2025-03-31", or "2025-03-31 18:05:30" with a time of day; "18:05" for a time alone. Nothing for numbers
/// beyond the calendar. The system of 1900 counts a 29 February that it never had; that day stays the text
/// "1900-02-29", which no reader takes for a day.
std::optional<std::string> day_in_words(double serial, Shown shown, DateSystem system);

/// A stored number as a person sees it: 15 significant digits at most, no exponent.
std::string number_in_words(double number, NumberFormat format);

}  // namespace safetycell::spreadsheet
