#pragma once
// The unified timesheet form T-13 (Resolution 1 of the State Statistics Committee of Russia, 5 January 2004):
// codes of attendance by person and day, the hours beneath them. Its hours are added up into one record of
// hours; the names in it are read only to tell one person from the next, and go nowhere.

#include "import/faults.hpp"
#include "import/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace safetycell::importing {

/// Whether the table has the days of such a form, and its name or its column of personnel numbers.
bool is_timesheet(Table const& table);

/// A table with the columns of hours records: organization, first, last, hours, headcount, and one row. Nothing
/// after a fault. Precondition: is_timesheet.
std::optional<Table> hours_of_timesheet(Table const& table, FaultList& faults, FaultList& warnings,
                                        std::vector<std::string>& said_back);

}  // namespace safetycell::importing
