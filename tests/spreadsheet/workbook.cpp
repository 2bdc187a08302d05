// Workbooks as Excel and other programs write them, and as broken disks and hostile people make them.

#include "spreadsheet/workbook.hpp"

#include "support/workbook_file.hpp"

#include <doctest/doctest.h>
#include <zip.h>

using namespace safetycell;
using namespace safetycell::test;
using spreadsheet::CellKind;
using spreadsheet::read_workbook;
using spreadsheet::Workbook;

namespace {

Workbook workbook_in(std::string_view bytes, std::string_view sheet = {}) {
    Result<Workbook> read = read_workbook(bytes, sheet);
    REQUIRE_MESSAGE(read, read.error().message);
    return *std::move(read);
}

std::string refusal(std::string_view bytes, std::string_view sheet = {},
                    spreadsheet::Limits const& limits = {}) {
    Result<Workbook> const read = read_workbook(bytes, sheet, limits);
    REQUIRE_FALSE(read);
    return read.error().message;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// "text|text|…" of a row.
std::string row_of(Workbook const& workbook, std::size_t row) {
    std::string text;
    for (spreadsheet::SheetCell const& cell : workbook.content.row(row))
        text += (text.empty() ? "" : "|") + std::string{cell.text};
    return text;
}

/// The workbook with some parts replaced, added, or (without a text) left out; packed anew.
std::string with_parts(std::string const& bytes,
                       std::vector<std::pair<std::string, std::string>> const& parts) {
    TemporaryFolder const folder;
    std::string const file = folder.file("workbook.xlsx", bytes);
    zip_t* const archive = zip_open(file.c_str(), 0, nullptr);
    REQUIRE(archive != nullptr);
    for (auto const& [path, text] : parts) {
        zip_int64_t const found = zip_name_locate(archive, path.c_str(), 0);
        if (text.empty()) {
            if (found >= 0) zip_delete(archive, static_cast<zip_uint64_t>(found));
        } else {
            zip_file_add(archive, path.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0),
                         ZIP_FL_OVERWRITE);
        }
    }
    REQUIRE(zip_close(archive) == 0);
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

constexpr std::string_view first_sheet = "xl/worksheets/sheet1.xml";

/// A workbook whose sheet has this XML between <sheetData> and </sheetData>.
std::string with_rows(std::string const& rows, std::string const& after = {}) {
    return with_parts(
        workbook_of({{"a"}}),
        {{std::string{first_sheet},
          "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows +
              "</sheetData>" + after + "</worksheet>"}});
}

std::string real_workbook() {
    WorkbookFile file;
    file.sheet("Empty");
    lxw_worksheet* const sheet = file.sheet("Часы");
    worksheet_write_string(sheet, 2, 0, "Организация", nullptr);
    worksheet_write_string(sheet, 2, 1, "Дата", nullptr);
    worksheet_write_string(sheet, 2, 3, "Часы", nullptr);
    worksheet_write_string(sheet, 4, 0, "ООО «Вектор» & <Ко>", nullptr);
    worksheet_write_number(sheet, 4, 1, 45747, file.format("dd.mm.yyyy"));
    worksheet_write_number(sheet, 4, 3, 12480.5, nullptr);
    worksheet_write_number(sheet, 5, 0, 7, file.format("0000"));
    worksheet_write_number(sheet, 5, 1, 45747.75, file.format("d\\-mmm yyyy hh:mm"));
    worksheet_write_number(sheet, 5, 2, 0.1 + 0.2, nullptr);
    worksheet_write_number(sheet, 5, 3, 7.5, file.format("[h]:mm"));
    worksheet_write_boolean(sheet, 6, 0, 1, nullptr);
    worksheet_write_formula_num(sheet, 6, 1, "=SUM(A1:A2)", nullptr, 42);
    worksheet_write_formula_str(sheet, 6, 2, "=\"a\"&\"b\"", nullptr, "ab");
    worksheet_write_number(sheet, 6, 3, 0.75, file.format("h:mm AM/PM"));
    worksheet_merge_range(sheet, 8, 0, 9, 1, "merged", nullptr);
    lxw_row_col_options hidden{};
    hidden.hidden = 1;
    worksheet_set_row_opt(sheet, 6, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    return file.take();
}

}  // namespace

TEST_CASE("The first sheet that holds anything is read, as a person sees it") {
    Workbook const workbook = workbook_in(real_workbook());
    CHECK(workbook.sheet == "Часы");
    CHECK(workbook.sheet_names == std::vector<std::string>{"Empty", "Часы"});
    REQUIRE(workbook.content.row_count() == 5);
    CHECK(row_of(workbook, 0) == "Организация|Дата||Часы");
    CHECK(row_of(workbook, 1) == "ООО «Вектор» & <Ко>|2025-03-31||12480.5");
    CHECK(row_of(workbook, 2) == "0007|2025-03-31 18:00|0.3|180");
    CHECK(row_of(workbook, 3) == "TRUE|42|ab|18:00");
    CHECK(row_of(workbook, 4) == "merged");
    CHECK(workbook.content.number(0) == 3);
    CHECK(workbook.content.number(1) == 5);
    CHECK(workbook.content.row(1)[1].kind == CellKind::day);
    CHECK(workbook.content.row(1)[3].kind == CellKind::number);
    CHECK(workbook.content.row(3)[0].kind == CellKind::yes_no);
    CHECK(workbook.content.row(3)[3].kind == CellKind::time);
    CHECK(workbook.content.hidden_rows() == 1);
    REQUIRE(workbook.content.merges().size() == 1);
    CHECK(workbook.content.merges()[0].last_row == 9);
    CHECK(workbook.content.merges()[0].last_column == 1);
}

TEST_CASE("A sheet is read by its name, and an unknown one is answered with those there are") {
    std::string const bytes = real_workbook();
    CHECK(workbook_in(bytes, "Часы").sheet == "Часы");
    CHECK(workbook_in(bytes, "Empty").content.row_count() == 0);
    CHECK(refusal(bytes, "Hours") == "The workbook has no sheet \"Hours\"; it has Empty, Часы.");
}

TEST_CASE("A workbook without anything in it says so") {
    WorkbookFile file;
    file.sheet("Sheet1");
    CHECK(has(refusal(file.take()), "No sheet of the workbook holds anything."));
}

TEST_CASE("Places are named as a spreadsheet names them") {
    CHECK(spreadsheet::place_in_words(7, 2) == "C7");
    CHECK(spreadsheet::place_in_words(1, 25) == "Z1");
    CHECK(spreadsheet::place_in_words(1, 26) == "AA1");
    CHECK(spreadsheet::place_in_words(9, 16'383) == "XFD9");
}

TEST_CASE("Days count from 1904 where the workbook says so") {
    std::string const bytes = real_workbook();
    std::string const workbook_part =
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr "
        "date1904=\"1\"/>"
        "<sheets><sheet name=\"Часы\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>";
    Workbook const workbook = workbook_in(with_parts(bytes, {{"xl/workbook.xml", workbook_part}}));
    // 1462 days later than in the system of 1900.
    CHECK(row_of(workbook, 1) == "ООО «Вектор» & <Ко>|2029-04-01||12480.5");
}

TEST_CASE("Cells of every type that other programs write") {
    Workbook const workbook =
        workbook_in(with_rows("<row><c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r><rPh sb=\"0\" "
                              "eb=\"1\"><t>no</t></rPh></is>"
                              "</c><c t=\"d\"><v>2025-03-31T00:00:00</v></c><c t=\"e\"><v>#REF!</v></c>"
                              "<c t=\"str\"><f>A1</f><v>a_x000A_b_x0000_</v></c></row>"
                              "<row r=\"5\"/><row r=\"7\"><c r=\"C7\"><f>1+1</f></c><c><v>1.5E3</v></c><c "
                              "t=\"b\"><v>0</v></c></row>"));
    REQUIRE(workbook.content.row_count() == 2);
    CHECK(row_of(workbook, 0) == "inline|2025-03-31|#REF!|a\nb_x0000_");
    CHECK(workbook.content.row(0)[1].kind == CellKind::day);
    CHECK(workbook.content.row(0)[2].kind == CellKind::error);
    CHECK(workbook.content.number(1) == 7);
    CHECK(workbook.content.row(1)[2].kind == CellKind::error);
    CHECK(workbook.content.row(1)[3].text == "1500");
    CHECK(workbook.content.row(1)[4].text == "FALSE");
}

TEST_CASE("A sheet whose elements carry a prefix is read alike") {
    std::string const sheet =
        "<x:worksheet "
        "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row r=\"1\">"
        "<x:c r=\"B1\" t=\"inlineStr\"><x:is><x:t>yes</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
    Workbook const workbook =
        workbook_in(with_parts(workbook_of({{"a"}}), {{std::string{first_sheet}, sheet}}));
    CHECK(row_of(workbook, 0) == "yes");
}

TEST_CASE("Hidden columns that hold anything are counted, however far their ranges reach") {
    std::string const rows =
        "<row><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>1</v></c><c r=\"D1\"><v>1</v></c></row>";
    auto const hidden = [&](std::string const& columns) {
        return with_parts(workbook_of({{"a"}}),
                          {{std::string{first_sheet}, "<worksheet><cols>" + columns + "</cols><sheetData>" +
                                                          rows + "</sheetData></worksheet>"}});
    };
    CHECK(workbook_in(hidden("<col min=\"1\" max=\"2\"/><col min=\"2\" max=\"3\" hidden=\"1\"/>"))
              .content.hidden_columns() == 1);
    CHECK(workbook_in(hidden("<col min=\"3\" max=\"18446744073709551615\" hidden=\"true\"/>"))
              .content.hidden_columns() == 2);
    CHECK(workbook_in(hidden("<col min=\"3\" max=\"3\" hidden=\"1\"/><col min=\"3\" max=\"3\" hidden=\"1\"/>"))
              .content.hidden_columns() == 1);
    CHECK(workbook_in(hidden("<col min=\"1\" max=\"9\"/>")).content.hidden_columns() == 0);
    CHECK(has(refusal(hidden("<col min=\"0\" max=\"3\" hidden=\"1\"/>")), "hidden columns have no places"));
}

TEST_CASE("What is no workbook is refused by what it is") {
    CHECK(
        has(refusal(std::string{"\xD0\xCF\x11\xE0", 4} + std::string(600, ' ')), "old Excel workbook (.xls)"));
    CHECK(has(refusal(std::string{"\xD0\xCF\x11\xE0", 4} +
                      std::string{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32}),
              "protected with a password"));
    std::string const bytes = workbook_of({{"a"}});
    CHECK(has(refusal(with_parts(bytes, {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
              "(.ods)"));
    CHECK(has(refusal(with_parts(bytes, {{"_rels/.rels", ""}})), "a ZIP archive, but not an Excel workbook"));
    auto const typed = [&](std::string const& type) {
        return refusal(
            with_parts(bytes, {{"[Content_Types].xml",
                                "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/" +
                                    type + "\"/></Types>"}}));
    };
    CHECK(has(typed("vnd.ms-excel.sheet.macroEnabled.main+xml"), "holds macros (.xlsm)"));
    CHECK(has(typed("vnd.ms-excel.sheet.binary.macroEnabled.main"), "binary Excel workbook (.xlsb)"));
    CHECK(
        has(typed("vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"), "a template (.xltx)"));
    CHECK(has(typed("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
              "is not an Excel workbook"));
}

TEST_CASE("Entities are never declared, and so nothing outside the file is ever opened") {
    std::string const bytes = workbook_of({{"a"}});
    std::string const sheet =
        "<!DOCTYPE worksheet [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row>"
        "<c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";
    CHECK(has(refusal(with_parts(bytes, {{std::string{first_sheet}, sheet}})), "declares entities"));
    std::string const external = with_parts(
        bytes, {{"xl/_rels/workbook.xml.rels",
                 "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" TargetMode=\"External\" "
                 "Target=\"http://example.com/sheet.xml\"/></Relationships>"}});
    CHECK(has(refusal(external), "it has no worksheets"));
}

TEST_CASE("A sheet that contradicts itself is broken") {
    CHECK(has(refusal(with_rows("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"/>")), "not in order"));
    CHECK(has(refusal(with_rows("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>")),
              "not in order"));
    CHECK(has(refusal(with_rows("<row r=\"1048577\"><c><v>1</v></c></row>")), "not in order"));
    CHECK(has(refusal(with_rows("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>")), "not in order"));
    CHECK(has(refusal(with_rows("<row><c t=\"s\"><v>99</v></c></row>")), "a text that the workbook lacks"));
    CHECK(has(refusal(with_rows("<row><c t=\"inlineStr\"><is><t>&#xD800;</t></is></c></row>")), "not UTF-8"));
    CHECK(has(refusal(with_rows("<row><c><v>1</c></row>")), "is no XML"));
    CHECK(has(refusal(with_rows("<row><c><v>1</v></c>")), "cut off"));
    CHECK(has(refusal(with_rows("", "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>")), "merged cells"));
    CHECK(
        has(refusal(with_parts(workbook_of({{"a"}}), {{std::string{first_sheet}, ""}})), "it lacks its part"));
}

TEST_CASE("Limits: unpacked size, ratio, cells, texts; each with a sentence") {
    spreadsheet::Limits limits;
    limits.unpacked_bytes = 3'000;
    CHECK(has(refusal(workbook_of({{"a"}}), {}, limits), "Unpacked, the workbook is larger"));
    // Thirty megabytes of one letter shrink to some thirty kilobytes.
    std::string const bomb =
        with_rows("<row><c t=\"inlineStr\"><is><t>" + std::string(30'000'000, 'a') + "</t></is></c></row>");
    CHECK(bomb.size() < 100'000);
    CHECK(has(refusal(bomb), "unpacks to more than 250 times its size"));
    limits = {};
    limits.part_ratio = 100'000;
    CHECK(has(refusal(bomb, {}, limits), "longer than 4 MB"));
    limits = {};
    limits.cells = 100;
    CHECK(has(refusal(with_rows("<row><c r=\"CW1\"><v>1</v></c></row>"), {}, limits), "more than 100 cells"));
    CHECK(read_workbook(with_rows("<row><c r=\"CV1\"><v>1</v></c></row>"), {}, limits).has_value());
    limits = {};
    limits.characters = 10;
    CHECK(has(refusal(workbook_of({{"same text", "same text"}}), {}, limits), "texts of the sheet are longer"));
}

TEST_CASE("A file cut off anywhere, or with any byte changed, is read or refused with a sentence") {
    std::string const bytes = real_workbook();
    std::size_t refused = 0;
    for (std::size_t size = 0; size < bytes.size(); size += 7) {
        Result<Workbook> const read = read_workbook(std::string_view{bytes}.substr(0, size));
        REQUIRE_FALSE(read);
        REQUIRE(read.error().message.ends_with('.'));
        ++refused;
    }
    std::size_t damaged = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        for (unsigned const flip : {0x01U, 0x80U, 0xFFU}) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
            Result<Workbook> const read = read_workbook(changed);
            if (read) continue;
            REQUIRE(read.error().message.ends_with('.'));
            ++damaged;
        }
    }
    CHECK(refused > 500);
    CHECK(damaged > 1'000);
}
