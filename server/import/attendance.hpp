#pragma once
// What the cells of a timesheet T-13 say (Resolution 1 of the State Statistics Committee of Russia, 5 January
// 2004): the codes of a day, and the hours beneath them.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace safetycell::importing {

enum class Attendance : std::uint8_t {
    work,           ///< Its hours stand beneath.
    business_trip,  ///< Work that may be marked without hours.
    absence,
};

/// By a letter code of the form, whatever its case; nothing where the form has no such code.
std::optional<Attendance> attendance_from(std::string_view code);

/// "Я/Н" as its parts, without spaces around them; one part where there is no stroke.
std::vector<std::string_view> between_strokes(std::string_view text);

/// Whether a cell says nothing: empty, or a dash.
bool is_nothing(std::string_view text);

/// "8", "7,5" or "7:30" in hundredths of an hour; nothing where it is no number of hours.
std::optional<std::int64_t> hundredths_in(std::string_view text);

constexpr std::int64_t most_hundredths_a_day = 2'400;

}  // namespace safetycell::importing
