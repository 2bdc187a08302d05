#include "import/choice.hpp"

#include "import/layout.hpp"
#include "import/preparing.hpp"
#include "import/timesheet.hpp"
#include "import/words.hpp"

#include <algorithm>

namespace safetycell::importing {
namespace {

constexpr std::size_t most_samples = 3;
constexpr std::size_t most_columns = 500;

bool has_all_needed(Table const& table, std::size_t header, Kind kind) {
    auto const has = [&](Field field) {
        return std::ranges::any_of(
            table.row(header), [&](std::string_view cell) { return field_with_header(kind, cell) == field; });
    };
    auto const period = period_fields_of(kind);
    return std::ranges::all_of(required_fields_of(kind), has) &&
           (period.empty() || std::ranges::any_of(period, has));
}

/// No two columns give the same field: the first one does.
std::vector<SeenColumn> columns_of_table(Table const& table, Kind kind) {
    std::vector<SeenColumn> columns;
    std::vector<Field> guessed;
    auto const headers = table.row(0);
    for (std::size_t column = 0; column < std::min(headers.size(), most_columns); ++column) {
        SeenColumn seen;
        seen.header = trimmed(headers[column]);
        seen.guess = field_with_header(kind, seen.header);
        if (seen.guess) {
            if (std::ranges::find(guessed, *seen.guess) != guessed.end())
                seen.guess.reset();
            else
                guessed.push_back(*seen.guess);
        }
        for (std::size_t row = 1; row < table.row_count() && seen.samples.size() < most_samples; ++row) {
            auto const cells = table.row(row);
            std::string const text = column < cells.size() ? shortened(trimmed(cells[column])) : std::string{};
            if (!text.empty()) seen.samples.push_back(text);
        }
        columns.push_back(std::move(seen));
    }
    return columns;
}

}  // namespace

Profile profile_of(Choice const& choice) {
    Profile profile = standard_profile(choice.kind);
    profile.encoding = choice.encoding;
    profile.dates = choice.dates;
    profile.decimal_mark = choice.decimal_mark;
    if (choice.columns.empty()) return profile;
    profile.by_header = false;
    profile.is_laid_out = true;
    for (auto const& [field, header] : choice.columns)
        profile.mappings.front().fields[field] = {value_of_column(header)};
    return profile;
}

SeenFile look_at(std::string_view bytes, Choice const& choice) {
    FaultList faults;
    FaultList warnings;
    SeenFile seen;
    std::optional<PreparedTable> prepared =
        prepare_table(bytes, profile_of(choice), choice.sheet, choice.header_line, false, faults, warnings);
    if (prepared) {
        Table const& table = prepared->table();
        seen.said_back = std::move(prepared->read.said_back);
        seen.sheet_names = std::move(prepared->read.sheet_names);
        seen.sheet = std::move(prepared->read.sheet);
        seen.is_timesheet = prepared->is_timesheet;
        if (table.row_count() > 0) {
            seen.header_line = table.line(0);
            seen.rows = static_cast<std::int64_t>(table.row_count()) - 1;
            seen.columns = columns_of_table(table, choice.kind);
        }
    }
    seen.faults = faults.take_sorted();
    return seen;
}

tl::expected<Kind, Fault> guess_kind(std::string_view bytes, Choice const& choice) {
    tl::expected<ReadTable, Fault> const read = read_any_table(bytes, {choice.encoding, choice.sheet});
    if (!read) return tl::unexpected(read.error());
    if (is_timesheet(read->table)) return Kind::hours;
    Kind best = Kind::hours;
    std::size_t best_score = 0;
    for (std::size_t i = 0; i < kind_count; ++i) {
        Kind const kind = static_cast<Kind>(i);
        HeaderRow const header = find_header_row(read->table, kind);
        bool const is_whole = has_all_needed(read->table, header.row, kind);
        std::size_t const score = header.recognized + (is_whole ? field_count : 0);
        if (score > best_score) best = kind;
        best_score = std::max(best_score, score);
    }
    return best;
}

std::optional<std::size_t> find_layout(std::string_view bytes,
                                       std::vector<std::vector<std::string>> const& layouts) {
    tl::expected<ReadTable, Fault> const read = read_any_table(bytes, {});
    if (!read) return std::nullopt;
    auto const found = std::ranges::find_if(layouts, [&](std::vector<std::string> const& headers) {
        return !headers.empty() && find_row_with(read->table, headers).has_value();
    });
    if (found == layouts.end()) return std::nullopt;
    return static_cast<std::size_t>(found - layouts.begin());
}

}  // namespace safetycell::importing
