#include "import/row_reader.hpp"

#include "base/utf8.hpp"
#include "import/periods.hpp"
#include "import/words.hpp"
#include "store/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::importing {
namespace {

/// The first control character that may not stand there; nothing when all is well. Tabs and line breaks are
/// fine in longer texts.
std::optional<std::uint32_t> find_control_character(std::string_view text, bool may_have_lines) {
    while (!text.empty()) {
        Character const character = first_character(text).value();
        bool const is_line =
            character.code_point == '\n' || character.code_point == '\r' || character.code_point == '\t';
        if (is_control(character.code_point) && !(is_line && may_have_lines)) return character.code_point;
        text.remove_prefix(character.length);
    }
    return std::nullopt;
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        text.remove_prefix(first_character(text).value().length);
    return count;
}

constexpr std::string_view expected_date = "A date as 2025-03-31 or 31.03.2025, in 1900 or later.";
constexpr std::string_view expected_period =
    "A period: first and last day, or a month (2025-03, март 2025), quarter (2025-Q1, 1 кв. 2025) or year "
    "(2025).";

}  // namespace

MappedText RowReader::mapped(Field field) const {
    auto const source = sources_.find(field);
    if (source == sources_.end()) return {};
    MappedText stated = mapping_.text_of(row_, source->second);
    // A number is counted once, in the first of the cells that are merged.
    Content const content = column_of(field).content;
    if ((content == Content::number || content == Content::whole_number) && stated.column != no_column &&
        mapping_.sheet().table().is_repeated(row_, stated.column))
        return {{}, stated.column};
    return stated;
}

bool RowReader::states(Field field) const {
    return !mapped(field).text.empty();
}

Fault RowReader::place_of(Field field, std::string_view expected) const {
    MappedText const stated = mapped(field);
    auto const source = sources_.find(field);
    std::size_t column = stated.column;
    if (column == no_column && source != sources_.end()) column = mapping_.column_to_name(source->second);
    // A joined value is shown as it was joined; anything else as it stands in the file.
    bool const is_cell = stated.value != nullptr && stated.value->from == Value::From::column;
    return {line(), std::string{column == no_column ? column_of(field).name : mapping_.sheet().header(column)},
            is_cell ? std::string{mapping_.sheet().cell(row_, column)} : stated.text, std::string{expected},
            column == no_column ? std::string{} : mapping_.sheet().table().place(row_, column)};
}

void RowReader::refuse(Field field, std::string_view expected) {
    faults_.add(place_of(field, expected));
    is_faulty_ = true;
}

void RowReader::refuse_row(std::string_view expected) {
    faults_.add({line(), "", "", std::string{expected}});
    is_faulty_ = true;
}

std::optional<std::string> RowReader::value(Field field) {
    MappedText stated = mapped(field);
    if (stated.text.empty()) return std::nullopt;
    if (stated.column != no_column &&
        mapping_.sheet().table().kind(row_, stated.column) == spreadsheet::CellKind::error) {
        refuse(field,
               "A value; the cell holds an error of its formula. Correct the formula, or write the value.");
        return std::nullopt;
    }
    if (!stated.is_refused) return std::move(stated.text);
    std::string known;
    for (auto const& [from, to] : stated.value->map)
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", from);
    refuse(field, fmt::format("A value that the profile maps: {}.", known));
    return std::nullopt;
}

std::string RowReader::checked_text(Field field, std::size_t most_characters, bool may_have_lines) {
    std::optional<std::string> stated = value(field);
    if (!stated) return {};
    if (std::optional<std::uint32_t> const control = find_control_character(*stated, may_have_lines)) {
        refuse(field, fmt::format("Text without control characters; it holds U+{:04X}.", *control));
        return {};
    }
    if (std::size_t const count = character_count(*stated); count > most_characters) {
        refuse(field, fmt::format("At most {} characters; it has {}.", most_characters, count));
        return {};
    }
    return std::move(*stated);
}

std::string RowReader::line_of_text(Field field, std::size_t most_characters) {
    return checked_text(field, most_characters, false);
}

std::string RowReader::text(Field field) {
    return checked_text(field, store::longest_text, true);
}

std::string RowReader::required_code(Field field) {
    if (!states(field)) {
        refuse(field, "A value; the cell is empty.");
        return {};
    }
    return line_of_text(field, store::longest_code);
}

Date RowReader::date(Field field) {
    std::optional<std::string> const stated = value(field);
    if (!stated) return Date::never();
    std::optional<DateOrder> const order = writing_.date_order(mapped(field).column);
    is_faulty_ = is_faulty_ || !order;
    if (!order) return Date::never();
    std::optional<Date> const date = parse_written_date(*stated, *order);
    if (date && *date >= date_from({1900, 1, 1})) return *date;
    refuse(field, expected_date);
    return Date::never();
}

Date RowReader::required_date(Field field) {
    if (!states(field)) refuse(field, expected_date);
    return date(field);
}

std::optional<TimeOfDay> RowReader::time(Field field) {
    std::optional<std::string> const stated = value(field);
    if (!stated) return std::nullopt;
    std::optional<TimeOfDay> const time = mapped(field).value->is_run_together_time
                                              ? parse_run_together_time(*stated)
                                              : parse_written_time(*stated);
    if (!time) refuse(field, "A time of day as 18:05 or 6:05 PM.");
    return time;
}

std::optional<RowReader::StatedNumber> RowReader::number(Field field) {
    std::optional<std::string> const stated = value(field);
    if (!stated) return std::nullopt;
    std::size_t const column = mapped(field).column;
    bool const is_plain = column != no_column && mapping_.sheet().is_number(row_, column);
    std::optional<DecimalMark> const mark = is_plain ? DecimalMark::point : writing_.decimal_mark(column);
    is_faulty_ = is_faulty_ || !mark;
    if (!mark) return std::nullopt;
    return StatedNumber{parse_number(*stated, *mark)};
}

std::int64_t RowReader::whole_number(Field field, std::int64_t most, std::int64_t unknown) {
    std::optional<StatedNumber> const stated = number(field);
    if (!stated) return unknown;
    std::optional<Number> const& number = stated->number;
    if (number && number->is_whole() && number->millionths >= 0 && number->millionths / 1'000'000 <= most) {
        return number->millionths / 1'000'000;
    }
    refuse(field, fmt::format("A whole number from 0 to {}.", most));
    return unknown;
}

std::optional<domain::HundredthHours> RowReader::hours(Field field) {
    std::optional<StatedNumber> const stated = number(field);
    if (!stated) return std::nullopt;
    std::optional<Number> const& number = stated->number;
    if (number && number->millionths >= 0 && number->millionths / 1'000'000 <= most_hours) {
        return number->hundredths();
    }
    refuse(field, number && number->millionths < 0 ? "Hours that are not negative."
                                                   : "A number of hours, as 12480 or 12480.5.");
    return std::nullopt;
}

bool RowReader::yes_no(Field field) {
    return word(field, yes_no_from_words, "Yes or no (да or нет).").value_or(false);
}

std::optional<domain::Period> RowReader::month_of_day(Field field, std::string const& stated) const {
    std::size_t const column = mapped(field).column;
    if (column == no_column || mapping_.sheet().table().kind(row_, column) != spreadsheet::CellKind::day)
        return std::nullopt;
    Result<Date> const day = parse_date(stated);
    if (!day || *day != first_of_month(*day)) return std::nullopt;
    return domain::Period{*day, last_of_month(*day)};
}

std::optional<domain::Period> RowReader::period() {
    if (states(Field::first) || states(Field::last)) {
        bool const is_faulty_before = is_faulty_;
        domain::Period const period{required_date(Field::first), required_date(Field::last)};
        if (period.first.is_never() || period.last.is_never()) return std::nullopt;
        if (period.first > period.last) {
            refuse(Field::last,
                   fmt::format("A last day that is not before the first, {}.", to_string(period.first)));
        }
        return is_faulty_ && !is_faulty_before ? std::nullopt : std::optional{period};
    }
    std::string const year = raw(Field::year);
    for (Field const field : {Field::period, Field::month, Field::quarter, Field::year}) {
        std::optional<std::string> const stated = value(field);
        if (!stated) continue;
        std::optional<domain::Period> period = parse_written_period(*stated);
        if (!period) period = month_of_day(field, *stated);
        // A month or a quarter may leave its year to the column beside it.
        if (!period && field == Field::quarter)
            period = parse_written_period(fmt::format("Q{} {}", *stated, year));
        if (!period && (field == Field::month || field == Field::quarter)) {
            period = parse_written_period(fmt::format("{} {}", *stated, year));
        }
        if (!period || period->first < date_from({1900, 1, 1})) {
            refuse(field, expected_period);
            return std::nullopt;
        }
        return period;
    }
    refuse_row(expected_period);
    return std::nullopt;
}

}  // namespace safetycell::importing
