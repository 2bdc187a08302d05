#pragma once
// A file as a person sees it before it is mapped, and what they choose for it: the kind of its records, how it
// is written, and which column gives what.

#include "import/profile.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace safetycell::importing {

struct Choice {
    Kind kind = Kind::hours;
    std::string sheet;  ///< Empty: the first that holds anything.
    std::optional<Encoding> encoding;
    std::optional<DateOrder> dates;
    std::optional<DecimalMark> decimal_mark;
    std::int64_t header_line = 0;  ///< 0: it is looked for.
    /// Which header gives which column of the kind.
    std::vector<std::pair<Field, std::string>> columns;
};

Profile profile_of(Choice const& choice);

struct SeenColumn {
    std::string header;
    std::vector<std::string> samples;  ///< Of the first rows.
    std::optional<Field> guess;        ///< What its header says, for the kind.
};

struct SeenFile {
    std::vector<std::string> said_back;
    std::vector<std::string> sheet_names;
    std::string sheet;
    std::int64_t header_line = 0;
    std::int64_t rows = 0;
    bool is_timesheet = false;
    std::vector<SeenColumn> columns;
    std::vector<Fault> faults;  ///< Not empty: it is no table of this kind as it is.
};
SeenFile look_at(std::string_view bytes, Choice const& choice);

/// The kind whose columns the file has, and all it needs if any kind has that; hours for a timesheet. The fault
/// says why the bytes are no table.
tl::expected<Kind, Fault> guess_kind(std::string_view bytes, Choice const& choice);

/// The first of these lists of headers that stands whole in one of the first rows of the file.
std::optional<std::size_t> find_layout(std::string_view bytes,
                                       std::vector<std::vector<std::string>> const& layouts);

}  // namespace safetycell::importing
