#pragma once
// What is wrong in a file, collected so that a person can correct all of it at once; and, in the same shape,
// what is taken though it is likely wrong: warnings.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace safetycell::importing {

/// A wrong place in a file. Lines and columns count from 1, as a spreadsheet shows them.
struct Fault {
    std::int64_t line = 0;  ///< Line of the file where the row starts; 0: the file as a whole.
    std::string column;     ///< Header of the column; empty: the row as a whole.
    std::string value;      ///< What stands there, cut to 80 characters.
    std::string expected;   ///< A sentence: what was expected instead.
    std::string place{};    ///< Of a sheet: its cell, as "C7"; empty: no cell, or no sheet.
};

inline constexpr std::size_t most_faults = 200;

class FaultList {
public:
    /// Keeps the first `most_faults` and counts the others.
    void add(Fault fault);
    bool empty() const { return faults_.empty(); }
    /// Whether any fault names the line, kept or counted.
    bool names(std::int64_t line) const { return lines_.contains(line); }
    /// How many lines they name.
    std::int64_t line_count() const { return static_cast<std::int64_t>(lines_.size()); }
    std::int64_t count() const { return static_cast<std::int64_t>(faults_.size()) + more_; }
    std::int64_t more() const { return more_; }
    /// In the order of the lines.
    std::vector<Fault> take_sorted();

private:
    std::vector<Fault> faults_;
    std::int64_t more_ = 0;
    std::unordered_set<std::int64_t> lines_;
};

/// At most 80 characters of a UTF-8 text, on one line; what was cut off shows as "…".
std::string shortened(std::string_view text);

}  // namespace safetycell::importing
