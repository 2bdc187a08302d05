#pragma once
// What stands above a table as people and programs label it: "Организация: ООО «Вектор»", "Период: март 2025
// г.".

#include "base/civil_time.hpp"
#include "domain/hours.hpp"
#include "import/table.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// A text and the row it stands in.
struct Labelled {
    std::string text;
    std::size_t row = 0;
};

/// The first cell of a row that holds anything, without spaces around it; empty where none does.
std::string_view first_text(std::span<std::string_view const> cells);

/// Whether a row begins as totals do: Итого, Всего, Total.
bool begins_as_total(std::span<std::string_view const> cells);

/// Whether a text is words, neither figures nor a period.
bool is_remark(std::string_view text);

/// What follows one of the labels (folded) in the first rows of the table: after its colon, or in the next cell
/// of the row that holds anything.
std::optional<Labelled> find_labelled(Table const& table, std::size_t rows,
                                      std::initializer_list<std::string_view> labels);

/// The days that a text names, as 01.03.2025 or 2025-03-01.
std::vector<Date> days_in(std::string_view text);

/// Two days, or a month, quarter or year ("за март 2025 г.").
std::optional<domain::Period> period_in(std::string_view text);

/// The first cell of the first rows that says a period in words or by its days. Figures alone say none: "2024"
/// may be the number of a document.
std::optional<domain::Period> find_period_in_words(Table const& table, std::size_t rows);

}  // namespace safetycell::importing
