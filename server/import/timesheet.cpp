#include "import/timesheet.hpp"

#include "domain/hours.hpp"
#include "import/attendance.hpp"
#include "import/labels.hpp"
#include "import/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace safetycell::importing {
namespace {

constexpr std::size_t most_header_rows = 60;

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

/// Columns and the day of the month that each stands for.
using Days = std::vector<std::pair<std::size_t, unsigned>>;

/// The days that a row counts from `first` on without a gap; none when it does not count at least to `least`.
Days days_counted(std::span<std::string_view const> cells, unsigned first, unsigned least) {
    Days days;
    unsigned next = first;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        std::string_view const text = trimmed(cells[column]);
        if (next <= 31 && text == std::to_string(next)) {
            days.emplace_back(column, next++);
        } else if (has_digit(text) && !days.empty()) {
            break;
        }
    }
    return next > least ? days : Days{};
}

struct Header {
    Days first_half;   ///< Or the whole month, in one line.
    Days second_half;  ///< Empty where the form is of one line a person.
    std::size_t days_row = 0;
    std::size_t first_row = 0;  ///< After the header.
};

std::optional<Header> find_header(Table const& table) {
    for (std::size_t row = 0; row < std::min(most_header_rows, table.row_count()); ++row) {
        Header header;
        header.first_half = days_counted(table.row(row), 1, 15);
        if (header.first_half.empty()) continue;
        header.days_row = row;
        header.first_row = row + 1;
        for (std::size_t below = row + 1; below < std::min(row + 4, table.row_count()); ++below) {
            Days days = days_counted(table.row(below), 16, 28);
            if (days.empty()) continue;
            header.second_half = std::move(days);
            header.first_row = below + 1;
            break;
        }
        return header;
    }
    return std::nullopt;
}

std::optional<std::size_t> find_column(Table const& table, std::size_t rows, std::string_view word) {
    for (std::size_t row = 0; row < std::min(rows, table.row_count()); ++row) {
        for (std::size_t column = 0; column < table.row(row).size(); ++column)
            if (folded(table.row(row)[column]).starts_with(word)) return column;
    }
    return std::nullopt;
}

/// The form writes the name of the organization above the words that explain it.
std::optional<Labelled> find_organization(Table const& table, std::size_t rows) {
    for (std::size_t row = 1; row < std::min(rows, table.row_count()); ++row) {
        for (std::string_view const cell : table.row(row)) {
            if (!folded(cell).starts_with("наименование организации")) continue;
            std::string_view const name = first_text(table.row(row - 1));
            if (!name.empty()) return Labelled{std::string{name}, row - 1};
        }
    }
    return find_labelled(table, rows, {"организация", "наименование организации", "organization"});
}

/// Beneath "с" and "по", or in any text above the days.
std::optional<domain::Period> find_period(Table const& table, std::size_t rows) {
    auto const day_at = [&](std::size_t row, std::size_t column) -> std::optional<Date> {
        if (row >= rows || column >= table.row(row).size()) return std::nullopt;
        std::vector<Date> const days = days_in(table.row(row)[column]);
        return days.size() == 1 ? std::optional{days.front()} : std::nullopt;
    };
    for (std::size_t row = 0; row < rows; ++row) {
        std::optional<std::size_t> from;
        for (std::size_t column = 0; column < table.row(row).size(); ++column) {
            std::string const word = folded(table.row(row)[column]);
            if (word == "с") from = column;
            if (word != "по" || !from) continue;
            for (std::size_t below = row + 1; below <= row + 3; ++below) {
                auto const first = day_at(below, *from);
                auto const last = day_at(below, column);
                if (first && last && *first <= *last) return domain::Period{*first, *last};
            }
        }
    }
    return find_period_in_words(table, rows);
}

std::string hours_in_words(std::int64_t hundredths) {
    return hundredths % 100 == 0 ? std::to_string(hundredths / 100)
                                 : fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

/// What stands under the days in one row.
struct UnderDays {
    std::size_t filled = 0;
    std::size_t codes = 0;    ///< Of the form.
    std::size_t figures = 0;  ///< With a digit.
    std::size_t hours = 0;    ///< As many as a day may have.

    // A line with a few wrong cells is still known for what it is.
    bool are_codes() const { return codes > 0 && codes * 2 >= filled; }
    bool are_figures() const { return figures * 2 > filled; }
    bool are_hours() const { return hours * 2 > filled; }
};

/// Walks the lines of the people: codes, and hours beneath. Nothing that may be somebody's time is passed over:
/// it is added up or refused. Signatures and what else people write around the table are: they fill few of the
/// days.
class PeopleReader {
public:
    PeopleReader(Table const& table, Header const& header, domain::Period period, FaultList& faults,
                 FaultList& warnings)
        : table_(table), header_(header), period_(period), faults_(faults), warnings_(warnings) {
        for (std::string_view const words : {"табельный номер", "таб №", "таб номер"})
            if (!number_column_) number_column_ = find_column(table, header.first_row, words);
        if (number_column_ && *number_column_ >= first_day_column()) number_column_ = std::nullopt;
        for (Days const& days : {header.first_half, header.second_half})
            for (auto const& [column, day] : days)
                day_columns_.insert(column);
    }

    void read() {
        bool is_between = true;  // Beneath a header or totals, where nobody's lines go on.
        for (std::size_t row = header_.first_row; row < table_.row_count(); ++row) {
            if (is_of_header(row) || begins_as_total(table_.row(row))) {
                end_person();
                is_between = true;
                continue;
            }
            UnderDays const under = under_days(row);
            bool const may_be_time = under.are_hours() || under.filled * 2 >= header_.first_half.size();
            bool const is_beneath = person_ && row == person_->next_row;
            if (begins_person(row, under)) {
                end_person();
                begin_person(row);
            } else if (is_named(row)) {
                if (may_be_time)
                    refuse_row(
                        row,
                        "Codes of attendance, such as Я or В, under the days of this line, and a personnel "
                        "number.");
                end_person();
                is_between = false;
                continue;
            } else if (!under.are_codes()) {
                if (!is_between && (may_be_time || (is_beneath && under.are_figures())))
                    refuse_row(row, "A line of codes above these hours; there is none.");
                continue;
            } else if (!person_ || (person_->lines == 2 && !header_.second_half.empty())) {
                refuse_row(row, "Whose codes these are: a personnel number or a name; the line has neither.");
                continue;
            }
            is_between = false;
            bool const has_hours = row + 1 < table_.row_count() && may_be_hours(row + 1);
            bool const is_second = person_->lines > 0 && !header_.second_half.empty();
            read_line(row, has_hours ? std::optional{row + 1} : std::nullopt,
                      is_second ? header_.second_half : header_.first_half);
            ++person_->lines;
            if (has_hours) ++row;
            person_->next_row = row + 1;
        }
        end_person();
    }

    std::int64_t hundredths() const { return hundredths_; }
    std::size_t people() const { return people_.size(); }
    std::map<std::string, std::int64_t> const& absent_hours() const { return absent_hours_; }

private:
    struct Person {
        std::size_t row = 0;
        std::string key;
        std::size_t lines = 0;     ///< Of codes.
        std::size_t next_row = 0;  ///< After the last of their lines.
        bool has_codes = false;
        std::int64_t hundredths = 0;
        std::set<std::int64_t> totals;
    };

    std::string_view cell(std::size_t row, std::size_t column) const {
        std::span<std::string_view const> const cells = table_.row(row);
        return column < cells.size() ? trimmed(cells[column]) : std::string_view{};
    }

    std::size_t first_day_column() const { return header_.first_half.front().first; }

    UnderDays under_days(std::size_t row) const {
        UnderDays under;
        for (std::size_t const column : day_columns_) {
            std::string_view const text = cell(row, column);
            if (is_nothing(text)) continue;
            std::vector<std::string_view> const parts = between_strokes(text);
            ++under.filled;
            if (has_digit(text)) ++under.figures;
            if (std::ranges::all_of(parts, [](auto part) { return attendance_from(part).has_value(); }))
                ++under.codes;
            if (std::ranges::all_of(parts, [](auto part) {
                    return hundredths_in(part).value_or(most_hundredths_a_day + 1) <= most_hundredths_a_day;
                }))
                ++under.hours;
        }
        return under;
    }

    /// The numbers of the columns, and the days again at the head of another page.
    bool is_of_header(std::size_t row) const {
        std::span<std::string_view const> const cells = table_.row(row);
        std::size_t count = 0;
        bool counts_on = true;
        for (std::string_view const text : cells)
            if (!trimmed(text).empty()) counts_on = counts_on && trimmed(text) == std::to_string(++count);
        return (counts_on && count >= 3) || !days_counted(cells, 1, 15).empty() ||
               !days_counted(cells, 16, 28).empty();
    }

    /// Whether anything stands before the days: the number, the name.
    bool is_named(std::size_t row) const {
        return !first_text(table_.row(row).subspan(0, std::min(first_day_column(), table_.row(row).size())))
                    .empty();
    }

    /// One word with a digit, and no date, as stands beside a signature.
    bool has_personnel_number(std::size_t row) const {
        if (!number_column_) return false;
        std::string_view const text = cell(row, *number_column_);
        return has_digit(text) && text.find_first_of(" \"") == std::string_view::npos &&
               text.find("«") == std::string_view::npos && days_in(text).empty();
    }

    /// A whole number, and beside it a name.
    bool has_ordinal(std::size_t row) const {
        std::span<std::string_view const> const cells = table_.row(row);
        std::size_t column = 0;
        while (column < std::min(first_day_column(), cells.size()) && trimmed(cells[column]).empty())
            ++column;
        std::string_view const ordinal = cell(row, column);
        constexpr std::string_view figures = "0123456789. ";
        return column + 1 < first_day_column() && !ordinal.empty() &&
               ordinal.find_first_not_of(figures) == std::string_view::npos &&
               cell(row, column + 1).find_first_not_of(figures) != std::string_view::npos;
    }

    bool begins_person(std::size_t row, UnderDays const& under) const {
        return has_personnel_number(row) || has_ordinal(row) || (is_named(row) && under.are_codes());
    }

    /// The line of hours beneath one of codes may be empty.
    bool may_be_hours(std::size_t row) const {
        if (is_named(row) || is_of_header(row)) return false;
        UnderDays const under = under_days(row);
        return under.filled == 0 || (under.figures * 2 >= under.filled && !under.are_codes());
    }

    void begin_person(std::size_t row) {
        std::string_view const number = number_column_ ? cell(row, *number_column_) : std::string_view{};
        person_ = Person{};
        person_->row = row;
        person_->key = number.empty() ? fmt::format("row {}", row) : std::string{number};
    }

    void end_person() {
        if (!person_) return;
        if (!person_->has_codes) {
            warnings_.add({table_.line(person_->row), "", "",
                           "Codes of attendance under the days; this person has none on any day, and is not "
                           "counted."});
        } else {
            people_.insert(person_->key);
            hundredths_ += person_->hundredths;
            if (!person_->totals.empty() && !person_->totals.contains(person_->hundredths)) {
                warnings_.add(
                    {table_.line(person_->row), "", "",
                     fmt::format(
                         "A total beside the days that agrees with them: their hours add up to {}, and no "
                         "total of this person says so. The days are taken.",
                         hours_in_words(person_->hundredths))});
            }
        }
        person_.reset();
    }

    void read_line(std::size_t row, std::optional<std::size_t> hours_row, Days const& days) {
        std::size_t const after_days = *day_columns_.rbegin() + 1;
        for (std::size_t const line : {row, hours_row.value_or(row)}) {
            for (std::size_t column = after_days; column < table_.row(line).size(); ++column)
                if (auto const total = hundredths_in(cell(line, column)); total && !cell(line, column).empty())
                    person_->totals.insert(*total);
        }
        for (auto const& [column, day] : days)
            read_day(row, hours_row, column, day);
    }

    void refuse(std::size_t row, std::size_t column, unsigned day, std::string_view expected) {
        faults_.add({table_.line(row), std::to_string(day), std::string{cell(row, column)},
                     std::string{expected}, table_.place(row, column)});
    }

    /// Without any of its texts, for they may be names.
    void refuse_row(std::size_t row, std::string_view expected) {
        faults_.add({table_.line(row), "", "", std::string{expected}});
    }

    void read_day(std::size_t row, std::optional<std::size_t> hours_row, std::size_t column, unsigned day) {
        std::string_view const written = cell(row, column);
        std::string_view const stated = hours_row ? cell(*hours_row, column) : std::string_view{};
        if (is_nothing(written)) {
            if (has_digit(stated) && hundredths_in(stated) != 0)
                refuse(*hours_row, column, day, "A code of attendance above these hours; there is none.");
            return;
        }
        person_->has_codes = true;
        std::vector<std::string_view> const codes = between_strokes(written);
        std::vector<std::string_view> const hours =
            is_nothing(stated) ? std::vector<std::string_view>{} : between_strokes(stated);
        if (hours.size() > codes.size())
            return refuse(*hours_row, column, day, "As many hours as codes above them, set apart by strokes.");
        bool is_worked = false;
        std::int64_t of_day = 0;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::optional<Attendance> const meaning = attendance_from(codes[i]);
            if (!meaning)
                return refuse(row, column, day, "A code of form T-13, such as Я, Н, РВ, С, В, ОТ or Б.");
            is_worked = is_worked || *meaning != Attendance::absence;
            if (i >= hours.size() || is_nothing(hours[i])) {
                if (*meaning != Attendance::work) continue;
                return refuse(row, column, day,
                              fmt::format("Hours of their own beneath each code of a day at work; {} has none.",
                                          codes[i]));
            }
            std::optional<std::int64_t> const hundredths = hundredths_in(hours[i]);
            if (!hundredths) return refuse(*hours_row, column, day, "Hours of the day, as 8, 7,5 or 7:30.");
            of_day += *hundredths;
            if (*meaning != Attendance::absence) {
                person_->hundredths += *hundredths;
            } else if (*hundredths > 0) {
                absent_hours_[std::string{codes[i]}] += *hundredths;
            }
        }
        if (of_day > most_hundredths_a_day)
            return refuse(*hours_row, column, day, "At most 24 hours in a day.");
        if (is_worked && !is_in_period(day))
            refuse(row, column, day,
                   fmt::format("Work only on days of the period, {} to {}.", to_string(period_.first),
                               to_string(period_.last)));
    }

    bool is_in_period(unsigned day) const {
        for (Date at = period_.first; at <= period_.last; at = at + 1)
            if (safetycell::parts_of(at).day == day) return true;
        return false;
    }

    Table const& table_;
    Header const& header_;
    domain::Period period_;
    FaultList& faults_;
    FaultList& warnings_;
    std::optional<std::size_t> number_column_;
    std::set<std::size_t> day_columns_;
    std::optional<Person> person_;
    std::int64_t hundredths_ = 0;
    std::set<std::string> people_;
    std::map<std::string, std::int64_t> absent_hours_;
};

}  // namespace

bool is_timesheet(Table const& table) {
    std::optional<Header> const header = find_header(table);
    if (!header) return false;
    for (std::size_t row = 0; row < header->first_row; ++row) {
        for (std::string_view const cell : table.row(row)) {
            std::string const words = folded(cell);
            if (words.find("табел") != std::string::npos || words.find("т 13") != std::string::npos ||
                words.find("timesheet") != std::string::npos)
                return true;
        }
    }
    return false;
}

std::optional<Table> hours_of_timesheet(Table const& table, FaultList& faults, FaultList& warnings,
                                        std::vector<std::string>& said_back) {
    Header const header = find_header(table).value();
    std::optional<Labelled> const organization = find_organization(table, header.days_row);
    std::optional<domain::Period> const period = find_period(table, header.days_row);
    if (!organization)
        faults.add({table.line(0), "", "", "The name of the organization above the timesheet; there is none."});
    if (!period || period->first + 30 < period->last) {
        faults.add(
            {table.line(0), "", "",
             "The period above the timesheet, from which day to which, of a month at most; there is none."});
        return std::nullopt;
    }
    PeopleReader people{table, header, *period, faults, warnings};
    people.read();
    if (people.people() == 0 && faults.empty())
        faults.add({table.line(header.days_row), "", "",
                    "People with codes of attendance beneath the days; there are none."});
    if (!faults.empty()) return std::nullopt;

    std::string const hours = hours_in_words(people.hundredths());
    said_back.push_back(
        fmt::format("Timesheet T-13 of \"{}\", {} to {}: {} hours of {} people, added up. Their names are "
                    "dropped.",
                    shortened(organization->text), to_string(period->first), to_string(period->last), hours,
                    people.people()));
    for (auto const& [code, hundredths] : people.absent_hours()) {
        said_back.push_back(fmt::format("Not counted: {} hours beneath the code {}, which is no work.",
                                        hours_in_words(hundredths), code));
    }
    Table result;
    result.add_row(table.line(header.days_row), {"organization", "first", "last", "hours", "headcount"});
    result.add_row(table.line(organization->row),
                   {organization->text, to_string(period->first), to_string(period->last), hours,
                    std::to_string(people.people())});
    return result;
}

}  // namespace safetycell::importing
