#pragma once
// The XML of one worksheet as its cells.

#include "spreadsheet/number_format.hpp"
#include "spreadsheet/workbook.hpp"

namespace safetycell::spreadsheet {

/// What the whole workbook says of the cells of its sheets.
struct Common {
    std::deque<std::string> texts;      ///< That cells name by their number.
    std::vector<NumberFormat> formats;  ///< By the number of a cell's style.
    DateSystem dates = DateSystem::from_1900;
};

/// Cells point into the common texts.
Result<Worksheet> read_worksheet(std::string_view text, Common const& common, Limits const& limits);

}  // namespace safetycell::spreadsheet
