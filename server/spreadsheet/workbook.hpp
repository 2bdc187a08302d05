#pragma once
// Reading one worksheet of an Excel workbook (.xlsx, ECMA-376) as a table of texts, as a person sees them:
// shared and inline texts, numbers, days by the format of their cells, the stored values of formulas. Nothing
// of the file is run, nothing outside of it is opened, and whatever bytes it holds, it costs no more memory
// than the limits say.

#include "base/result.hpp"
#include "spreadsheet/package.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::spreadsheet {

enum class CellKind : std::uint8_t {
    text,    ///< Also where the cell is empty.
    number,  ///< With a decimal point.
    day,     ///< YYYY-MM-DD, with a time of day where it has one.
    time,    ///< HH:MM.
    yes_no,  ///< "TRUE" or "FALSE".
    error,   ///< As "#REF!", or a formula whose value was never stored.
};

struct SheetCell {
    std::string_view text;
    CellKind kind = CellKind::text;
};

/// Rows and columns of cells that show as one; all from 0.
struct Merge {
    std::int64_t first_row = 0;
    std::int64_t last_row = 0;
    std::size_t first_column = 0;
    std::size_t last_column = 0;
};

/// A worksheet, without the rows and the ends of rows that hold nothing. Moves, and is never copied: cells
/// point into its texts.
class Worksheet {
public:
    Worksheet() = default;
    Worksheet(Worksheet&&) = default;
    Worksheet& operator=(Worksheet&&) = default;
    Worksheet(Worksheet const&) = delete;
    Worksheet& operator=(Worksheet const&) = delete;
    ~Worksheet() = default;

    std::size_t row_count() const { return rows_.size(); }
    std::span<SheetCell const> row(std::size_t index) const {
        return std::span{cells_}.subspan(rows_[index].first_cell, rows_[index].cell_count);
    }
    /// The row's number in the sheet, from 1.
    std::int64_t number(std::size_t index) const { return rows_[index].number; }
    std::vector<Merge> const& merges() const { return merges_; }
    /// Those that hold anything.
    std::int64_t hidden_rows() const { return hidden_rows_; }
    std::int64_t hidden_columns() const { return hidden_columns_; }

private:
    friend class WorksheetReader;
    struct Row {
        std::int64_t number;
        std::size_t first_cell;
        std::size_t cell_count;
    };
    std::vector<Row> rows_;
    std::vector<SheetCell> cells_;
    std::deque<std::string> texts_;
    std::vector<Merge> merges_;
    std::int64_t hidden_rows_ = 0;
    std::int64_t hidden_columns_ = 0;
};

struct Workbook {
    std::vector<std::string> sheet_names;  ///< Of the worksheets, in their order.
    std::string sheet;                     ///< The one that was read.
    Worksheet content;
    std::deque<std::string> shared;  ///< Texts that cells of the content point at.
};

/// Whether the bytes begin as some workbook does, readable or not.
bool is_workbook(std::string_view bytes);

/// Reads the sheet of that name, or without one the first visible sheet that holds anything. The error is a
/// sentence with a remedy: what the file is instead, what is broken, which limit it exceeds, which sheets there
/// are.
Result<Workbook> read_workbook(std::string_view bytes, std::string_view sheet = {}, Limits const& limits = {});

/// "C7": as a spreadsheet names the cell; the column from 0, the row from 1.
std::string place_in_words(std::int64_t row_number, std::size_t column);

}  // namespace safetycell::spreadsheet
