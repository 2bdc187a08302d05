#include "spreadsheet/worksheet_reader.hpp"

#include "base/utf8.hpp"
#include "spreadsheet/sheet_xml.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace safetycell::spreadsheet {
namespace {

constexpr std::size_t most_columns = 16'384;  // XFD
constexpr std::int64_t most_rows = 1'048'576;
constexpr std::size_t most_merges = 100'000;

struct Place {
    std::int64_t row = 0;  ///< Both from 0.
    std::size_t column = 0;
};

std::optional<Place> place_from(std::string_view text) {
    Place place;
    std::size_t letters = 0;
    for (; letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z' && letters < 4; ++letters)
        place.column = place.column * 26 + static_cast<std::size_t>(text[letters] - 'A' + 1);
    auto const row = parsed<std::int64_t>(text.substr(letters));
    if (letters == 0 || place.column > most_columns || !row || *row < 1 || *row > most_rows)
        return std::nullopt;
    return Place{*row - 1, place.column - 1};
}

}  // namespace

/// Row after row, so that limits are met before memory is taken.
class WorksheetReader {
public:
    WorksheetReader(Common const& common, Limits const& limits) : common_(common), limits_(limits) {}

    Result<void> read(std::string_view text) {
        if (text.find("<!DOCTYPE") != std::string_view::npos)
            return broken("one of its sheets declares entities, which no workbook does");
        std::string const prefix = prefix_of(text, "worksheet");
        std::string const open = fmt::format("<{}sheetData", prefix);
        std::string const close = fmt::format("</{}sheetData>", prefix);
        std::size_t const start = text.find(open);
        if (start == std::string_view::npos) return broken("one of its sheets has no cells");
        std::size_t const end_of_tag = text.find('>', start);
        if (end_of_tag == std::string_view::npos) return broken("one of its sheets is cut off");
        if (text[end_of_tag - 1] == '/') return {};
        std::size_t const end = text.find(close, end_of_tag);
        if (end == std::string_view::npos) return broken("one of its sheets is cut off");

        Elements rows{text.substr(end_of_tag + 1, end - end_of_tag - 1), prefix + "row"};
        while (true) {
            Result<std::string_view> const row = rows.next();
            if (!row) return tl::unexpected(row.error());
            if (row->empty()) break;
            if (auto read = read_row(*row); !read) return read;
        }
        if (auto read = count_hidden_columns(text.substr(0, start), prefix); !read) return read;
        return read_merges(text.substr(end), prefix);
    }

    Worksheet take() { return std::move(sheet_); }

private:
    Result<void> read_row(std::string_view text) {
        pugi::xml_document document;
        if (auto read = parse(document, text, fmt::format("row {} of its sheet", row_number_ + 1)); !read)
            return read;
        pugi::xml_node const row = document.document_element();
        std::string_view const stated = attribute(row, "r");
        std::int64_t const number = stated.empty() ? row_number_ + 1 : parsed<std::int64_t>(stated).value_or(0);
        if (number <= row_number_ || number > most_rows)
            return broken("the rows of its sheet are not in order");
        row_number_ = number;

        std::size_t const first_cell = sheet_.cells_.size();
        std::size_t next_column = 0;
        for (pugi::xml_node const one : row.children()) {
            if (local_name(one.name()) != "c") continue;
            std::size_t column = next_column;
            if (std::string_view const reference = attribute(one, "r"); !reference.empty()) {
                std::optional<Place> const place = place_from(reference);
                if (!place || place->column < next_column || place->row != number - 1)
                    return broken(fmt::format("the cells of row {} are not in order", number));
                column = place->column;
            }
            if (column >= most_columns) return broken(fmt::format("row {} has too many cells", number));
            next_column = column + 1;
            Result<SheetCell> const cell = read_cell(one);
            if (!cell) return tl::unexpected(cell.error());
            if (cell->text.empty()) continue;
            if (first_cell + column >= limits_.cells) {
                return failure(ErrorCode::too_large,
                               fmt::format("The sheet has more than {} cells. Split it into several files.",
                                           limits_.cells));
            }
            characters_ += cell->text.size();
            if (characters_ > limits_.characters) {
                return failure(
                    ErrorCode::too_large,
                    fmt::format("The texts of the sheet are longer than {} MB together. Split it into several "
                                "files.",
                                limits_.characters / 1'000'000));
            }
            filled_columns_[column] = true;
            sheet_.cells_.resize(first_cell + column + 1);
            sheet_.cells_.back() = *cell;
        }
        if (sheet_.cells_.size() == first_cell) return {};
        sheet_.rows_.push_back({number, first_cell, sheet_.cells_.size() - first_cell});
        if (is_true(attribute(row, "hidden"))) ++sheet_.hidden_rows_;
        return {};
    }

    Result<SheetCell> read_cell(pugi::xml_node node) {
        std::string_view const type = attribute(node, "t");
        std::string_view const value = child(node, "v").child_value();
        if (type == "inlineStr") return kept(text_in(child(node, "is")), CellKind::text);
        if (value.empty()) {
            if (!child(node, "f")) return SheetCell{};
            if (type == "str") return SheetCell{};  // A formula that gives an empty text.
            return kept("a formula without a stored value", CellKind::error);
        }
        if (type == "s") {
            std::optional<std::size_t> const index = parsed<std::size_t>(value);
            if (!index || *index >= common_.texts.size())
                return broken("a cell names a text that the workbook lacks");
            return SheetCell{common_.texts[*index], CellKind::text};
        }
        if (type == "str") return kept(without_escapes(value), CellKind::text);
        if (type == "b") return kept(is_true(value) ? "TRUE" : "FALSE", CellKind::yes_no);
        if (type == "e") return kept(std::string{value}, CellKind::error);
        if (type == "d") return read_iso(value);
        std::optional<double> const number = parsed<double>(value);
        if (!number || !std::isfinite(*number) || std::abs(*number) > 1e300)
            return kept(std::string{value}, CellKind::text);
        return read_number(*number, format_of(attribute(node, "s")));
    }

    NumberFormat format_of(std::string_view style) const {
        std::size_t const index = parsed<std::size_t>(style).value_or(0);
        return index < common_.formats.size() ? common_.formats[index] : NumberFormat{};
    }

    /// As "2025-03-31T00:00:00".
    Result<SheetCell> read_iso(std::string_view value) {
        std::string text{value};
        if (text.ends_with('Z')) text.pop_back();
        if (std::size_t const at = text.find('T'); at != std::string::npos) text[at] = ' ';
        if (text.ends_with(" 00:00:00")) text.erase(text.size() - 9);
        return kept(std::move(text), CellKind::day);
    }

    Result<SheetCell> read_number(double number, NumberFormat format) {
        if (format.shown == Shown::elapsed) return kept(number_in_words(number * 24, {}), CellKind::number);
        if (format.shown == Shown::number) return kept(number_in_words(number, format), CellKind::number);
        std::optional<std::string> day = day_in_words(number, format.shown, common_.dates);
        if (!day) return kept(number_in_words(number, {}), CellKind::number);
        CellKind const kind = day->find('-') == std::string::npos ? CellKind::time : CellKind::day;
        return kept(*std::move(day), kind);
    }

    Result<SheetCell> kept(std::string text, CellKind kind) {
        if (!is_utf8(text)) return broken(fmt::format("a text of row {} is not UTF-8", row_number_));
        if (text.empty()) return SheetCell{};
        return SheetCell{sheet_.texts_.emplace_back(std::move(text)), kind};
    }

    /// A range of columns may reach to the last one that a sheet can have.
    Result<void> count_hidden_columns(std::string_view text, std::string const& prefix) {
        Elements ranges{text, prefix + "col"};
        while (true) {
            Result<std::string_view> const one = ranges.next();
            if (!one) return tl::unexpected(one.error());
            if (one->empty()) break;
            pugi::xml_document document;
            if (auto read = parse(document, *one, "a list of columns"); !read) return read;
            pugi::xml_node const range = document.document_element();
            if (!is_true(attribute(range, "hidden"))) continue;
            auto const first = parsed<std::size_t>(attribute(range, "min"));
            auto const last = parsed<std::size_t>(attribute(range, "max"));
            if (!first || !last || *first < 1) return broken("its hidden columns have no places");
            for (std::size_t column = *first - 1; column < std::min(*last, most_columns); ++column) {
                sheet_.hidden_columns_ += filled_columns_[column] ? 1 : 0;
                filled_columns_[column] = false;  // Counted once, whatever the ranges.
            }
        }
        return {};
    }

    Result<void> read_merges(std::string_view text, std::string const& prefix) {
        Elements merges{text, prefix + "mergeCell"};
        while (true) {
            Result<std::string_view> const one = merges.next();
            if (!one) return tl::unexpected(one.error());
            if (one->empty()) return {};
            pugi::xml_document document;
            if (auto read = parse(document, *one, "a list of merged cells"); !read) return read;
            std::string_view const reference = attribute(document.document_element(), "ref");
            std::size_t const colon = std::min(reference.find(':'), reference.size());
            std::optional<Place> const first = place_from(reference.substr(0, colon));
            std::optional<Place> const last =
                colon == reference.size() ? first : place_from(reference.substr(colon + 1));
            if (!first || !last || last->row < first->row || last->column < first->column)
                return broken("its merged cells have no places");
            if (sheet_.merges_.size() == most_merges)
                return failure(ErrorCode::too_large,
                               fmt::format("The sheet has more than {} merged cells. Unmerge them, "
                                           "or save it as \"CSV UTF-8\".",
                                           most_merges));
            sheet_.merges_.push_back({first->row, last->row, first->column, last->column});
        }
    }

    Common const& common_;
    Limits const& limits_;
    Worksheet sheet_;
    std::vector<bool> filled_columns_ = std::vector<bool>(most_columns);
    std::int64_t row_number_ = 0;
    std::size_t characters_ = 0;
};

Result<Worksheet> read_worksheet(std::string_view text, Common const& common, Limits const& limits) {
    WorksheetReader reader{common, limits};
    return reader.read(text).map([&] { return reader.take(); });
}

}  // namespace safetycell::spreadsheet
