#pragma once
// What stands above a table as people and programs label it: "Организация: ООО «Вектор»", "Период: март 2025
// г.".

#include "base/civil_time.hpp"
#include "domain/hours.hpp"
#include "import/table.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// A text and the row it stands in.
struct Labelled {
    std::string text;
    std::size_t row = 0;
};

/// What follows one of the labels (folded) in the first rows of the table: after its colon, or in the next cell
/// of the row that holds anything.
std::optional<Labelled> find_labelled(Table const& table, std::size_t rows,
                                      std::initializer_list<std::string_view> labels);

/// The days that a text names, as 01.03.2025 or 2025-03-01.
std::vector<Date> days_in(std::string_view text);

/// Two days, or a month, quarter or year ("за март 2025 г.").
std::optional<domain::Period> period_in(std::string_view text);

}  // namespace safetycell::importing
