#include "spreadsheet/number_format.hpp"

#include "base/civil_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace safetycell::spreadsheet {
namespace {

constexpr double days_until_10000 = 2'958'466;  // In the system of 1900.

/// The letters of a format that mean something: without texts in quotes, escaped characters, paddings, and what
/// stands in brackets, but for elapsed times. Only the part for positive numbers.
struct Letters {
    bool year_or_day = false;
    bool month_or_minute = false;
    bool hour_or_second = false;
    bool elapsed = false;
};

Letters letters_of(std::string_view code) {
    Letters letters;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        switch (code[i]) {
            case '"': i = std::min(code.find('"', i + 1), code.size()); break;
            case '\\':
            case '_':
            case '*': ++i; break;
            case '[': {
                std::size_t const close = std::min(code.find(']', i), code.size());
                std::string_view const inside = code.substr(i + 1, close - i - 1);
                letters.elapsed = letters.elapsed || (!inside.empty() && inside.find_first_not_of("hHmMsS") ==
                                                                             std::string_view::npos);
                i = close;
                break;
            }
            case 'G':
            case 'g':
                // "General" has letters of its own.
                if (code.substr(i + 1, 6) == "eneral") i += 6;
                break;
            case 'y':
            case 'Y':
            case 'd':
            case 'D': letters.year_or_day = true; break;
            case 'm':
            case 'M': letters.month_or_minute = true; break;
            case 'h':
            case 'H':
            case 's':
            case 'S': letters.hour_or_second = true; break;
            default: break;
        }
    }
    return letters;
}

}  // namespace

NumberFormat built_in_format(unsigned id) {
    if (id >= 14 && id <= 17) return {Shown::day};
    if (id >= 18 && id <= 21) return {Shown::time};
    if (id == 22) return {Shown::day};
    // Days in the formats of East Asia.
    if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return {Shown::day};
    if (id == 45 || id == 47) return {Shown::time};
    if (id == 46) return {Shown::elapsed};
    return {};
}

NumberFormat format_from(std::string_view code) {
    Letters const letters = letters_of(code);
    if (letters.elapsed) return {Shown::elapsed};
    if (letters.year_or_day) return {Shown::day};
    if (letters.hour_or_second) return {Shown::time};
    if (letters.month_or_minute) return {Shown::day};
    bool const is_zeros = !code.empty() && code.find_first_not_of('0') == std::string_view::npos;
    return {Shown::number, is_zeros ? std::min<std::size_t>(code.size(), 30) : 0};
}

std::optional<std::string> day_in_words(double serial, Shown shown, DateSystem system) {
    if (!(serial >= 0 && serial < days_until_10000)) return std::nullopt;
    auto const seconds_in_all = std::llround(serial * 86'400);
    auto const days = static_cast<std::int32_t>(seconds_in_all / 86'400);
    auto const seconds = static_cast<int>(seconds_in_all % 86'400);
    std::string time = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if (seconds % 60 != 0) time += fmt::format(":{:02}", seconds % 60);
    if (days == 0 && (shown == Shown::time || system == DateSystem::from_1900)) return time;

    std::string day;
    if (system == DateSystem::from_1904) {
        day = to_string(date_from({1904, 1, 1}) + days);
    } else if (days == 60) {
        day = "1900-02-29";
    } else {
        day = to_string(date_from({1899, 12, days < 60 ? 31U : 30U}) + days);
    }
    return seconds == 0 ? day : day + " " + time;
}

std::string number_in_words(double number, NumberFormat format) {
    // Fifteen significant digits undo what binary fractions add, as in 0.30000000000000004.
    double const magnitude = number == 0 ? 0 : std::floor(std::log10(std::abs(number)));
    int const decimals = std::clamp(14 - static_cast<int>(magnitude), 0, 15);
    std::string text = fmt::format("{:.{}f}", number, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    if (text == "-0") text = "0";
    bool const is_digits = text.find_first_not_of("0123456789") == std::string::npos;
    if (is_digits && text.size() < format.zeros) text.insert(0, format.zeros - text.size(), '0');
    return text;
}

}  // namespace safetycell::spreadsheet
