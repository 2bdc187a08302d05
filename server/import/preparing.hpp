#pragma once
// A file as the table that is mapped: read, and where it is printed rather than exported laid out, or added up
// where it is a timesheet.

#include "import/profile.hpp"
#include "import/reading.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::importing {

struct PreparedTable {
    ReadTable read;  ///< With what was said back by every step.
    std::optional<Table> added_up;
    bool is_timesheet = false;

    Table const& table() const { return added_up ? *added_up : read.table; }
};

/// Nothing after a fault that leaves no table. `is_form`: written by this program, so that nothing stands
/// around it.
std::optional<PreparedTable> prepare_table(std::string_view bytes, Profile const& profile,
                                           std::string const& sheet, std::int64_t header_line, bool is_form,
                                           FaultList& faults, FaultList& warnings);

}  // namespace safetycell::importing
