#include "import/detection.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::string joined(auto const& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string in_words(DateOrder order, bool is_stated, bool is_by_others) {
    return fmt::format("Dates as {}{}{}", to_words(order), is_stated ? ", as the profile states" : "",
                       is_by_others ? ", as other columns show" : "");
}

std::string in_words(DecimalMark mark, NumberEvidence const& evidence, bool is_stated, bool is_by_others) {
    bool const shows_mark = evidence.decided() || evidence.is_ambiguous();
    std::set<std::string_view> const thousands = evidence.thousands_marks(mark);
    if (!shows_mark && thousands.empty()) return "Numbers without decimal and thousands marks";
    std::vector<std::string> parts;
    if (shows_mark) parts.emplace_back(to_words(mark));
    if (!thousands.empty()) parts.push_back("thousands set apart by " + joined(thousands, " and "));
    if (is_stated) parts.emplace_back("as the profile states");
    if (is_by_others) parts.emplace_back("as other columns show");
    return "Numbers with " + joined(parts, ", ");
}

}  // namespace

/// Decides column after column, and collects what is said back: columns that are read alike share a sentence.
class WritingDetector {
public:
    WritingDetector(Sheet const& sheet, std::vector<std::size_t> const& rows, Profile const& profile,
                    FaultList& faults)
        : sheet_(sheet), rows_(rows), profile_(profile), faults_(faults) {}

    void decide_dates(std::map<std::size_t, DateEvidence>& columns) {
        DateEvidence all;
        for (auto& [column, evidence] : columns) {
            for (std::size_t const row : rows_)
                evidence.add(sheet_.cell(row, column));
            all.add(evidence);
        }
        for (auto const& [column, evidence] : columns) {
            auto const add = [](DateEvidence& alone, std::string_view text) {
                alone.add(text);
            };
            std::optional<DateOrder> const order =
                decide(column, evidence, all, profile_.dates, add, undecided_dates, DateOrder::day_first);
            writing_.date_orders_[column] = order;
            if (!order) continue;
            bool const is_by_others = evidence.is_ambiguous() && !profile_.dates;
            if (evidence.has_order()) say(in_words(*order, profile_.dates.has_value(), is_by_others), column);
            if (evidence.has_year_first()) say("Dates as year, month, day", column);
        }
    }

    void decide_numbers(std::map<std::size_t, NumberEvidence>& columns,
                        std::map<std::size_t, bool> const& must_be_whole) {
        NumberEvidence all;
        for (auto& [column, evidence] : columns) {
            bool const whole = must_be_whole.at(column);
            for (std::size_t const row : rows_)
                if (!sheet_.is_number(row, column)) evidence.add(sheet_.cell(row, column), whole);
            all.add(evidence);
        }
        for (auto const& [column, evidence] : columns) {
            bool const whole = must_be_whole.at(column);
            auto const add = [whole](NumberEvidence& alone, std::string_view text) {
                alone.add(text, whole);
            };
            std::optional<DecimalMark> const mark = decide(column, evidence, all, profile_.decimal_mark, add,
                                                           undecided_numbers, DecimalMark::point);
            writing_.decimal_marks_[column] = mark;
            if (!mark || are_all_numbers(column)) continue;
            bool const is_by_others = evidence.is_ambiguous() && !profile_.decimal_mark;
            say(in_words(*mark, evidence, profile_.decimal_mark.has_value(), is_by_others), column);
        }
    }

    Writing take() {
        for (auto const& [words, headers] : headers_by_words_) {
            writing_.said_back_.push_back(fmt::format("{}: {}.", words, joined(headers, ", ")));
        }
        return std::move(writing_);
    }

private:
    static constexpr std::string_view undecided_dates =
        "Dates that can be read in one way only. This column is ambiguous: each of its dates may have the day "
        "first or the month first, and no other column shows which. State dates = \"DMY\" or \"MDY\" in a "
        "profile, or write the dates as 2025-03-31.";
    static constexpr std::string_view undecided_numbers =
        "Numbers that can be read in one way only. This column is ambiguous: the mark in each of its numbers "
        "may "
        "set decimals or thousands apart, and no other column shows which. State decimal_mark = \".\" or \",\" "
        "in a profile, or write the numbers without thousands marks.";

    /// What the profile states, or the column shows, or the other columns show. An ambiguous column that
    /// nothing decides is refused at its first cell that alone leaves the question open.
    template <class Evidence, class Choice, class Add>
    std::optional<Choice> decide(std::size_t column, Evidence const& evidence, Evidence const& all,
                                 std::optional<Choice> stated, Add add, std::string_view undecided,
                                 Choice otherwise) {
        if (stated) return stated;
        if (std::optional<Choice> const own = evidence.decided()) return own;
        if (std::optional<Choice> const by_others = all.decided()) return by_others;
        if (!evidence.is_ambiguous()) return otherwise;
        auto const open = std::ranges::find_if(rows_, [&](std::size_t const row) {
            Evidence alone;
            add(alone, sheet_.cell(row, column));
            return alone.is_ambiguous() && !sheet_.is_number(row, column);
        });
        faults_.add({sheet_.line(*open), std::string{sheet_.header(column)},
                     std::string{sheet_.cell(*open, column)}, std::string{undecided}});
        return std::nullopt;
    }

    /// Of a sheet, where nothing is to be decided and so nothing to be said.
    bool are_all_numbers(std::size_t column) const {
        return sheet_.table().is_sheet() && std::ranges::all_of(rows_, [&](std::size_t const row) {
                   return sheet_.is_number(row, column) || sheet_.cell(row, column).empty();
               });
    }

    void say(std::string words, std::size_t column) {
        headers_by_words_[std::move(words)].push_back(fmt::format("\"{}\"", sheet_.header(column)));
    }

    Sheet const& sheet_;
    std::vector<std::size_t> const& rows_;
    Profile const& profile_;
    FaultList& faults_;
    Writing writing_;
    std::map<std::string, std::vector<std::string>> headers_by_words_;
};

Writing Writing::detect(Sheet const& sheet, std::vector<std::size_t> const& rows,
                        std::vector<BoundMapping> const& mappings, Profile const& profile, FaultList& faults) {
    ColumnsToDecide columns = columns_to_decide(mappings);
    WritingDetector detector{sheet, rows, profile, faults};
    detector.decide_dates(columns.dates);
    detector.decide_numbers(columns.numbers, columns.must_be_whole);
    return detector.take();
}

std::optional<DateOrder> Writing::date_order(std::size_t column) const {
    auto const found = date_orders_.find(column);
    return found == date_orders_.end() ? DateOrder::day_first : found->second;
}

std::optional<DecimalMark> Writing::decimal_mark(std::size_t column) const {
    auto const found = decimal_marks_.find(column);
    return found == decimal_marks_.end() ? DecimalMark::point : found->second;
}

}  // namespace safetycell::importing
