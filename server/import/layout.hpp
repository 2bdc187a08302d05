#pragma once
// Tables that programs print rather than export, as 1C does: a block of titles above the header, headings of
// groups between the rows, totals beneath. Before a table is mapped by its headers, these are found, taken for
// what they say, and said back.

#include "import/fields.hpp"
#include "import/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace safetycell::importing {

/// Makes the row with the most headers of the kind the first one, leaves totals out, and adds columns for the
/// organization and the period where only groups or the block above state them. Gives what it did, in
/// sentences.
/// `wanted`: headers of which the row must have all, where they are known; `header_line`: where a person says
/// that it is, 0 where nobody does.
std::vector<std::string> lay_out(Table& table, Kind kind, std::vector<std::string> const& wanted = {},
                                 std::int64_t header_line = 0);

/// The first row among the first with all of these headers.
std::optional<std::size_t> find_row_with(Table const& table, std::vector<std::string> const& headers);

/// The row among the first that has the most headers of the kind, and how many those are.
struct HeaderRow {
    std::size_t row = 0;
    std::size_t recognized = 0;
};
HeaderRow find_header_row(Table const& table, Kind kind);

}  // namespace safetycell::importing
