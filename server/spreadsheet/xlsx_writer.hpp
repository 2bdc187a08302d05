#pragma once
// A list as a workbook (ISO/IEC 29500): a sheet with the list, dates as dates, numbers as numbers and text as
// text, never as a formula; and a sheet with the notes. Rows go to a temporary file as they come, so that the
// memory does not grow with them. Faults of the disk are thrown as std::runtime_error.

#include "spreadsheet/list_writer.hpp"

#include <memory>
#include <string_view>

namespace safetycell::spreadsheet {

/// Limits of Excel. A longer text is cut in the cell, and ends with what it is told.
inline constexpr std::size_t most_sheet_rows = 1'048'576;
inline constexpr std::size_t longest_cell = 32'767;  ///< In UTF-16 code units.

struct XlsxWords {
    std::string list;      ///< The name of the first sheet: at most 31 characters, without []:*?/\.
    std::string notes;     ///< And of the second.
    std::string cut;       ///< What a cell ends with whose text was cut.
    std::string cut_note;  ///< A line of the notes, where any was.
};

class XlsxWriter final : public ListWriter {
public:
    XlsxWriter(std::span<std::string const> headers, XlsxWords words, Instant made_at);
    ~XlsxWriter() override;

    /// Precondition: at most `most_sheet_rows` with the header.
    void add_row(std::span<ListCell const> cells) override;
    std::string finish(Notes const& notes) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The text as a cell can hold it: what XML cannot say is U+FFFD, line ends are LF, and no `_x0041_` is read as
/// the character that it stands for in a workbook (ISO/IEC 29500-1, 22.9.2.19).
std::string in_xml(std::string_view text);

}  // namespace safetycell::spreadsheet
