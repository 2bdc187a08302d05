#pragma once
// Delimited text, as RFC 4180 describes it and as spreadsheets write it: cells in quotes may hold delimiters,
// line breaks and doubled quotes; lines end with CRLF, LF or CR.

#include "import/faults.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// The cells of a file, exactly as written. They point into the text that was read, which must outlive it.
class Table {
public:
    std::size_t row_count() const { return rows_.size(); }
    /// Row 0 is the header, where the file has one.
    std::span<std::string_view const> row(std::size_t index) const;
    /// The line of the file where the row starts, from 1.
    std::int64_t line(std::size_t index) const { return rows_[index].line; }

private:
    friend class TableReader;
    struct Row {
        std::int64_t line;
        std::size_t first_cell;
    };
    std::vector<Row> rows_;
    std::vector<std::string_view> cells_;
    std::deque<std::string> unquoted_;  ///< Cells that held doubled quotes.
};

/// A line with nothing but one empty cell is no row. The fault names a quote that is never closed or closed
/// inside a cell.
tl::expected<Table, Fault> read_table(std::string_view text, char delimiter);

/// The delimiter among comma, semicolon and tab that cuts the first line into the most cells; the first of
/// these among equals.
char find_delimiter(std::string_view text);
std::string_view delimiter_in_words(char delimiter);

}  // namespace safetycell::importing
