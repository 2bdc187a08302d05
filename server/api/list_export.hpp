#pragma once
// A list on its way into a file: its columns with their words and meanings, its rows up to a limit that keeps
// the memory bounded, and the reply that a browser saves. What is in the list, and who may have it, is decided
// by whoever fills it: the same query as on the page.

#include "api/route.hpp"
#include "domain/definitions.hpp"
#include "spreadsheet/list_writer.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::api {

/// Beyond either, an export is refused with a sentence.
inline constexpr std::int64_t most_exported_rows = 200'000;
inline constexpr std::size_t most_exported_bytes = std::size_t{64} * 1024 * 1024;

struct ExportColumn {
    domain::Words header;
    domain::Words meaning;
    std::string name;  ///< As the interface calls it.
};

/// How an export was asked for.
struct ExportForm {
    bool as_workbook = false;  ///< XLSX; else CSV.
    bool in_russian = false;

    std::string const& pick(domain::Words const& words) const { return in_russian ? words.ru : words.en; }
};
/// `format` and `language` of the query.
Result<ExportForm> export_form_in_query(Request const& request);

class ListExport {
public:
    /// `name` is the list's in the interface and, with the date, the file's; `title` heads the sheet.
    ListExport(ExportForm form, std::string_view name, domain::Words const& title,
               std::vector<ExportColumn> columns, TimeZone zone, Instant now);

    ExportForm const& form() const { return form_; }
    TimeZone const& zone() const { return zone_; }

    /// False once there is more than an export holds: there is no use in further rows.
    bool add_row(std::vector<spreadsheet::ListCell> const& cells);

    /// A line beside the list: what is said, and what it is.
    void note(domain::Words const& what, std::string value);
    void note(domain::Words const& what, Instant at);
    /// A figure that the columns hold, by its id and version, and what it means.
    void define(std::string id, std::string name, std::string meaning);

    /// Error `too_large` beyond the limits.
    Result<Reply> reply(Context const& context);

private:
    ExportForm form_;
    std::string name_;
    domain::Words title_;
    std::vector<ExportColumn> columns_;
    TimeZone zone_;
    Instant now_;
    spreadsheet::Notes notes_;
    spreadsheet::Notes definitions_;
    std::unique_ptr<spreadsheet::ListWriter> writer_;
    std::int64_t rows_ = 0;
    std::size_t bytes_ = 0;
};

/// Text, or nothing where it is empty.
spreadsheet::ListCell text_cell(std::string text);
spreadsheet::ListCell number_cell(double value);
spreadsheet::ListCell number_cell(std::optional<double> value);
/// A date where the text is one; else the text.
spreadsheet::ListCell date_cell(std::string const& text);

}  // namespace safetycell::api
