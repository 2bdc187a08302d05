#include "import/detection.hpp"

#include <fmt/format.h>

namespace safetycell::importing {
namespace {

/// The columns that hold dates, and those that hold numbers with whether only whole ones may stand there.
struct ColumnsToDecide {
    std::map<std::size_t, DateEvidence> dates;
    std::map<std::size_t, NumberEvidence> numbers;
    std::map<std::size_t, bool> must_be_whole;
};

ColumnsToDecide columns_to_decide(std::vector<BoundMapping> const& mappings) {
    ColumnsToDecide columns;
    for (BoundMapping const& mapping : mappings) {
        for (auto const& [field, source] : mapping.mapping().fields) {
            Content const content = column_of(field).content;
            for (std::size_t const column : mapping.plain_columns_of(source)) {
                if (content == Content::day) columns.dates[column];
                if (content != Content::number && content != Content::whole_number) continue;
                columns.numbers[column];
                bool& whole = columns.must_be_whole.try_emplace(column, true).first->second;
                whole = whole && content == Content::whole_number;
            }
        }
    }
    return columns;
}

/// The first row whose cell alone leaves the question open, to show to a person.
template <class Evidence, class Add>
std::size_t first_ambiguous(Sheet const& sheet, std::vector<std::size_t> const& rows, std::size_t column,
                            Add add) {
    for (std::size_t const row : rows) {
        Evidence alone;
        add(alone, sheet.cell(row, column));
        if (alone.is_ambiguous()) return row;
    }
    return rows.front();
}

std::string joined(auto const& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

}  // namespace

Writing Writing::detect(Sheet const& sheet, std::vector<std::size_t> const& rows,
                        std::vector<BoundMapping> const& mappings, Profile const& profile, FaultList& faults) {
    Writing writing;
    ColumnsToDecide columns = columns_to_decide(mappings);
    DateEvidence all_dates;
    for (auto& [column, evidence] : columns.dates) {
        for (std::size_t const row : rows)
            evidence.add(sheet.cell(row, column));
        all_dates.add(evidence);
    }
    NumberEvidence all_numbers;
    for (auto& [column, evidence] : columns.numbers) {
        for (std::size_t const row : rows)
            evidence.add(sheet.cell(row, column), columns.must_be_whole[column]);
        all_numbers.add(evidence);
    }

    // Columns read in the same way are said back in one sentence.
    std::map<std::string, std::vector<std::string>> sentences;
    auto const say = [&](std::string writing_in_words, std::size_t column) {
        sentences[std::move(writing_in_words)].push_back(fmt::format("\"{}\"", sheet.header(column)));
    };

    for (auto const& [column, evidence] : columns.dates) {
        bool const by_others = evidence.is_ambiguous() && !profile.dates && all_dates.decided();
        std::optional<DateOrder> const order = profile.dates        ? profile.dates
                                               : evidence.decided() ? evidence.decided()
                                                                    : all_dates.decided();
        if (evidence.is_ambiguous() && !order) {
            std::size_t const row = first_ambiguous<DateEvidence>(
                sheet, rows, column, [](DateEvidence& one, std::string_view text) { one.add(text); });
            faults.add(
                {sheet.line(row), std::string{sheet.header(column)}, std::string{sheet.cell(row, column)},
                 "Dates whose order can be told: every date of this column can be read with the day first and "
                 "with the month first, and no other column decides. Write them as 2025-03-31 or 31.03.2025, "
                 "or state dates = \"DMY\" or \"MDY\" in a profile."});
        }
        writing.date_orders_[column] = order.value_or(DateOrder::day_first);
        std::string_view const stated = profile.dates ? ", as the profile states" : "";
        if (evidence.has_order()) {
            say(fmt::format("Dates as {}{}{}", to_words(writing.date_orders_[column]), stated,
                            by_others ? ", as other columns show" : ""),
                column);
        }
        if (evidence.has_year_first()) say("Dates as year, month, day", column);
    }

    for (auto const& [column, evidence] : columns.numbers) {
        bool const by_others = evidence.is_ambiguous() && !profile.decimal_mark && all_numbers.decided();
        std::optional<DecimalMark> const mark = profile.decimal_mark ? profile.decimal_mark
                                                : evidence.decided() ? evidence.decided()
                                                                     : all_numbers.decided();
        if (evidence.is_ambiguous() && !mark) {
            bool const whole = columns.must_be_whole[column];
            std::size_t const row = first_ambiguous<NumberEvidence>(
                sheet, rows, column, [&](NumberEvidence& one, std::string_view text) { one.add(text, whole); });
            faults.add(
                {sheet.line(row), std::string{sheet.header(column)}, std::string{sheet.cell(row, column)},
                 "Numbers whose decimal mark can be told: the mark in every number of this column may set "
                 "decimals or thousands apart, and no other column decides. Write the numbers without "
                 "thousands marks, or state decimal_mark = \".\" or \",\" in a profile."});
        }
        writing.decimal_marks_[column] = mark.value_or(DecimalMark::point);
        std::set<std::string_view> const thousands = evidence.thousands_marks(writing.decimal_marks_[column]);
        if (!evidence.decided() && !evidence.is_ambiguous() && thousands.empty()) {
            say("Numbers without decimal and thousands marks", column);
            continue;
        }
        std::string words = fmt::format("Numbers with {}", to_words(writing.decimal_marks_[column]));
        if (!evidence.decided() && !evidence.is_ambiguous()) words = "Numbers";
        if (!thousands.empty()) {
            words += fmt::format("{}thousands set apart by {}", words == "Numbers" ? " with " : ", ",
                                 joined(thousands, " and "));
        }
        if (profile.decimal_mark) words += ", as the profile states";
        if (by_others) words += ", as other columns show";
        say(std::move(words), column);
    }

    for (auto const& [words, headers] : sentences) {
        writing.said_back_.push_back(fmt::format("{}: {}.", words, joined(headers, ", ")));
    }
    return writing;
}

DateOrder Writing::date_order(std::size_t column) const {
    auto const found = date_orders_.find(column);
    return found == date_orders_.end() ? DateOrder::day_first : found->second;
}

DecimalMark Writing::decimal_mark(std::size_t column) const {
    auto const found = decimal_marks_.find(column);
    return found == decimal_marks_.end() ? DecimalMark::point : found->second;
}

}  // namespace safetycell::importing
