#include "api/list_export.hpp"

#include "base/log.hpp"
#include "spreadsheet/csv_writer.hpp"
#include "spreadsheet/xlsx_writer.hpp"

#include <fmt/format.h>

#include <utility>

namespace safetycell::api {
namespace {

static_assert(most_exported_rows < static_cast<std::int64_t>(spreadsheet::most_sheet_rows));

std::vector<std::string> headers_of(std::vector<ExportColumn> const& columns, ExportForm const& form) {
    std::vector<std::string> headers;
    for (ExportColumn const& column : columns)
        headers.push_back(form.pick(column.header));
    return headers;
}

std::unique_ptr<spreadsheet::ListWriter> writer_for(ExportForm const& form,
                                                    std::vector<std::string> const& headers,
                                                    domain::Words const& title, Instant now) {
    if (form.as_workbook) {
        return std::make_unique<spreadsheet::XlsxWriter>(
            headers,
            form.in_russian
                ? spreadsheet::XlsxWords{title.ru, "Определения",
                                         "… [обрезано: в ячейке не больше 32 767 знаков]",
                                         "Есть обрезанные ячейки: в CSV тексты целиком."}
                : spreadsheet::XlsxWords{title.en, "Definitions", "… [cut: a cell holds 32,767 characters]",
                                         "Some cells were cut; the CSV file holds their texts whole."},
            now);
    }
    // Russian spreadsheets expect a decimal comma, and hence semicolons between cells.
    return std::make_unique<spreadsheet::CsvWriter>(
        headers, form.in_russian ? spreadsheet::CsvMarks{';', ','} : spreadsheet::CsvMarks{',', '.'});
}

std::size_t bytes_of(spreadsheet::ListCell const& cell) {
    constexpr std::size_t bytes_around = 4;
    auto const* const text = std::get_if<std::string>(&cell);
    return bytes_around + (text == nullptr ? 0 : text->size());
}

}  // namespace

Result<ExportForm> export_form_in_query(Request const& request) {
    ExportForm form;
    if (auto const found = request.query.find("format"); found != request.query.end()) {
        form.as_workbook = found->second == "xlsx";
        if (!form.as_workbook && found->second != "csv") {
            return failure(ErrorCode::invalid, "`format` is csv or xlsx.", "format");
        }
    }
    if (auto const found = request.query.find("language"); found != request.query.end()) {
        form.in_russian = found->second == "ru";
        if (!form.in_russian && found->second != "en") {
            return failure(ErrorCode::invalid, "`language` is en or ru.", "language");
        }
    }
    return form;
}

ListExport::ListExport(ExportForm form, std::string_view name, domain::Words const& title,
                       std::vector<ExportColumn> columns, TimeZone zone, Instant now)
    : form_(form),
      name_(name),
      title_(title),
      columns_(std::move(columns)),
      zone_(zone),
      now_(now),
      writer_(writer_for(form_, headers_of(columns_, form_), title_, now)) {
}

bool ListExport::add_row(std::vector<spreadsheet::ListCell> const& cells) {
    ++rows_;
    for (spreadsheet::ListCell const& cell : cells)
        bytes_ += bytes_of(cell);
    if (rows_ > most_exported_rows || bytes_ > most_exported_bytes) return false;
    writer_->add_row(cells);
    return true;
}

void ListExport::note(domain::Words const& what, std::string value) {
    notes_.push_back({form_.pick(what), std::move(value)});
}

void ListExport::note(domain::Words const& what, Instant at) {
    note(what, fmt::format("{} ({})", to_civil_string(at, zone_), zone_.name()));
}

void ListExport::define(std::string id, std::string name, std::string meaning) {
    definitions_.push_back({std::move(id), std::move(name), std::move(meaning)});
}

Result<Reply> ListExport::reply(Context const& context) {
    if (rows_ > most_exported_rows || bytes_ > most_exported_bytes) {
        return failure(ErrorCode::too_large,
                       fmt::format("This list is longer than an export holds ({} rows, {} MiB); narrow it by "
                                   "organization, site or dates and export the parts.",
                                   most_exported_rows, most_exported_bytes / (1024 * 1024)),
                       "list");
    }
    spreadsheet::Notes notes;
    notes.push_back({form_.pick(title_)});
    std::string const& who = context.asker.actor.value().login;
    notes.push_back({form_.in_russian ? "Выгружено" : "Exported",
                     fmt::format("{} ({})", to_civil_string(now_, zone_), zone_.name())});
    notes.push_back({form_.in_russian ? "Кем" : "By", who});
    notes.push_back({form_.in_russian ? "Строк" : "Rows", std::to_string(rows_)});
    notes.insert(notes.end(), notes_.begin(), notes_.end());
    notes.emplace_back();
    notes.push_back(form_.in_russian ? std::vector<std::string>{"Столбец", "Имя в интерфейсе", "Что означает"}
                                     : std::vector<std::string>{"Column", "Name in the interface", "Meaning"});
    for (ExportColumn const& column : columns_)
        notes.push_back({form_.pick(column.header), column.name, form_.pick(column.meaning)});
    if (!definitions_.empty()) {
        notes.emplace_back();
        notes.push_back(form_.in_russian ? std::vector<std::string>{"Показатель", "Название", "Что означает"}
                                         : std::vector<std::string>{"Figure", "Name", "Meaning"});
        notes.insert(notes.end(), definitions_.begin(), definitions_.end());
    }
    Reply reply;
    reply.body = std::make_shared<std::string const>(writer_->finish(notes));
    reply.content_type = form_.as_workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                           : "text/csv; charset=utf-8";
    // Of our own letters only: nothing that somebody typed gets into a header.
    reply.headers.emplace_back("Content-Disposition",
                               fmt::format("attachment; filename=\"safetycell-{}-{}.{}\"", name_,
                                           to_string(zone_.date_at(now_)), form_.as_workbook ? "xlsx" : "csv"));
    log::info("list exported", {{"account", std::int64_t{context.asker.actor->account.value}},
                                {"list", name_},
                                {"rows", rows_},
                                {"request", context.request.request_id}});
    return reply;
}

spreadsheet::ListCell text_cell(std::string text) {
    if (text.empty()) return std::monostate{};
    return text;
}

spreadsheet::ListCell number_cell(double value) {
    return spreadsheet::number_of(value);
}

spreadsheet::ListCell number_cell(std::optional<double> value) {
    if (!value) return std::monostate{};
    return number_cell(*value);
}

spreadsheet::ListCell date_cell(std::string const& text) {
    if (auto const date = parse_date(text)) return *date;
    return text_cell(text);
}

}  // namespace safetycell::api
