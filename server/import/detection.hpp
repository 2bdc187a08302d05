#pragma once
// How numbers and dates are written in each column of a file, decided over the whole column, by the other
// columns where a column alone is ambiguous, or refused. Everything decided is said back, and nothing else.

#include "import/mapping.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace safetycell::importing {

class Writing {
public:
    /// `rows` are the data rows of the sheet. What cannot be decided is added to the faults.
    static Writing detect(Sheet const& sheet, std::vector<std::size_t> const& rows,
                          std::vector<BoundMapping> const& mappings, Profile const& profile, FaultList& faults);

    /// Nothing where the column is ambiguous, which its one fault says.
    std::optional<DateOrder> date_order(std::size_t column) const;
    std::optional<DecimalMark> decimal_mark(std::size_t column) const;
    /// Sentences.
    std::vector<std::string> const& said_back() const { return said_back_; }

private:
    friend class WritingDetector;
    std::map<std::size_t, std::optional<DateOrder>> date_orders_;
    std::map<std::size_t, std::optional<DecimalMark>> decimal_marks_;
    std::vector<std::string> said_back_;
};

}  // namespace safetycell::importing
