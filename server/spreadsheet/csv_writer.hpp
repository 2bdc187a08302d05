#pragma once
// A list as CSV (RFC 4180, UTF-8 with a byte order mark, lines end with CRLF): what programs read, and what
// Excel opens by a double click. Every text stands in quotes. One that a spreadsheet would run as a formula
// gets an apostrophe before it (OWASP, CSV injection): numbers and dates of ours are written bare and stay what
// they are. It holds no notes.

#include "spreadsheet/list_writer.hpp"

namespace safetycell::spreadsheet {

/// What the spreadsheets of a country expect.
struct CsvMarks {
    char delimiter = ',';
    char decimal_mark = '.';
};

class CsvWriter final : public ListWriter {
public:
    CsvWriter(std::span<std::string const> headers, CsvMarks marks);

    void add_row(std::span<ListCell const> cells) override;
    std::string finish(Notes const& notes) override;

private:
    void append_text(std::string_view text);

    CsvMarks marks_;
    std::string bytes_;
};

/// Whether a spreadsheet would take the text for a formula, or for the beginning of one.
bool looks_like_a_formula(std::string_view text);

}  // namespace safetycell::spreadsheet
