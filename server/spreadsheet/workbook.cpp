#include "spreadsheet/workbook.hpp"

#include "base/utf8.hpp"
#include "spreadsheet/number_format.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace safetycell::spreadsheet {
namespace {

constexpr std::size_t most_columns = 16'384;  // XFD
constexpr std::int64_t most_rows = 1'048'576;
constexpr std::size_t longest_small_part = 4'000'000;
constexpr std::size_t longest_element = 4'000'000;
constexpr std::size_t most_merges = 100'000;
constexpr unsigned parse_flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol;

/// Names may carry a prefix for their namespace, which any program chooses for itself.
std::string_view local_name(std::string_view name) {
    std::size_t const colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    for (pugi::xml_node const one : parent.children())
        if (local_name(one.name()) == name) return one;
    return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute const one : node.attributes())
        if (local_name(one.name()) == name) return one.value();
    return {};
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

template <class Value>
std::optional<Value> parsed(std::string_view text) {
    Value value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        std::optional<Character> const character = first_character(text);
        if (!character) return false;
        text.remove_prefix(character->length);
    }
    return true;
}

void append_utf8(std::string& text, std::uint32_t code_point) {
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += static_cast<char>(0xC0 | (code_point >> 6));
        text += static_cast<char>(0x80 | (code_point & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | (code_point >> 12));
        text += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (code_point & 0x3F));
    }
}

/// _x000D_ stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). Zero and halves of
/// surrogates stay as they are written.
std::string without_escapes(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string_view const escape = text.substr(i, 7);
        std::uint32_t code_point = 0;
        if (escape.size() == 7 && escape.starts_with("_x") && escape[6] == '_') {
            auto const [end, error] = std::from_chars(escape.data() + 2, escape.data() + 6, code_point, 16);
            if (error != std::errc{} || end != escape.data() + 6) code_point = 0;
        }
        if (code_point == 0 || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
            result += text[i];
        } else {
            append_utf8(result, code_point);
            i += 6;
        }
    }
    return result;
}

Result<void> parse(pugi::xml_document& document, std::string_view text, std::string_view what) {
    if (text.find("<!DOCTYPE") != std::string_view::npos)
        return broken(fmt::format("{} declares entities, which no workbook does", what));
    if (!document.load_buffer(text.data(), text.size(), parse_flags, pugi::encoding_utf8))
        return broken(fmt::format("{} is no XML", what));
    return {};
}

/// A part that is small in any real workbook, parsed whole.
Result<void> read_part(Package& package, std::string const& path, pugi::xml_document& document) {
    Result<std::string> const text = package.read(path);
    if (!text) return tl::unexpected(text.error());
    if (text->size() > longest_small_part) {
        return failure(
            ErrorCode::too_large,
            fmt::format("The workbook's part {} is larger than {} MB. Save the sheet as \"CSV UTF-8\", and "
                        "try that file.",
                        path, longest_small_part / 1'000'000));
    }
    return parse(document, *text, fmt::format("its part {}", path));
}

/// The elements of one name in a long part, one after the other, so that only one at a time is a tree in
/// memory.
class Elements {
public:
    Elements(std::string_view text, std::string_view name)
        : text_(text), open_(fmt::format("<{}", name)), close_(fmt::format("</{}>", name)) {}

    /// The text of the next one; empty at the end. Error when it does not end.
    Result<std::string_view> next() {
        while (true) {
            std::size_t const start = text_.find(open_, position_);
            if (start == std::string_view::npos) return std::string_view{};
            std::size_t const after = start + open_.size();
            position_ = after;
            // Of a longer name, as <rowBreaks>.
            if (after < text_.size() &&
                std::string_view{" \t\r\n/>"}.find(text_[after]) == std::string_view::npos)
                continue;
            std::size_t const end_of_tag = text_.find('>', after);
            if (end_of_tag == std::string_view::npos) return broken("one of its sheets is cut off");
            std::size_t end = end_of_tag + 1;
            if (text_[end_of_tag - 1] != '/') {
                std::size_t const close = text_.find(close_, end);
                if (close == std::string_view::npos) return broken("one of its sheets is cut off");
                end = close + close_.size();
            }
            if (end - start > longest_element)
                return failure(ErrorCode::too_large,
                               fmt::format("A row or a text of the workbook is longer than {} MB. Shorten it.",
                                           longest_element / 1'000'000));
            position_ = end;
            return text_.substr(start, end - start);
        }
    }

private:
    std::string_view text_;
    std::string open_;
    std::string close_;
    std::size_t position_ = 0;
};

/// "x:" where the part writes <x:worksheet>; "" where it has no prefix.
std::string prefix_of(std::string_view text, std::string_view root) {
    std::size_t const at = text.find(root);
    if (at == std::string_view::npos || at == 0 || text[at - 1] != ':') return {};
    std::size_t const open = text.rfind('<', at);
    return open == std::string_view::npos ? std::string{} : std::string{text.substr(open + 1, at - open - 1)};
}

/// What stands in the element, without the readings that East Asian texts carry.
std::string text_in(pugi::xml_node node) {
    std::string text;
    for (pugi::xml_node const one : node.children()) {
        std::string_view const name = local_name(one.name());
        if (name == "t") text += one.child_value();
        if (name == "r") text += child(one, "t").child_value();
    }
    return without_escapes(text);
}

struct Styles {
    std::vector<NumberFormat> of_cells;

    NumberFormat of(std::string_view style) const {
        std::size_t const index = parsed<std::size_t>(style).value_or(0);
        return index < of_cells.size() ? of_cells[index] : NumberFormat{};
    }
};

/// How the parts of a package name one another (ECMA-376 part 2, 9.3).
struct Relationship {
    std::string type;  ///< The last word of it.
    std::string path;
};

Result<std::map<std::string, Relationship, std::less<>>> read_relationships(Package& package,
                                                                            std::string const& of) {
    std::size_t const slash = of.rfind('/');
    std::string const folder = slash == std::string::npos ? "" : of.substr(0, slash + 1);
    std::string const name = slash == std::string::npos ? of : of.substr(slash + 1);
    pugi::xml_document document;
    if (auto read = read_part(package, fmt::format("{}_rels/{}.rels", folder, name), document); !read)
        return tl::unexpected(read.error());
    std::map<std::string, Relationship, std::less<>> relationships;
    for (pugi::xml_node const one : document.document_element().children()) {
        if (attribute(one, "TargetMode") == "External") continue;
        std::string_view const type = attribute(one, "Type");
        std::string_view target = attribute(one, "Target");
        std::string path;
        if (target.starts_with('/')) {
            path = target.substr(1);
        } else {
            path = folder;
            for (; target.starts_with("../") && !path.empty(); target.remove_prefix(3)) {
                path.pop_back();
                path.erase(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
            }
            path += target;
        }
        relationships.emplace(attribute(one, "Id"),
                              Relationship{std::string{type.substr(type.rfind('/') + 1)}, path});
    }
    return relationships;
}

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

/// The cells of one sheet, with what the whole workbook says of them.
class WorksheetReader {
public:
    WorksheetReader(std::deque<std::string> const& shared, Styles const& styles, DateSystem dates,
                    Limits const& limits)
        : shared_(shared), styles_(styles), dates_(dates), limits_(limits) {}

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
            if (!index || *index >= shared_.size())
                return broken("a cell names a text that the workbook lacks");
            return SheetCell{shared_[*index], CellKind::text};
        }
        if (type == "str") return kept(without_escapes(value), CellKind::text);
        if (type == "b") return kept(is_true(value) ? "TRUE" : "FALSE", CellKind::yes_no);
        if (type == "e") return kept(std::string{value}, CellKind::error);
        if (type == "d") return read_iso(value);
        std::optional<double> const number = parsed<double>(value);
        if (!number || !std::isfinite(*number) || std::abs(*number) > 1e300)
            return kept(std::string{value}, CellKind::text);
        return read_number(*number, styles_.of(attribute(node, "s")));
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
        std::optional<std::string> day = day_in_words(number, format.shown, dates_);
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

    std::deque<std::string> const& shared_;
    Styles const& styles_;
    DateSystem dates_;
    Limits const& limits_;
    Worksheet sheet_;
    std::vector<bool> filled_columns_ = std::vector<bool>(most_columns);
    std::int64_t row_number_ = 0;
    std::size_t characters_ = 0;
};

namespace {

class WorkbookReader {
public:
    WorkbookReader(Package package, Limits const& limits) : package_(std::move(package)), limits_(limits) {}

    Result<Workbook> read(std::string_view wanted) {
        if (auto opened = open_workbook(); !opened) return tl::unexpected(opened.error());
        Workbook workbook;
        for (Listed const& one : sheets_)
            workbook.sheet_names.push_back(one.name);
        if (sheets_.empty()) return broken("it has no worksheets");
        if (!wanted.empty()) {
            auto const found = std::ranges::find(sheets_, wanted, &Listed::name);
            if (found == sheets_.end()) {
                return failure(ErrorCode::invalid, fmt::format("The workbook has no sheet \"{}\"; it has {}.",
                                                               wanted, fmt::join(workbook.sheet_names, ", ")));
            }
            return take(workbook, *found);
        }
        for (Listed const& one : sheets_) {
            if (one.is_hidden) continue;
            Result<Workbook> read = take(workbook, one);
            if (!read || read->content.row_count() > 0) return read;
        }
        return failure(ErrorCode::invalid,
                       "No sheet of the workbook holds anything. Save the one with the table in it, "
                       "and try that file.");
    }

private:
    struct Listed {
        std::string name;
        std::string path;
        bool is_hidden = false;
    };

    Result<Workbook> take(Workbook const& names, Listed const& listed) {
        Result<std::string> const text = package_.read(listed.path);
        if (!text) return tl::unexpected(text.error());
        WorksheetReader reader{shared_, styles_, dates_, limits_};
        if (auto read = reader.read(*text); !read) return tl::unexpected(read.error());
        // The sheet's cells point into the shared texts: they stay where they are when the deque is moved, and
        // a sheet that turned out empty points at none.
        Workbook workbook{names.sheet_names, listed.name, reader.take(), {}};
        if (workbook.content.row_count() > 0) workbook.shared = std::move(shared_);
        return workbook;
    }

    Result<void> open_workbook() {
        pugi::xml_document types;
        if (auto read = read_part(package_, "[Content_Types].xml", types); !read) return read;
        auto const parts = read_relationships(package_, "");
        if (!parts) return tl::unexpected(parts.error());
        auto const main =
            std::ranges::find_if(*parts, [](auto const& one) { return one.second.type == "officeDocument"; });
        if (main == parts->end()) return broken("it does not say where its contents are");
        std::string const path = main->second.path;
        if (auto checked = check_type(types.document_element(), path); !checked) return checked;

        pugi::xml_document document;
        if (auto read = read_part(package_, path, document); !read) return read;
        auto const relationships = read_relationships(package_, path);
        if (!relationships) return tl::unexpected(relationships.error());
        pugi::xml_node const root = document.document_element();
        if (is_true(attribute(child(root, "workbookPr"), "date1904"))) dates_ = DateSystem::from_1904;
        for (pugi::xml_node const one : child(root, "sheets").children()) {
            auto const related = relationships->find(attribute(one, "id"));
            if (related == relationships->end() || related->second.type != "worksheet") continue;
            std::string name{attribute(one, "name")};
            if (!is_utf8(name)) return broken("the name of a sheet is not UTF-8");
            std::string_view const state = attribute(one, "state");
            sheets_.push_back(
                {std::move(name), related->second.path, state == "hidden" || state == "veryHidden"});
        }
        for (auto const& [id, one] : *relationships) {
            if (one.type == "sharedStrings") {
                if (auto read = read_shared(one.path); !read) return read;
            }
            if (one.type == "styles") {
                if (auto read = read_styles(one.path); !read) return read;
            }
        }
        return {};
    }

    static Result<void> check_type(pugi::xml_node types, std::string const& path) {
        std::string_view type;
        for (pugi::xml_node const one : types.children())
            if (attribute(one, "PartName") == "/" + path) type = attribute(one, "ContentType");
        if (type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml") return {};
        std::string_view what = "The file is not an Excel workbook.";
        if (type.find("macroEnabled.main+xml") != std::string_view::npos)
            what = "The workbook holds macros (.xlsm).";
        if (type.find("binary") != std::string_view::npos)
            what = "The file is a binary Excel workbook (.xlsb).";
        if (type.find("template.main+xml") != std::string_view::npos) what = "The file is a template (.xltx).";
        return failure(
            ErrorCode::invalid,
            fmt::format("{} Save it as \"Excel workbook (.xlsx)\" or as \"CSV UTF-8\", and try that file.",
                        what));
    }

    Result<void> read_shared(std::string const& path) {
        Result<std::string> const text = package_.read(path);
        if (!text) return tl::unexpected(text.error());
        if (text->find("<!DOCTYPE") != std::string::npos)
            return broken("its texts declare entities, which no workbook does");
        Elements items{*text, prefix_of(*text, "sst") + "si"};
        while (true) {
            Result<std::string_view> const item = items.next();
            if (!item) return tl::unexpected(item.error());
            if (item->empty()) return {};
            if (shared_.size() == limits_.cells)
                return failure(ErrorCode::too_large,
                               fmt::format("The workbook has more than {} texts. Split it into "
                                           "several files.",
                                           limits_.cells));
            pugi::xml_document document;
            if (auto read = parse(document, *item, "a text"); !read) return read;
            if (!is_utf8(shared_.emplace_back(text_in(document.document_element()))))
                return broken("a text is not UTF-8");
        }
    }

    Result<void> read_styles(std::string const& path) {
        pugi::xml_document document;
        if (auto read = read_part(package_, path, document); !read) return read;
        pugi::xml_node const root = document.document_element();
        std::map<unsigned, NumberFormat> own;
        for (pugi::xml_node const one : child(root, "numFmts").children())
            own[parsed<unsigned>(attribute(one, "numFmtId")).value_or(0)] =
                format_from(attribute(one, "formatCode"));
        for (pugi::xml_node const one : child(root, "cellXfs").children()) {
            unsigned const id = parsed<unsigned>(attribute(one, "numFmtId")).value_or(0);
            auto const found = own.find(id);
            styles_.of_cells.push_back(found == own.end() ? built_in_format(id) : found->second);
        }
        return {};
    }

    Package package_;
    Limits const& limits_;
    std::vector<Listed> sheets_;
    std::deque<std::string> shared_;
    Styles styles_;
    DateSystem dates_ = DateSystem::from_1900;
};

}  // namespace

bool is_workbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") ||
           bytes.starts_with("\xD0\xCF\x11\xE0");
}

Result<Workbook> read_workbook(std::string_view bytes, std::string_view sheet, Limits const& limits) {
    return Package::open(bytes, limits).and_then([&](Package package) {
        return WorkbookReader{std::move(package), limits}.read(sheet);
    });
}

std::string place_in_words(std::int64_t row_number, std::size_t column) {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return fmt::format("{}{}", letters, row_number);
}

}  // namespace safetycell::spreadsheet
