#pragma once
// A file cut into rows of texts, whatever it was: delimited text or a worksheet. Everything after it reads
// tables.

#include "spreadsheet/workbook.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// Cells exactly as written. They point into the text that was read, which must outlive the table, unless the
/// table keeps it.
class Table {
public:
    std::size_t row_count() const { return rows_.size(); }
    /// Row 0 is the header, where the file has one.
    std::span<std::string_view const> row(std::size_t index) const {
        return std::span{cells_}.subspan(rows_[index].first_cell, rows_[index].cell_count);
    }
    /// The line of the file where the row starts, or the row of the sheet; from 1.
    std::int64_t line(std::size_t index) const { return rows_[index].line; }

    /// Whether rows may end before their last cells, as they do in sheets: in delimited text a short row is a
    /// fault.
    bool is_sheet() const { return !notes_.empty(); }
    /// What a sheet says of the cell; text in delimited text.
    spreadsheet::CellKind kind(std::size_t row, std::size_t column) const { return note(row, column).kind; }
    /// Whether the cell only repeats one that it is merged with.
    bool is_repeated(std::size_t row, std::size_t column) const { return note(row, column).is_repeated; }
    /// "C7"; empty in delimited text, and in a column that was added.
    std::string place(std::size_t row, std::size_t column) const;

    /// Forgets the first rows, so that another one is the header.
    void begin_at(std::size_t row) {
        rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(row));
    }
    /// Forgets rows, given in order.
    void drop_rows(std::vector<std::size_t> const& rows);
    /// Adds a column at the end: its header, then a text for each row. The texts are kept.
    void add_column(std::string header, std::vector<std::string> texts);

    /// Adds a row whose texts are kept.
    void add_row(std::int64_t line, std::vector<std::string> texts);

private:
    friend class TableReader;
    friend Table table_of(spreadsheet::Workbook workbook);
    friend std::int64_t fill_merged(Table& table, std::vector<spreadsheet::Merge> const& merges);
    struct Row {
        std::int64_t line;
        std::size_t first_cell;
        std::size_t cell_count;
    };
    struct Note {
        spreadsheet::CellKind kind = spreadsheet::CellKind::text;
        bool is_repeated = false;
    };
    Note note(std::size_t row, std::size_t column) const;

    std::vector<Row> rows_;
    std::vector<std::string_view> cells_;
    std::vector<Note> notes_;  ///< Of each cell; none for delimited text.
    std::deque<std::string> kept_;
    std::shared_ptr<spreadsheet::Workbook const> workbook_;
    std::size_t own_columns_ = static_cast<std::size_t>(-1);  ///< Before those that were added.
};

/// The table keeps the workbook.
Table table_of(spreadsheet::Workbook workbook);

/// Repeats a text or a day that stands in cells merged over several rows in each of these rows, as people read
/// it. A number is not: it would be counted several times, and for that reason the columns that are read as
/// numbers take no repeated text. Gives how many cells were filled.
std::int64_t fill_merged(Table& table, std::vector<spreadsheet::Merge> const& merges);

}  // namespace safetycell::importing
