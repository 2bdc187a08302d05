#include "spreadsheet/list_writer.hpp"

#include <fmt/format.h>

namespace safetycell::spreadsheet {

Number number_of(std::int64_t value) {
    return {fmt::format("{}", value)};
}

Number number_of(double value) {
    // Without an exponent, which some programs take for text.
    std::string digits = fmt::format("{}", value);
    if (digits.find('e') != std::string::npos) digits = fmt::format("{:f}", value);
    return {std::move(digits)};
}

CivilTime civil_time_of(Instant instant, TimeZone const& zone) {
    return {zone.date_at(instant), zone.time_of_day_at(instant)};
}

}  // namespace safetycell::spreadsheet
