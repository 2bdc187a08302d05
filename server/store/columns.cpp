#include "store/columns.hpp"

#include <array>

namespace safetycell::store {
namespace {

/// Two decimal digits.
unsigned two_digits(char const* text) {
    return static_cast<unsigned>(text[0] * 10 + text[1] - '0' * 11);
}

template <std::size_t width>
void put_digits(char* text, unsigned value) {
    for (std::size_t i = width; i > 0; --i, value /= 10)
        text[i - 1] = static_cast<char>('0' + value % 10);
}

}  // namespace

// Not parse_date and to_string: eight dates a violation, and millions of violations. The schema has checked the
// form.
Date date_at(Row const& row, int column) {
    std::string_view const text = row.text(column);
    if (text.empty()) return Date::never();
    if (text.size() != 10) throw StoreFault(fmt::format("The database holds \"{}\" for a date.", text));
    return date_from({static_cast<int>(two_digits(text.data()) * 100 + two_digits(text.data() + 2)),
                      two_digits(text.data() + 5), two_digits(text.data() + 8)});
}

void bind_date(Statement& statement, int parameter, Date day) {
    if (day.is_never()) {
        statement.bind_null(parameter);
        return;
    }
    YearMonthDay const parts = parts_of(day);
    std::array<char, 10> text{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0'};
    put_digits<4>(text.data(), static_cast<unsigned>(parts.year));
    put_digits<2>(text.data() + 5, parts.month);
    put_digits<2>(text.data() + 8, parts.day);
    statement.bind(parameter, std::string_view{text.data(), text.size()});
}

TimeZone time_zone_at(Row const& row, int column) {
    auto const zone = TimeZone::find(row.text(column));
    if (!zone) {
        throw StoreFault(
            fmt::format("The database names the time zone \"{}\", which this machine does not know; "
                        "install the package tzdata.",
                        row.text(column)));
    }
    return *zone;
}

}  // namespace safetycell::store
