#include "import/delimited.hpp"

#include <algorithm>
#include <utility>

namespace safetycell::importing {

/// Reads one row after the other.
class TableReader {
public:
    TableReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    bool at_end() const { return position_ == text_.size(); }

    tl::expected<void, Fault> read_row() {
        std::size_t const first_cell = table_.cells_.size();
        std::int64_t const row_line = line_;
        do {
            if (auto read = read_cell(row_line); !read) return read;
        } while (skip_delimiter());
        skip_line_end();
        bool const is_blank = table_.cells_.size() == first_cell + 1 && table_.cells_.back().empty();
        if (is_blank) {
            table_.cells_.pop_back();
        } else {
            table_.rows_.push_back({row_line, first_cell, table_.cells_.size() - first_cell});
        }
        return {};
    }

    Table const& table() const { return table_; }
    Table take() { return std::move(table_); }

private:
    bool is_at(char c) const { return position_ < text_.size() && text_[position_] == c; }
    bool ends_cell() const { return at_end() || is_at(delimiter_) || is_at('\r') || is_at('\n'); }

    bool skip_delimiter() {
        bool const found = is_at(delimiter_);
        if (found) ++position_;
        return found;
    }

    void skip_line_end() {
        if (at_end()) return;
        bool const carriage_return = is_at('\r');
        ++position_;
        if (carriage_return && is_at('\n')) ++position_;
        ++line_;
    }

    tl::expected<void, Fault> read_cell(std::int64_t row_line) {
        if (is_at('"')) return read_quoted_cell(row_line);
        std::size_t const start = position_;
        while (!ends_cell())
            ++position_;
        table_.cells_.push_back(text_.substr(start, position_ - start));
        return {};
    }

    tl::expected<void, Fault> read_quoted_cell(std::int64_t row_line) {
        std::size_t const start = ++position_;
        bool has_doubled_quote = false;
        while (true) {
            if (at_end()) {
                return tl::unexpected(
                    Fault{row_line, "", std::string{text_.substr(start, 200)},
                          "A closing quote; the quote that opens in this row is never closed."});
            }
            if (is_at('"')) {
                ++position_;
                if (!is_at('"')) break;
                has_doubled_quote = true;
            } else if (is_at('\n') || (is_at('\r') && text_.substr(position_, 2) != "\r\n")) {
                ++line_;
            }
            ++position_;
        }
        if (!ends_cell()) {
            return tl::unexpected(
                Fault{row_line, "", std::string{text_.substr(start - 1, 200)},
                      "A delimiter or a line end after a closing quote; a quote inside a quoted "
                      "cell is written twice."});
        }
        std::string_view const quoted = text_.substr(start, position_ - 1 - start);
        table_.cells_.push_back(has_doubled_quote ? without_doubled_quotes(quoted) : quoted);
        return {};
    }

    std::string_view without_doubled_quotes(std::string_view quoted) {
        std::string& cell = table_.kept_.emplace_back();
        for (std::size_t i = 0; i < quoted.size(); ++i) {
            cell += quoted[i];
            if (quoted[i] == '"') ++i;
        }
        return cell;
    }

    std::string_view text_;
    char delimiter_;
    std::size_t position_ = 0;
    std::int64_t line_ = 1;
    Table table_;
};

tl::expected<Table, Fault> read_table(std::string_view text, char delimiter) {
    TableReader reader{text, delimiter};
    while (!reader.at_end()) {
        if (auto read = reader.read_row(); !read) return tl::unexpected(read.error());
    }
    return reader.take();
}

namespace {

/// How many cells the delimiter makes of the widest among the first rows.
std::size_t cells_by(char delimiter, std::string_view text, std::size_t rows) {
    TableReader reader{text, delimiter};
    std::size_t most = 0;
    // A fault in a line is told by read_table.
    while (!reader.at_end() && reader.table().row_count() < rows && reader.read_row()) {
        std::size_t const count = reader.table().row_count();
        if (count > 0) most = std::max(most, reader.table().row(count - 1).size());
    }
    return most;
}

}  // namespace

char find_delimiter(std::string_view text) {
    // A title above the table may stand alone in its line.
    for (std::size_t const rows : {1U, 50U}) {
        char best = ',';
        std::size_t most_cells = 1;
        for (char const candidate : {',', ';', '\t'}) {
            std::size_t const cells = cells_by(candidate, text, rows);
            if (cells > most_cells) best = candidate;
            most_cells = std::max(most_cells, cells);
        }
        if (most_cells > 1) return best;
    }
    return ',';
}

std::string_view delimiter_in_words(char delimiter) {
    return delimiter == ',' ? "comma" : delimiter == ';' ? "semicolon" : "tab";
}

}  // namespace safetycell::importing
