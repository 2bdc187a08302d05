#pragma once
// A profile maps a foreign layout onto the kinds of records without code: columns, value maps, constants, rows
// to skip, filters. Read strictly from TOML; docs/import.md describes the language.

#include "base/result.hpp"
#include "import/dates.hpp"
#include "import/encoding.hpp"
#include "import/fields.hpp"
#include "import/numbers.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// A test of one cell of a row.
struct Condition {
    enum class Test {
        equals,    ///< The cell is one of the values.
        contains,  ///< The cell is a list set apart by commas, and one of the values is in it.
        empty,     ///< The cell is empty or a null word.
    };
    std::string column;
    Test test = Test::equals;
    std::vector<std::string> values;
    bool negated = false;
};

/// One way to come by the value of a field.
struct Value {
    enum class From {
        column,    ///< A cell.
        constant,  ///< `text` as it stands.
        join,      ///< `text` with each {column} replaced by its cell; empty when one of them is.
    };
    From from = From::column;
    std::string text;                                     ///< A column's header, a constant, or what is joined.
    std::vector<Condition> when;                          ///< Empty unless all hold.
    std::map<std::string, std::string, std::less<>> map;  ///< Not empty: what each value becomes.
    std::optional<std::string> otherwise;  ///< What a value that the map lacks becomes; none: it is refused.
    std::size_t pad_zeros = 0;             ///< Leading zeros are added up to this many characters.
    bool is_run_together_time = false;     ///< "1815.0" is 18:15.
};

/// The cell of a column as it stands.
Value value_of_column(std::string header);

/// The first value that is not empty holds.
using ValueSource = std::vector<Value>;
using Sources = std::map<Field, ValueSource>;
/// Whether rows with these fields could not say which period they are about, though their kind needs it.
bool lacks_period(Kind kind, Sources const& fields);

struct SkipRule {
    std::vector<Condition> when;  ///< All must hold.
    std::string reason;           ///< Said back, with the number of rows.
};

/// How rows of one layout become records of one kind.
struct Mapping {
    Kind kind = Kind::organizations;
    std::vector<std::string> headers;  ///< It applies to files that have all of these.
    std::vector<SkipRule> skip;        ///< The first that applies counts.
    Sources fields;
    bool add_up = false;  ///< Rows of the same key are added up: hours and period totals only.
    /// Present: organizations and sites that are not known are made, with these fields.
    std::optional<Sources> create_organizations;
    std::optional<Sources> create_sites;
};

struct Profile {
    std::string name;
    std::string title;  ///< One sentence: what it is for.
    /// Present: not detected but stated.
    std::optional<Encoding> encoding;
    std::optional<DateOrder> dates;
    std::optional<DecimalMark> decimal_mark;
    std::vector<std::string> null_words;  ///< Cells that say that nothing is known.
    std::vector<Mapping> mappings;
    bool by_header = false;  ///< One mapping, whose fields are found by the headers of the file.
    /// One mapping of a table that may be printed rather than exported, as layout.hpp describes.
    bool is_laid_out = false;
};

/// Reads files with the columns of docs/import.md, recognized by their headers.
Profile standard_profile(Kind kind);
/// `name` is how errors call the file. With a kind, a profile without mappings reads the columns of that kind
/// as `standard_profile` does, so that it only states how a file is written.
Result<Profile> parse_profile(std::string_view text, std::string_view name,
                              std::optional<Kind> kind = std::nullopt);
/// One of config/import/, by its name without ".toml". Error `not_found` lists the names.
Result<Profile> find_shipped_profile(std::string_view name);

}  // namespace safetycell::importing
