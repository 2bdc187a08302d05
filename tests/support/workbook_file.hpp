#pragma once
// Excel workbooks made by libxlsxwriter, for tests that read them.

#include "support/temporary_folder.hpp"

#include <xlsxwriter.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace safetycell::test {

/// A workbook under construction. Rows and columns count from 0.
class WorkbookFile {
public:
    WorkbookFile() : path_((folder_ / "workbook.xlsx").string()), workbook_(workbook_new(path_.c_str())) {}
    WorkbookFile(WorkbookFile const&) = delete;
    WorkbookFile& operator=(WorkbookFile const&) = delete;

    lxw_worksheet* sheet(char const* name) { return workbook_add_worksheet(workbook_, name); }
    /// A format for cells by its code, as "dd.mm.yyyy".
    lxw_format* format(char const* code) {
        lxw_format* const format = workbook_add_format(workbook_);
        format_set_num_format(format, code);
        return format;
    }
    lxw_workbook* workbook() { return workbook_; }
    /// Its bytes; nothing can be added after that.
    std::string take() {
        workbook_close(workbook_);
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>{file}, {}};
    }

private:
    TemporaryFolder folder_;
    std::string path_;
    lxw_workbook* workbook_;
};

/// A workbook with one sheet of texts; a text that is all digits and at most one point becomes a number.
inline std::string workbook_of(std::vector<std::vector<std::string>> const& rows) {
    WorkbookFile file;
    lxw_worksheet* const sheet = file.sheet("Sheet1");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            std::string const& text = rows[row][column];
            auto const at_row = static_cast<lxw_row_t>(row);
            auto const at_column = static_cast<lxw_col_t>(column);
            bool const is_number = !text.empty() &&
                                   text.find_first_not_of("0123456789.") == std::string::npos &&
                                   text.find('.') == text.rfind('.') && text != ".";
            if (is_number) {
                worksheet_write_number(sheet, at_row, at_column, std::stod(text), nullptr);
            } else if (!text.empty()) {
                worksheet_write_string(sheet, at_row, at_column, text.c_str(), nullptr);
            }
        }
    }
    return file.take();
}

}  // namespace safetycell::test
