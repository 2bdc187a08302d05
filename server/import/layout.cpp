#include "import/layout.hpp"

#include "import/labels.hpp"
#include "import/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace safetycell::importing {
namespace {

constexpr std::size_t most_rows_above = 50;

std::size_t filled_cells(std::span<std::string_view const> cells) {
    return static_cast<std::size_t>(
        std::ranges::count_if(cells, [](std::string_view cell) { return !trimmed(cell).empty(); }));
}

std::set<Field> fields_in(std::span<std::string_view const> cells, Kind kind) {
    std::set<Field> fields;
    for (std::string_view const cell : cells)
        if (std::optional<Field> const field = field_with_header(kind, cell); field && !trimmed(cell).empty())
            fields.insert(*field);
    return fields;
}

/// Whether the row begins with its code and holds all that a record needs: even TOTAL is a code then.
bool is_whole_record(std::span<std::string_view const> header, std::span<std::string_view const> cells,
                     Kind kind) {
    std::optional<Field> first;
    std::set<Field> filled;
    for (std::size_t column = 0; column < std::min(header.size(), cells.size()); ++column) {
        if (trimmed(cells[column]).empty()) continue;
        std::optional<Field> const field = field_with_header(kind, header[column]);
        if (!field) continue;
        if (filled.empty()) first = field;
        filled.insert(*field);
    }
    auto const holds = [&](Field field) {
        return filled.contains(field);
    };
    auto const periods = period_fields_of(kind);
    return (first == Field::organization || first == Field::code || first == Field::reference) &&
           std::ranges::all_of(required_fields_of(kind), holds) &&
           (periods.empty() || std::ranges::any_of(periods, holds));
}

/// What a row of a printed table is, as far as the row alone shows it.
enum class RowShape : std::uint8_t {
    blank,
    total,
    single,    ///< Words in one cell: a heading, or what stands beneath the table.
    labelled,  ///< A label that ends with a colon, and what it says.
    record,
};

RowShape shape_of(std::span<std::string_view const> header, std::span<std::string_view const> cells,
                  Kind kind) {
    std::size_t const filled = filled_cells(cells);
    if (filled == 0) return RowShape::blank;
    if (begins_as_total(cells) && !is_whole_record(header, cells, kind)) return RowShape::total;
    if (filled == 1 && is_remark(first_text(cells))) return RowShape::single;
    return filled == 2 && first_text(cells).ends_with(':') ? RowShape::labelled : RowShape::record;
}

/// "5", "5 and 9", "5, 9 and 3 more".
std::string lines_in_words(std::vector<std::int64_t> const& lines) {
    constexpr std::size_t most_listed = 5;
    std::size_t const listed = std::min(lines.size(), most_listed);
    std::string words;
    for (std::size_t i = 0; i < listed; ++i) {
        bool const is_last = i + 1 == lines.size();
        words += fmt::format("{}{}", i == 0 ? "" : is_last ? " and " : ", ", lines[i]);
    }
    if (lines.size() > listed) words += fmt::format(" and {} more", lines.size() - listed);
    return words;
}

std::string_view rows_word(std::vector<std::int64_t> const& lines) {
    return lines.size() == 1 ? "line" : "lines";
}

/// What the block above the table states for a column that the table lacks.
void add_stated_above(Table& table, std::string_view column, std::string const& text,
                      std::vector<std::string>& said) {
    table.add_column(std::string{column}, std::vector<std::string>(table.row_count() - 1, text));
    said.push_back(fmt::format("Taken from above the table for every row: {} \"{}\".", column, text));
}

}  // namespace

HeaderRow find_header_row(Table const& table, Kind kind) {
    HeaderRow best;
    for (std::size_t row = 0; row < std::min(most_rows_above, table.row_count()); ++row) {
        std::size_t const recognized = fields_in(table.row(row), kind).size();
        if (recognized > best.recognized) best = {row, recognized};
    }
    // One word may stand anywhere.
    if (best.recognized < 2) best.row = 0;
    return best;
}

std::optional<std::size_t> find_row_with(Table const& table, std::vector<std::string> const& headers) {
    for (std::size_t row = 0; row < std::min(most_rows_above, table.row_count()); ++row) {
        auto const cells = table.row(row);
        bool const has_all = std::ranges::all_of(headers, [&](std::string const& header) {
            return std::ranges::any_of(cells, [&](std::string_view cell) { return trimmed(cell) == header; });
        });
        if (has_all) return row;
    }
    return std::nullopt;
}

namespace {

std::size_t header_row(Table const& table, Kind kind, std::vector<std::string> wanted,
                       std::int64_t header_line) {
    for (std::size_t row = 0; header_line > 0 && row < table.row_count(); ++row)
        if (table.line(row) == header_line) return row;
    // Those that are added here stand in no row.
    std::erase_if(wanted, [&](std::string const& header) {
        return header == column_of(Field::organization).name || header == column_of(Field::first).name ||
               header == column_of(Field::last).name;
    });
    if (!wanted.empty())
        if (auto const row = find_row_with(table, wanted)) return *row;
    return find_header_row(table, kind).row;
}

}  // namespace

std::vector<std::string> lay_out(Table& table, Kind kind, std::vector<std::string> const& wanted,
                                 std::int64_t header_line) {
    std::vector<std::string> said;
    std::size_t const header = header_row(table, kind, wanted, header_line);
    std::set<Field> fields = fields_in(table.row(header), kind);
    // A column that is mapped by hand gives what it is mapped to, whatever its header says.
    if (!wanted.empty() && std::ranges::find(wanted, column_of(Field::organization).name) == wanted.end())
        fields.insert(Field::organization);
    if (!wanted.empty() && std::ranges::find(wanted, column_of(Field::first).name) == wanted.end())
        fields.insert(Field::first);
    auto const required = required_fields_of(kind);
    bool const lacks_organization = std::ranges::find(required, Field::organization) != required.end() &&
                                    !fields.contains(Field::organization);
    auto const period_fields = period_fields_of(kind);
    bool const lacks_a_period = !period_fields.empty() && std::ranges::none_of(period_fields, [&](Field field) {
        return fields.contains(field);
    });
    // Looked for before the rows above are forgotten.
    std::optional<Labelled> organization;
    std::optional<domain::Period> period;
    if (lacks_organization)
        organization = find_labelled(table, header, {"подрядчик", "контрагент", "contractor"});
    // In reports of 1C the organization is the enterprise whose report it is, where a contractor is named too.
    if (lacks_organization && !organization)
        organization = find_labelled(table, header, {"организация", "organization"});
    if (lacks_a_period) {
        if (auto const text = find_labelled(table, header, {"период", "отчетный период", "period"}))
            period = period_in(text->text);
        if (!period) period = find_period_in_words(table, header);
    }
    if (header > 0) {
        said.push_back(
            fmt::format("The header is line {}; what stands above it is no record.", table.line(header)));
        table.begin_at(header);
    }

    std::vector<RowShape> shapes;
    std::size_t last_record = 0;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        shapes.push_back(shape_of(table.row(0), table.row(row), kind));
        if (shapes.back() == RowShape::record) last_record = row;
    }
    // Groups are headings that the table begins with, so that none of its rows is without one.
    auto const begin = std::ranges::find_if(shapes.begin() + 1, shapes.end(), [](RowShape shape) {
        return shape == RowShape::single || shape == RowShape::record;
    });
    bool const has_groups = lacks_organization &&
                            begin < shapes.begin() + static_cast<std::ptrdiff_t>(last_record) &&
                            *begin == RowShape::single;
    std::vector<std::size_t> left_out;
    std::vector<std::int64_t> totals;
    std::vector<std::int64_t> headings;
    std::vector<std::int64_t> beneath;
    std::vector<std::string> groups;
    std::string group;
    for (std::size_t row = 1; row < table.row_count(); ++row) {
        std::string_view const text = first_text(table.row(row));
        bool const is_single = shapes[row] == RowShape::single;
        bool const is_beneath =
            lacks_organization && row > last_record && (is_single || shapes[row] == RowShape::labelled);
        if (shapes[row] == RowShape::total) {
            totals.push_back(table.line(row));
        } else if (is_beneath) {
            beneath.push_back(table.line(row));
        } else if (is_single && has_groups) {
            group = text;
            headings.push_back(table.line(row));
        } else {
            groups.push_back(group);
            continue;
        }
        left_out.push_back(row);
    }
    table.drop_rows(left_out);
    if (!totals.empty())
        said.push_back(fmt::format("Totals left out: {} {}.", rows_word(totals), lines_in_words(totals)));
    if (!beneath.empty())
        said.push_back(fmt::format("Beneath the table, and so no record: {} {}.", rows_word(beneath),
                                   lines_in_words(beneath)));
    if (!headings.empty()) {
        said.push_back(fmt::format("Headings of groups, taken as the organization of the rows beneath: {} {}.",
                                   rows_word(headings), lines_in_words(headings)));
        table.add_column(std::string{column_of(Field::organization).name}, std::move(groups));
    } else if (organization) {
        add_stated_above(table, column_of(Field::organization).name, organization->text, said);
    }
    if (period) {
        std::size_t const rows = table.row_count() - 1;
        table.add_column(std::string{column_of(Field::first).name},
                         std::vector<std::string>(rows, to_string(period->first)));
        table.add_column(std::string{column_of(Field::last).name},
                         std::vector<std::string>(rows, to_string(period->last)));
        said.push_back(fmt::format("Taken from above the table for every row: the period {} to {}.",
                                   to_string(period->first), to_string(period->last)));
    }
    return said;
}

}  // namespace safetycell::importing
