#include "import/table.hpp"

#include <algorithm>
#include <map>

namespace safetycell::importing {

using spreadsheet::CellKind;

namespace {

/// Beyond this merged cells are left as they are: no table that people read has so many.
constexpr std::size_t most_filled = 2'000'000;

}  // namespace

Table::Note Table::note(std::size_t row, std::size_t column) const {
    if (notes_.empty() || column >= rows_[row].cell_count) return {};
    return notes_[rows_[row].first_cell + column];
}

std::string Table::place(std::size_t row, std::size_t column) const {
    if (notes_.empty() || column >= own_columns_) return {};
    return spreadsheet::place_in_words(rows_[row].line, column);
}

void Table::drop_rows(std::vector<std::size_t> const& rows) {
    std::size_t index = 0;
    std::erase_if(rows_, [&](Row const&) { return std::ranges::binary_search(rows, index++); });
}

void Table::add_row(std::int64_t line, std::vector<std::string> texts) {
    rows_.push_back({line, cells_.size(), texts.size()});
    for (std::string& text : texts)
        cells_.push_back(kept_.emplace_back(std::move(text)));
    if (is_sheet()) notes_.resize(cells_.size());
}

void Table::add_column(std::string header, std::vector<std::string> texts) {
    std::size_t const width = rows_.front().cell_count;
    own_columns_ = std::min(own_columns_, width);
    std::vector<std::string_view> cells;
    std::vector<Note> notes;
    bool const has_notes = is_sheet();
    texts.insert(texts.begin(), std::move(header));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Row& row = rows_[i];
        std::size_t const first_cell = cells.size();
        std::size_t const count = std::min(row.cell_count, width);
        for (std::size_t column = 0; column < count; ++column) {
            cells.push_back(cells_[row.first_cell + column]);
            if (has_notes) notes.push_back(notes_[row.first_cell + column]);
        }
        cells.resize(first_cell + width);
        cells.push_back(i < texts.size() ? kept_.emplace_back(std::move(texts[i])) : std::string_view{});
        if (has_notes) notes.resize(cells.size());
        row = {row.line, first_cell, width + 1};
    }
    cells_ = std::move(cells);
    notes_ = std::move(notes);
}

Table table_of(spreadsheet::Workbook workbook) {
    Table table;
    auto kept = std::make_shared<spreadsheet::Workbook const>(std::move(workbook));
    for (std::size_t i = 0; i < kept->content.row_count(); ++i) {
        std::span<spreadsheet::SheetCell const> const row = kept->content.row(i);
        table.rows_.push_back({kept->content.number(i), table.cells_.size(), row.size()});
        for (spreadsheet::SheetCell const& cell : row) {
            table.cells_.push_back(cell.text);
            table.notes_.push_back({cell.kind, false});
        }
    }
    table.workbook_ = std::move(kept);
    return table;
}

std::int64_t fill_merged(Table& table, std::vector<spreadsheet::Merge> const& merges) {
    if (merges.empty()) return 0;
    struct Fill {
        std::string_view text;
        CellKind kind;
    };
    std::map<std::pair<std::size_t, std::size_t>, Fill> fills;  // By row and column of the table.
    std::map<std::int64_t, std::size_t> rows_by_line;
    for (std::size_t row = 0; row < table.row_count(); ++row)
        rows_by_line.emplace(table.line(row), row);
    std::size_t work = 0;
    for (spreadsheet::Merge const& merge : merges) {
        auto const first = rows_by_line.find(merge.first_row + 1);
        if (first == rows_by_line.end() || merge.first_row == merge.last_row) continue;
        std::size_t const column = merge.first_column;
        if (column >= table.row(first->second).size()) continue;
        Fill const fill{table.row(first->second)[column], table.kind(first->second, column)};
        if (fill.text.empty() || fill.kind == CellKind::number) continue;
        for (auto at = std::next(first); at != rows_by_line.end() && at->first <= merge.last_row + 1; ++at) {
            std::size_t const count = table.row(at->second).size();
            work += column >= count ? column - count + 1 : 1;
            if (work > most_filled) return 0;
            if (column >= count || table.row(at->second)[column].empty())
                fills.emplace(std::pair{at->second, column}, fill);
        }
    }
    if (fills.empty()) return 0;
    std::vector<std::string_view> cells;
    std::vector<Table::Note> notes;
    for (std::size_t i = 0; i < table.rows_.size(); ++i) {
        Table::Row& row = table.rows_[i];
        auto const begin = static_cast<std::ptrdiff_t>(row.first_cell);
        auto const end = begin + static_cast<std::ptrdiff_t>(row.cell_count);
        std::size_t const first_cell = cells.size();
        cells.insert(cells.end(), table.cells_.begin() + begin, table.cells_.begin() + end);
        notes.insert(notes.end(), table.notes_.begin() + begin, table.notes_.begin() + end);
        for (auto at = fills.lower_bound({i, 0}); at != fills.end() && at->first.first == i; ++at) {
            std::size_t const cell = first_cell + at->first.second;
            cells.resize(std::max(cells.size(), cell + 1));
            notes.resize(cells.size());
            cells[cell] = at->second.text;
            notes[cell] = {at->second.kind, true};
        }
        row = {row.line, first_cell, cells.size() - first_cell};
    }
    table.cells_ = std::move(cells);
    table.notes_ = std::move(notes);
    return static_cast<std::int64_t>(fills.size());
}

}  // namespace safetycell::importing
