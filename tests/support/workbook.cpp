#include "support/workbook.hpp"

#include <zip.h>
#include <pugixml.hpp>

#include <stdexcept>

namespace safetycell::test {

std::string part_of(std::string_view workbook, std::string const& name) {
    zip_error_t error{};
    zip_source_t* const source = zip_source_buffer_create(workbook.data(), workbook.size(), 0, &error);
    zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (archive == nullptr) throw std::runtime_error("no zip archive");
    zip_stat_t status{};
    zip_file_t* const file =
        zip_stat(archive, name.c_str(), 0, &status) == 0 ? zip_fopen(archive, name.c_str(), 0) : nullptr;
    std::string text(file == nullptr ? 0 : status.size, '\0');
    if (file != nullptr) {
        zip_fread(file, text.data(), text.size());
        zip_fclose(file);
    }
    zip_discard(archive);
    if (file == nullptr) throw std::runtime_error("no part " + name);
    return text;
}

Sheet sheet_of(std::string_view workbook, int number) {
    pugi::xml_document document;
    std::string const text = part_of(workbook, "xl/worksheets/sheet" + std::to_string(number) + ".xml");
    if (!document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        throw std::runtime_error("no XML");
    Sheet sheet;
    for (pugi::xml_node const row : document.child("worksheet").child("sheetData").children("row")) {
        for (pugi::xml_node const cell : row.children("c")) {
            SheetCell& read = sheet[cell.attribute("r").value()];
            read.type = cell.attribute("t").value();
            read.style = cell.attribute("s").value();
            read.has_formula = !cell.child("f").empty();
            read.value = read.type == "inlineStr" ? cell.child("is").child("t").text().get()
                                                  : cell.child("v").text().get();
        }
    }
    return sheet;
}

}  // namespace safetycell::test
