#include "import/timesheet.hpp"

#include "domain/hours.hpp"
#include "import/labels.hpp"
#include "import/numbers.hpp"
#include "import/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace safetycell::importing {
namespace {

constexpr std::size_t most_header_rows = 60;

/// The codes of the form, folded; those of time at work first.
constexpr std::array<std::string_view, 8> worked_codes{"я", "н", "рв", "с", "вм", "к", "пк", "пм"};
constexpr std::array<std::string_view, 30> absence_codes{
    "от", "од", "у", "ув", "уд", "р",  "ож", "до", "оз", "дб", "б",  "т",  "лч", "пв", "г",
    "пр", "нс", "в", "ов", "нв", "зб", "нн", "рп", "нп", "вп", "но", "нб", "нз", "х",  "x"};

template <std::size_t count>
bool contains(std::array<std::string_view, count> const& codes, std::string_view code) {
    return std::ranges::find(codes, code) != codes.end();
}

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

std::string_view first_text(std::span<std::string_view const> cells) {
    for (std::string_view const cell : cells)
        if (!trimmed(cell).empty()) return trimmed(cell);
    return {};
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
    for (std::size_t row = 0; row < rows; ++row)
        for (std::string_view const cell : table.row(row))
            if (std::optional<domain::Period> const period = period_in(cell); period && has_digit(cell)) {
                bool const is_word = !days_in(cell).empty() || trimmed(cell).size() > 7;
                if (is_word) return period;
            }
    return std::nullopt;
}

std::optional<std::int64_t> hundredths_in(std::string_view text) {
    text = trimmed(text);
    if (std::size_t const colon = text.find(':'); colon != std::string_view::npos) {
        auto const hours = parse_number(text.substr(0, colon), DecimalMark::point);
        auto const minutes = parse_number(text.substr(colon + 1), DecimalMark::point);
        if (!hours || !minutes || !hours->is_whole() || !minutes->is_whole()) return std::nullopt;
        return hours->hundredths() + minutes->hundredths() / 60;
    }
    std::optional<Number> number = parse_number(text, DecimalMark::comma);
    if (!number || text.find('.') != std::string_view::npos) number = parse_number(text, DecimalMark::point);
    if (!number || number->millionths < 0 || number->millionths > std::int64_t{1'000'000} * 1'000'000)
        return std::nullopt;
    return number->hundredths();
}

std::vector<std::string_view> between_strokes(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        std::size_t const slash = std::min(text.find('/'), text.size());
        parts.push_back(trimmed(text.substr(0, slash)));
        if (slash == text.size()) return parts;
        text.remove_prefix(slash + 1);
    }
}

std::string hours_in_words(std::int64_t hundredths) {
    return hundredths % 100 == 0 ? std::to_string(hundredths / 100)
                                 : fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

/// Walks the lines of the people: codes, and hours beneath.
class PeopleReader {
public:
    PeopleReader(Table const& table, Header const& header, domain::Period period, FaultList& faults,
                 FaultList& warnings)
        : table_(table), header_(header), period_(period), faults_(faults), warnings_(warnings) {
        number_column_ = find_column(table, header.first_row, "табельный номер");
        if (!number_column_) number_column_ = find_column(table, header.first_row, "таб №");
        if (!number_column_) number_column_ = find_column(table, header.first_row, "таб номер");
    }

    void read() {
        for (std::size_t row = header_.first_row; row < table_.row_count(); ++row) {
            if (!has_codes(row)) continue;
            bool const begins = is_named(row);
            if (begins) {
                end_person();
                begin_person(row);
            }
            Days const& days = begins || header_.second_half.empty() ? header_.first_half : header_.second_half;
            bool const has_hours = row + 1 < table_.row_count() && !has_codes(row + 1) && !is_named(row + 1);
            read_line(row, has_hours ? std::optional{row + 1} : std::nullopt, days);
        }
        end_person();
    }

    std::int64_t hundredths() const { return hundredths_; }
    std::size_t people() const { return people_.size(); }
    std::map<std::string, std::int64_t> const& absent_hours() const { return absent_hours_; }

private:
    std::string_view cell(std::size_t row, std::size_t column) const {
        std::span<std::string_view const> const cells = table_.row(row);
        return column < cells.size() ? trimmed(cells[column]) : std::string_view{};
    }

    /// A line with one wrong cell is still known for what it is.
    bool has_codes(std::size_t row) const {
        std::size_t codes = 0;
        std::size_t hours = 0;
        auto const count = [&](auto const& day) {
            std::string_view const text = cell(row, day.first);
            if (text.empty() || text == "-" || text == "—") return;
            ++(has_digit(text) ? hours : codes);
        };
        std::ranges::for_each(header_.first_half, count);
        std::ranges::for_each(header_.second_half, count);
        return codes > hours;
    }

    /// Whether anything stands before the days: the number, the name.
    bool is_named(std::size_t row) const {
        for (std::size_t column = 0; column < header_.first_half.front().first; ++column)
            if (!cell(row, column).empty()) return true;
        return false;
    }

    void begin_person(std::size_t row) {
        person_row_ = row;
        person_hundredths_ = 0;
        totals_.clear();
        std::string key;
        if (number_column_) key = cell(row, *number_column_);
        if (key.empty()) key = fmt::format("row {}", row);
        people_.insert(std::move(key));
    }

    void end_person() {
        if (!person_row_) return;
        hundredths_ += person_hundredths_;
        if (!totals_.empty() && !totals_.contains(person_hundredths_)) {
            warnings_.add(
                {table_.line(*person_row_), "", "",
                 fmt::format("A total beside the days that agrees with them: their hours add up to {}, and no "
                             "total of this person says so. The days are taken.",
                             hours_in_words(person_hundredths_))});
        }
    }

    void read_line(std::size_t row, std::optional<std::size_t> hours_row, Days const& days) {
        std::size_t const after_days =
            std::max(header_.first_half.back().first,
                     header_.second_half.empty() ? 0 : header_.second_half.back().first) +
            1;
        for (std::size_t const line : {row, hours_row.value_or(row)}) {
            for (std::size_t column = after_days; column < table_.row(line).size(); ++column)
                if (auto const total = hundredths_in(cell(line, column)); total && !cell(line, column).empty())
                    totals_.insert(*total);
        }
        for (auto const& [column, day] : days)
            read_day(row, hours_row, column, day);
    }

    void refuse(std::size_t row, std::size_t column, unsigned day, std::string_view expected) {
        faults_.add({table_.line(row), std::to_string(day), std::string{cell(row, column)},
                     std::string{expected}, table_.place(row, column)});
    }

    void read_day(std::size_t row, std::optional<std::size_t> hours_row, std::size_t column, unsigned day) {
        std::string_view const written = cell(row, column);
        if (written.empty() || written == "-" || written == "—") return;
        std::vector<std::string_view> const codes = between_strokes(written);
        std::string_view const stated = hours_row ? cell(*hours_row, column) : std::string_view{};
        std::vector<std::string_view> const hours =
            stated.empty() ? std::vector<std::string_view>{} : between_strokes(stated);
        bool is_worked = false;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::string const code = folded(codes[i]);
            bool const is_work = contains(worked_codes, code);
            if (!is_work && !contains(absence_codes, code)) {
                return refuse(row, column, day, "A code of form T-13, such as Я, Н, РВ, С, В, ОТ or Б.");
            }
            is_worked = is_worked || is_work;
            if (i >= hours.size()) continue;
            std::optional<std::int64_t> const hundredths = hundredths_in(hours[i]);
            if (!hundredths) return refuse(*hours_row, column, day, "Hours of the day, as 8 or 7,5.");
            if (is_work) {
                person_hundredths_ += *hundredths;
            } else {
                absent_hours_[std::string{codes[i]}] += *hundredths;
            }
        }
        if (hours.size() > codes.size())
            return refuse(*hours_row, column, day, "As many hours as codes above them, set apart by strokes.");
        // A business trip may be marked without hours.
        if (is_worked && hours.empty() && folded(codes.front()) != "к")
            return refuse(row, column, day,
                          "Hours beneath the code of a day at work; the cell beneath is empty.");
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
    std::optional<std::size_t> person_row_;
    std::int64_t person_hundredths_ = 0;
    std::set<std::int64_t> totals_;
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
