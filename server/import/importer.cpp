#include "import/importer.hpp"

#include "base/sha256.hpp"
#include "import/batch.hpp"
#include "import/preparing.hpp"
#include "import/words.hpp"

#include <algorithm>

namespace safetycell::importing {
namespace {

bool is_blank(Table const& table, std::size_t row) {
    return std::ranges::all_of(table.row(row), [](std::string_view cell) { return trimmed(cell).empty(); });
}

/// The rows after the header that hold anything. A row with more or fewer cells than the header is refused:
/// its cells may have shifted.
std::vector<std::size_t> data_rows(Table const& table, FaultList& faults) {
    std::vector<std::size_t> rows;
    std::size_t const width = table.row(0).size();
    for (std::size_t row = 1; row < table.row_count(); ++row) {
        if (is_blank(table, row)) continue;
        std::span<std::string_view const> const cells = table.row(row);
        bool const has_more = cells.size() > width && !std::ranges::all_of(cells.subspan(width), [](auto cell) {
                                  return trimmed(cell).empty();
                              });
        if (has_more || (cells.size() < width && !table.is_sheet())) {
            faults.add(
                {table.line(row), "", fmt::format("{} cells", cells.size()),
                 table.is_sheet()
                     ? fmt::format("At most {} cells, as the header has. Give each column a header, or clear "
                                   "what stands beside the table.",
                                   width)
                     : fmt::format(
                           "{} cells, as the header has. Put a cell that holds the delimiter in quotes.",
                           width)});
        } else {
            rows.push_back(row);
        }
    }
    return rows;
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", text);
}

/// Columns without which the kind says nothing.
void refuse_missing(Mapping const& mapping, Sheet const& sheet, FaultList& faults) {
    for (Field const field : required_fields_of(mapping.kind)) {
        if (mapping.fields.contains(field)) continue;
        faults.add({sheet.line(0), std::string{column_of(field).name}, "",
                    fmt::format("A column with this header, which {} need; the file has none.",
                                to_string(mapping.kind))});
    }
    if (lacks_period(mapping.kind, mapping.fields)) {
        faults.add({sheet.line(0), "period", "",
                    "A column with the period: period, or first and last, or month, quarter or year; the file "
                    "has none."});
    }
}

/// Finds the fields of a standard mapping by the headers of the file, and says which columns are read and which
/// not.
void match_headers(Mapping& mapping, Sheet const& sheet, FaultList& faults, Outcome& outcome) {
    std::vector<std::string> read;
    std::vector<std::string> ignored;
    for (std::size_t column = 0; column < sheet.column_count(); ++column) {
        std::string const header{sheet.header(column)};
        std::optional<Field> const field = field_with_header(mapping.kind, header);
        if (!field) {
            ignored.push_back(header.empty() ? fmt::format("column {} (without a header)", column + 1)
                                             : in_quotes(header));
            continue;
        }
        bool const is_new = mapping.fields.emplace(*field, ValueSource{value_of_column(header)}).second;
        if (!is_new) {
            faults.add({sheet.line(0), header, "",
                        fmt::format("One column for {}; the file has two.", column_of(*field).name)});
        }
        read.push_back(fmt::format("{} from {}", column_of(*field).name, in_quotes(header)));
    }
    refuse_missing(mapping, sheet, faults);
    outcome.said_back.push_back(fmt::format("Columns read: {}.", fmt::join(read, ", ")));
    if (!ignored.empty()) {
        outcome.said_back.push_back(fmt::format("Columns ignored: {}.", fmt::join(ignored, ", ")));
    }
}

/// The mappings of the profile whose layout the file has.
std::vector<Mapping> applicable_mappings(Profile const& profile, Sheet const& sheet, FaultList& faults,
                                         Outcome& outcome) {
    std::vector<Mapping> mappings;
    std::string missing;
    for (Mapping const& mapping : profile.mappings) {
        auto const absent = std::ranges::find_if(
            mapping.headers, [&](std::string const& header) { return sheet.columns_named(header).empty(); });
        if (absent == mapping.headers.end()) {
            mappings.push_back(mapping);
        } else {
            missing += fmt::format("{}{} need {}", missing.empty() ? "" : "; ", to_string(mapping.kind),
                                   in_quotes(*absent));
        }
    }
    if (profile.by_header) {
        match_headers(mappings.front(), sheet, faults, outcome);
    } else if (profile.is_laid_out) {
        refuse_missing(mappings.front(), sheet, faults);
    } else if (mappings.empty()) {
        faults.add({sheet.line(0), "", "",
                    fmt::format("A layout that the profile {} knows; {}.", in_quotes(profile.name), missing)});
    }
    return mappings;
}

void import_kind(Batch& batch) {
    switch (batch.mapping.mapping().kind) {
        case Kind::organizations: return import_organizations(batch);
        case Kind::sites: return import_sites(batch);
        case Kind::hours: return import_hours(batch);
        case Kind::incidents: return import_incidents(batch);
        case Kind::violations: return import_violations(batch);
        case Kind::period_totals: return import_period_totals(batch);
        case Kind::obligations: return import_obligations(batch);
        case Kind::activities: return import_activities(batch);
        case Kind::breaches: return import_breaches(batch);
        case Kind::disputes: return import_disputes(batch);
    }
}

/// The rows that a mapping takes. What its rules skip is said back with its reasons.
std::vector<std::size_t> rows_taken(BoundMapping const& mapping, std::vector<std::size_t> const& rows,
                                    Outcome& outcome) {
    std::vector<std::size_t> taken;
    std::map<SkipRule const*, std::int64_t> skipped;
    for (std::size_t const row : rows) {
        if (SkipRule const* const rule = mapping.skip_rule_of(row)) {
            ++skipped[rule];
        } else {
            taken.push_back(row);
        }
    }
    std::string_view const kind = to_string(mapping.mapping().kind);
    for (SkipRule const& rule : mapping.mapping().skip) {
        if (!skipped.contains(&rule)) continue;
        std::int64_t const count = skipped[&rule];
        outcome.said_back.push_back(
            fmt::format("Skipped for {}: {} {}, {}.", kind, count, count == 1 ? "row" : "rows", rule.reason));
    }
    return taken;
}

/// The import of one file, step by step; each step goes on only while the one before left something to go on
/// with.
class FileImport {
public:
    FileImport(store::WriteTx& tx, domain::Policy const& policy, ImportRequest const& request)
        : tx_(tx), policy_(policy), request_(request) {}

    Outcome run() {
        read();
        finish();
        return std::move(outcome_);
    }

private:
    void read() {
        std::optional<PreparedTable> prepared =
            prepare_table(request_.bytes, request_.profile, request_.sheet, request_.header_line,
                          request_.is_form, faults_, warnings_);
        if (!prepared) return;
        outcome_.said_back = std::move(prepared->read.said_back);
        read_sheet(Sheet{prepared->table(), request_.profile.null_words});
    }

    void read_sheet(Sheet const& sheet) {
        std::vector<Mapping> const mappings = applicable_mappings(request_.profile, sheet, faults_, outcome_);
        std::vector<BoundMapping> bound;
        for (Mapping const& mapping : mappings) {
            if (std::optional<BoundMapping> one = BoundMapping::bind(mapping, sheet, faults_))
                bound.push_back(*one);
        }
        if (!faults_.empty()) return;  // Without its columns nothing can be said of the rows.
        std::vector<std::size_t> const rows = data_rows(sheet.table(), faults_);
        if (rows.empty() && faults_.empty()) {
            return faults_.add({0, "", "", "Rows below the header; the file has none, so it says nothing."});
        }
        outcome_.rows = static_cast<std::int64_t>(rows.size());
        Writing const writing = Writing::detect(sheet, rows, bound, request_.profile, faults_);
        outcome_.said_back.insert(outcome_.said_back.end(), writing.said_back().begin(),
                                  writing.said_back().end());
        write(bound, writing, rows);
    }

    void write(std::vector<BoundMapping> const& mappings, Writing const& writing,
               std::vector<std::size_t> const& rows) {
        std::optional<domain::Enterprise> const enterprise = store::find_enterprise(tx_);
        if (!enterprise) {
            return faults_.add(
                {0, "", "", "A database with an enterprise; make one with `safetycell init` first."});
        }
        tx_.open_change(request_.author.value_or(
            store::Author{request_.who, "import",
                          fmt::format("{} sha256:{}", request_.file_name, sha256_hex(request_.bytes))}));
        Directory directory{tx_, *enterprise};
        std::vector<std::size_t> all_taken;
        for (BoundMapping const& mapping : mappings) {
            std::vector<std::size_t> taken = rows_taken(mapping, rows, outcome_);
            all_taken.insert(all_taken.end(), taken.begin(), taken.end());
            Batch batch{tx_,     policy_,   directory, mapping, writing, std::move(taken),
                        faults_, warnings_, outcome_,  request_};
            import_kind(batch);
        }
        std::ranges::sort(all_taken);
        auto const repeated = std::ranges::unique(all_taken);
        all_taken.erase(repeated.begin(), repeated.end());
        outcome_.skipped = outcome_.rows - static_cast<std::int64_t>(all_taken.size());
        if (std::string const named = directory.found_by_name(); !named.empty())
            outcome_.said_back.push_back(fmt::format("Organizations known by their names: {}.", named));
        outcome_.organizations_created = directory.organizations_created();
        outcome_.sites_created = directory.sites_created();
    }

    void finish() {
        outcome_.more_warnings = warnings_.more();
        outcome_.warnings = warnings_.take_sorted();
        if (faults_.empty()) return;
        outcome_.faulty = faults_.line_count();
        outcome_.listed_created.clear();
        outcome_.listed_revised.clear();
        if (!request_.previews) outcome_.created = outcome_.revised = outcome_.unchanged = 0;
        outcome_.organizations_created = outcome_.sites_created = 0;
        outcome_.more_faults = faults_.more();
        outcome_.faults = faults_.take_sorted();
    }

    store::WriteTx& tx_;
    domain::Policy const& policy_;
    ImportRequest const& request_;
    FaultList faults_;
    FaultList warnings_;
    Outcome outcome_;
};

}  // namespace

Outcome import_file(store::WriteTx& tx, domain::Policy const& policy, ImportRequest const& request) {
    return FileImport{tx, policy, request}.run();
}

}  // namespace safetycell::importing
