#include "spreadsheet/workbook.hpp"

#include "base/utf8.hpp"
#include "spreadsheet/sheet_xml.hpp"
#include "spreadsheet/worksheet_reader.hpp"

#include <algorithm>
#include <map>

namespace safetycell::spreadsheet {
namespace {

constexpr std::size_t longest_small_part = 4'000'000;

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
        Result<Worksheet> sheet = read_worksheet(*text, common_, limits_);
        if (!sheet) return tl::unexpected(sheet.error());
        // The sheet's cells point into the shared texts: they stay where they are when the deque is moved, and
        // a sheet that turned out empty points at none.
        Workbook workbook{names.sheet_names, listed.name, *std::move(sheet), {}};
        if (workbook.content.row_count() > 0) workbook.shared = std::move(common_.texts);
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
        if (is_true(attribute(child(root, "workbookPr"), "date1904"))) common_.dates = DateSystem::from_1904;
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
            if (common_.texts.size() == limits_.cells)
                return failure(ErrorCode::too_large,
                               fmt::format("The workbook has more than {} texts. Split it into "
                                           "several files.",
                                           limits_.cells));
            pugi::xml_document document;
            if (auto read = parse(document, *item, "a text"); !read) return read;
            if (!is_utf8(common_.texts.emplace_back(text_in(document.document_element()))))
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
            common_.formats.push_back(found == own.end() ? built_in_format(id) : found->second);
        }
        return {};
    }

    Package package_;
    Limits const& limits_;
    std::vector<Listed> sheets_;
    Common common_;
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
