#pragma once
// A mapping of a profile bound to the columns of one file: what the rows of the file say for each field, still
// as text.

#include "import/profile.hpp"
#include "import/table.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// A file cut into cells, with the words of it that mean that nothing is known.
class Sheet {
public:
    /// The table must outlive the sheet.
    Sheet(Table const& table, std::vector<std::string> null_words)
        : table_(table), null_words_(std::move(null_words)) {}

    /// Without spaces around it; empty for a null word.
    std::string_view cell(std::size_t row, std::size_t column) const;
    std::string_view header(std::size_t column) const;
    std::size_t column_count() const { return table_.row(0).size(); }
    std::int64_t line(std::size_t row) const { return table_.line(row); }
    /// A number of a sheet, which is written in one way only.
    bool is_number(std::size_t row, std::size_t column) const {
        return table_.kind(row, column) == spreadsheet::CellKind::number;
    }
    /// Columns with that header; more than one where the file repeats it.
    std::vector<std::size_t> columns_named(std::string_view header) const;
    Table const& table() const { return table_; }

private:
    Table const& table_;
    std::vector<std::string> null_words_;
};

inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// What a row says for a field.
struct MappedText {
    std::string text;                ///< Empty: nothing.
    std::size_t column = no_column;  ///< The column to name in a fault; none for a constant.
    Value const* value = nullptr;    ///< The value that gave it.
    bool is_refused = false;         ///< The value map lacks it; `text` is what stands in the file.
};

class BoundMapping {
public:
    /// Nothing when the file lacks a column that the mapping names, or has it twice; the faults say which.
    /// Mapping and sheet must outlive it.
    static std::optional<BoundMapping> bind(Mapping const& mapping, Sheet const& sheet, FaultList& faults);

    Mapping const& mapping() const { return *mapping_; }
    Sheet const& sheet() const { return *sheet_; }
    /// What the row says, by the first value of the source that is not empty.
    MappedText text_of(std::size_t row, ValueSource const& source) const;
    /// Which rule skips the row; null when none does.
    SkipRule const* skip_rule_of(std::size_t row) const;
    /// The columns whose cells become the value as they stand.
    std::vector<std::size_t> plain_columns_of(ValueSource const& source) const;
    /// The first column the value may come from, to name in a fault; no_column for constants.
    std::size_t column_to_name(ValueSource const& source) const;

private:
    BoundMapping(Mapping const& mapping, Sheet const& sheet) : mapping_(&mapping), sheet_(&sheet) {}

    bool bind_column(std::string_view header, FaultList& faults);
    bool bind_sources(Sources const& sources, FaultList& faults);
    std::size_t column(std::string_view header) const { return columns_.find(header)->second; }
    bool holds(std::size_t row, std::vector<Condition> const& conditions) const;
    MappedText raw_text(std::size_t row, Value const& value) const;

    Mapping const* mapping_;
    Sheet const* sheet_;
    std::map<std::string, std::size_t, std::less<>> columns_;  ///< By header, all that the mapping names.
};

/// The headers between braces of a text to be joined.
std::vector<std::string_view> columns_in(std::string_view joined);

}  // namespace safetycell::importing
