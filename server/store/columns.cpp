#include "store/columns.hpp"

#include <array>

namespace safetycell::store {
namespace {

template <std::size_t width>
unsigned digits(char const* text) {
    unsigned value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value = value * 10 + static_cast<unsigned>(text[i] - '0');
    return value;
}

template <std::size_t width>
void put_digits(char* text, unsigned value) {
    for (std::size_t i = width; i > 0; --i, value /= 10)
        text[i - 1] = static_cast<char>('0' + value % 10);
}

}  // namespace

// Not parse_date and to_string: eight dates a violation, and millions of violations. The schema has checked the
// form.
Date date_at(Statement const& row, int column) {
    std::string_view const text = row.text(column);
    if (text.empty()) return Date::never();
    if (text.size() != 10) throw StoreFault(fmt::format("The database holds \"{}\" for a date.", text));
    return date_from(
        {static_cast<int>(digits<4>(text.data())), digits<2>(text.data() + 5), digits<2>(text.data() + 8)});
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

TimeZone time_zone_at(Statement const& row, int column) {
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
