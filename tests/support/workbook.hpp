#pragma once
// A workbook taken apart without the code under test: each cell of a sheet by its name, as its XML has it.

#include <map>
#include <string>
#include <string_view>

namespace safetycell::test {

struct SheetCell {
    std::string type;   ///< Of the cell's `t`: "inlineStr", "n" or empty for numbers.
    std::string value;  ///< The text, or the digits of a number.
    bool has_formula = false;
    std::string style;
};
using Sheet = std::map<std::string, SheetCell>;  ///< By "B7".

/// `number` counts from 1. Throws std::runtime_error where the bytes are no workbook.
Sheet sheet_of(std::string_view workbook, int number);
/// A part of the package, "xl/workbook.xml".
std::string part_of(std::string_view workbook, std::string const& name);

}  // namespace safetycell::test
