#pragma once
// Delimited text, as RFC 4180 describes it and as spreadsheets write it: cells in quotes may hold delimiters,
// line breaks and doubled quotes; lines end with CRLF, LF or CR.

#include "import/faults.hpp"
#include "import/table.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace safetycell::importing {

/// A line with nothing but one empty cell is no row. The fault names a quote that is never closed or closed
/// inside a cell.
tl::expected<Table, Fault> read_table(std::string_view text, char delimiter);

/// The delimiter among comma, semicolon and tab that cuts the first line into the most cells, or where none
/// cuts it, one of the first fifty; the first of these among equals.
char find_delimiter(std::string_view text);
std::string_view delimiter_in_words(char delimiter);

}  // namespace safetycell::importing
