#include "import/reading.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace safetycell::importing {
namespace {

/// Where the encoding was guessed or stated, also a word as it was read, by which a person sees a wrong one.
std::string in_words(DecodedText const& decoded, bool is_stated) {
    std::string words = fmt::format("Encoding: {}", to_words(decoded.encoding));
    if (is_stated) words += ", as stated";
    std::string_view const word = telling_word(decoded.text);
    bool const is_utf8 = decoded.encoding == Encoding::utf8 || decoded.encoding == Encoding::utf8_with_mark;
    if (is_utf8 || word.empty()) return words + ".";
    if (!is_stated) words += ", because it is not UTF-8";
    words += fmt::format("; \"{}\" is a word as it was read.", shortened(word));
    if (!is_stated) words += " If it is wrong, state the encoding in a profile.";
    return words;
}

/// "1 hidden row and 2 hidden columns are read as well."; "" where there are none.
std::string hidden_in_words(std::int64_t rows, std::int64_t columns) {
    std::vector<std::string> parts;
    if (rows > 0) parts.push_back(fmt::format("{} hidden {}", rows, rows == 1 ? "row" : "rows"));
    if (columns > 0) parts.push_back(fmt::format("{} hidden {}", columns, columns == 1 ? "column" : "columns"));
    if (parts.empty()) return {};
    return fmt::format("{} {} read as well.", fmt::join(parts, " and "), rows + columns == 1 ? "is" : "are");
}

tl::expected<ReadTable, Fault> read_workbook_table(std::string_view bytes, HowWritten const& how) {
    Result<spreadsheet::Workbook> workbook = spreadsheet::read_workbook(bytes, how.sheet);
    if (!workbook) return tl::unexpected(Fault{0, "", "", workbook.error().message});
    if (workbook->content.row_count() == 0)
        return tl::unexpected(
            Fault{0, "", "", fmt::format("A header and rows; the sheet \"{}\" is empty.", workbook->sheet)});
    ReadTable read;
    read.sheet = workbook->sheet;
    read.sheet_names = workbook->sheet_names;
    read.merges = workbook->content.merges();
    std::string const hidden =
        hidden_in_words(workbook->content.hidden_rows(), workbook->content.hidden_columns());
    std::string sentence = fmt::format("Excel workbook, sheet \"{}\"", read.sheet);
    if (how.sheet.empty() && read.sheet_names.size() > 1)
        sentence += fmt::format(": the first of {} that holds anything", read.sheet_names.size());
    read.said_back.push_back(sentence + ".");
    if (!hidden.empty()) read.said_back.push_back(hidden);
    read.table = table_of(*std::move(workbook));
    return read;
}

}  // namespace

tl::expected<ReadTable, Fault> read_any_table(std::string_view bytes, HowWritten const& how) {
    if (spreadsheet::is_workbook(bytes)) return read_workbook_table(bytes, how);
    tl::expected<DecodedText, Fault> decoded = decode(bytes, how.encoding);
    if (!decoded) return tl::unexpected(decoded.error());
    ReadTable read;
    read.text = std::make_unique<DecodedText>(*std::move(decoded));
    char const delimiter = find_delimiter(read.text->text);
    tl::expected<Table, Fault> table = read_table(read.text->text, delimiter);
    if (!table) return tl::unexpected(table.error());
    read.table = *std::move(table);
    if (read.table.row_count() == 0)
        return tl::unexpected(Fault{0, "", "", "A header and rows; the file is empty."});
    read.said_back.push_back(in_words(*read.text, how.encoding.has_value()));
    read.said_back.push_back(fmt::format("Delimiter: {}.", delimiter_in_words(delimiter)));
    return read;
}

}  // namespace safetycell::importing
