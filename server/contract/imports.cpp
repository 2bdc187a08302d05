#include "contract/imports.hpp"

#include "contract/object_reader.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_columns = 60;
constexpr std::size_t longest_header = 4'000;
constexpr std::size_t longest_name = 100;
constexpr std::int64_t most_lines = 10'000'000;

Json or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}
Json or_null(std::int64_t number) {
    return number == 0 ? Json(nullptr) : Json(number);
}

Json json_of(ImportChoice const& choice) {
    Json columns = Json::object();
    for (auto const& [field, header] : choice.columns)
        columns[field] = header;
    return {{"kind", choice.kind},
            {"sheet", or_null(choice.sheet)},
            {"encoding", or_null(choice.encoding)},
            {"dates", or_null(choice.dates)},
            {"decimal_mark", or_null(choice.decimal_mark)},
            {"header_line", or_null(choice.header_line)},
            {"columns", std::move(columns)}};
}

Json json_of(std::vector<ImportFault> const& faults) {
    Json list = Json::array();
    for (ImportFault const& fault : faults) {
        list.push_back({{"line", or_null(fault.line)},
                        {"place", or_null(fault.place)},
                        {"column", or_null(fault.column)},
                        {"value", fault.value},
                        {"expected", fault.expected}});
    }
    return list;
}

Json json_of(ImportCounts const& counts) {
    return {{"rows", counts.rows},
            {"new", counts.created},
            {"changed", counts.revised},
            {"unchanged", counts.unchanged},
            {"faulty", counts.faulty}};
}

}  // namespace

Result<ImportChoice> parse_import_choice(std::string_view text) {
    ObjectReader body(text);
    ImportChoice choice;
    choice.kind = body.line("kind", longest_name);
    choice.sheet = body.optional_line("sheet", longest_name);
    choice.encoding = body.optional_line("encoding", longest_name);
    choice.dates = body.optional_line("dates", longest_name);
    choice.decimal_mark = body.optional_line("decimal_mark", longest_name);
    choice.header_line = body.whole_number("header_line", 1, most_lines).value_or(0);
    choice.columns = body.texts("columns", most_columns, longest_header);
    choice.save_as = body.optional_line("save_as", longest_name);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    return choice;
}

std::string render_import_choice(ImportChoice const& choice) {
    return json_of(choice).dump();
}

std::string render_import_draft(ImportDraft const& draft) {
    Json columns = Json::array();
    for (ImportColumn const& column : draft.columns)
        columns.push_back(
            {{"header", column.header}, {"samples", column.samples}, {"guess", or_null(column.guess)}});
    Json fields = Json::array();
    for (FormField const& field : draft.fields)
        fields.push_back({{"name", field.name}, {"content", field.content}, {"required", field.required}});
    return Json{{"id", draft.id},
                {"file_name", draft.file_name},
                {"bytes", draft.bytes},
                {"uploaded_at", to_string(draft.uploaded_at)},
                {"choice", json_of(draft.choice)},
                {"profile", or_null(draft.profile)},
                {"said_back", draft.said_back},
                {"sheets", draft.sheets},
                {"sheet", or_null(draft.sheet)},
                {"header_line", or_null(draft.header_line)},
                {"rows", draft.rows},
                {"timesheet", draft.is_timesheet},
                {"columns", std::move(columns)},
                {"fields", std::move(fields)},
                {"period_fields", draft.period_fields},
                {"faults", json_of(draft.faults)}}
        .dump();
}

std::string render_import_preview(ImportPreview const& preview) {
    Json records = Json::array();
    for (ImportRow const& row : preview.records) {
        Json cells = Json::array();
        for (ImportCell const& cell : row.cells)
            cells.push_back(
                {{"name", cell.name}, {"before", or_null(cell.before)}, {"after", or_null(cell.after)}});
        records.push_back(
            {{"line", row.line}, {"status", row.status}, {"key", row.key}, {"cells", std::move(cells)}});
    }
    return Json{{"version", preview.version},
                {"counts", json_of(preview.counts)},
                {"said_back", preview.said_back},
                {"warnings", json_of(preview.warnings)},
                {"more_warnings", preview.more_warnings},
                {"faults", json_of(preview.faults)},
                {"more_faults", preview.more_faults},
                {"records", std::move(records)},
                {"next", preview.next ? Json(*preview.next) : Json(nullptr)}}
        .dump();
}

std::string render_import_done(Revision change, ImportCounts const& counts,
                               std::vector<ImportFault> const& warnings) {
    return Json{{"change", or_null(change)}, {"counts", json_of(counts)}, {"warnings", json_of(warnings)}}
        .dump();
}

std::string render_import_listing(ImportListing const& listing) {
    Json drafts = Json::array();
    for (auto const& draft : listing.drafts) {
        drafts.push_back({{"id", draft.id},
                          {"file_name", draft.file_name},
                          {"kind", draft.kind},
                          {"uploaded_at", to_string(draft.uploaded_at)}});
    }
    Json profiles = Json::array();
    for (auto const& profile : listing.profiles)
        profiles.push_back({{"name", profile.name}, {"kind", profile.kind}});
    Json imports = Json::array();
    for (auto const& one : listing.imports) {
        imports.push_back({{"change", one.change},
                           {"undoes", or_null(one.undoes)},
                           {"undone_by", or_null(one.undone_by)},
                           {"recorded_at", to_string(one.recorded_at)},
                           {"who", one.who},
                           {"kind", one.kind},
                           {"file_name", one.file_name},
                           {"counts", json_of(one.counts)}});
    }
    return Json{
        {"drafts", std::move(drafts)}, {"profiles", std::move(profiles)}, {"imports", std::move(imports)}}
        .dump();
}

}  // namespace safetycell::contract
