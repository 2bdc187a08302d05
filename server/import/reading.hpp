#pragma once
// From the bytes of a file to a table, whatever the file is: delimited text in some encoding, or an Excel
// workbook. What was detected on the way is said back.

#include "import/delimited.hpp"
#include "import/encoding.hpp"
#include "import/table.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// How a file is written, as far as a person states it.
struct HowWritten {
    std::optional<Encoding> encoding{};
    std::string sheet{};  ///< Of a workbook; the first that holds anything where empty.
};

struct ReadTable {
    Table table;
    std::vector<std::string> said_back;      ///< Sentences.
    std::vector<std::string> sheet_names{};  ///< Of a workbook.
    std::string sheet{};                     ///< That was read.
    std::vector<spreadsheet::Merge> merges{};
    std::unique_ptr<DecodedText> text{};  ///< What the cells of delimited text point into.
};

/// The fault says why the bytes are no table.
tl::expected<ReadTable, Fault> read_any_table(std::string_view bytes, HowWritten const& how);

}  // namespace safetycell::importing
