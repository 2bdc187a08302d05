#pragma once
// A list as a file for people's spreadsheets: what its cells may hold, and what writes them row after row. Text
// is only ever text in it, whatever it looks like. Used by the API, on reader threads; knows nothing of
// records.

#include "base/civil_time.hpp"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace safetycell::spreadsheet {

/// A number by its digits, "-12.50": what was recorded, not the nearest double.
struct Number {
    std::string digits;
};

/// As the clocks of some zone show it; which zone is said in the header.
struct CivilTime {
    Date day;
    TimeOfDay time;
};

/// A cell of a list that is written. std::monostate: nothing is known.
using ListCell = std::variant<std::monostate, std::string, Number, Date, CivilTime>;

Number number_of(std::int64_t value);
/// The shortest digits that give this value again. Precondition: finite.
Number number_of(double value);
CivilTime civil_time_of(Instant instant, TimeZone const& zone);

/// What is written beside the rows: each line a row of texts.
using Notes = std::vector<std::vector<std::string>>;

class ListWriter {
public:
    virtual ~ListWriter() = default;

    virtual void add_row(std::span<ListCell const> cells) = 0;
    /// The bytes of the file. Call it once, last.
    virtual std::string finish(Notes const& notes) = 0;
};

}  // namespace safetycell::spreadsheet
