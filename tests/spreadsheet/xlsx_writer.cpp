#include "spreadsheet/xlsx_writer.hpp"

#include "support/workbook.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::spreadsheet;
using safetycell::test::Sheet;
using safetycell::test::sheet_of;

namespace {

constexpr Instant made_at{seconds{1'795'327'200}};
XlsxWords const words{"Список", "Определения", " [cut]", "Some cells were cut."};

std::string written(std::vector<std::vector<ListCell>> const& rows, Notes const& notes = {}) {
    std::vector<std::string> const headers{"Reference", "=Hours"};
    XlsxWriter writer(headers, words, made_at);
    for (auto const& row : rows)
        writer.add_row(row);
    return writer.finish(notes);
}

std::string text_in_cell(std::string text) {
    Sheet const sheet = sheet_of(written({{ListCell{std::move(text)}}}), 1);
    REQUIRE(sheet.contains("A2"));
    CHECK(sheet.at("A2").type == "inlineStr");
    CHECK_FALSE(sheet.at("A2").has_formula);
    return sheet.at("A2").value;
}

}  // namespace

TEST_CASE("a workbook has typed cells: text, numbers, dates and times as serial numbers with their formats") {
    CivilTime const noon{parse_date("2026-01-31").value(), TimeOfDay{12 * 60}};
    std::string const book = written({{std::string{"N-1"}, Number{"-168.50"}},
                                      {parse_date("2026-01-31").value(), noon},
                                      {std::monostate{}, parse_date("1899-12-31").value()}});
    Sheet const sheet = sheet_of(book, 1);
    CHECK(sheet.at("A1").value == "Reference");
    CHECK(sheet.at("B1").value == "=Hours");
    CHECK(sheet.at("A2").type == "inlineStr");
    CHECK(sheet.at("B2").type.empty());
    CHECK(sheet.at("B2").value == "-168.5");
    CHECK(sheet.at("A3").value == "46053");  // Days since 1899-12-30.
    CHECK(sheet.at("B3").value == "46053.5");
    CHECK(sheet.at("A3").style != sheet.at("B3").style);
    CHECK_FALSE(sheet.contains("A4"));
    CHECK(sheet.at("B4").value == "1899-12-31");  // Before Excel's calendar.
    CHECK(sheet.at("B4").type == "inlineStr");
    CHECK(test::part_of(book, "xl/styles.xml").find("yyyy\\-mm\\-dd") == std::string::npos);
    CHECK(test::part_of(book, "xl/styles.xml").find("yyyy-mm-dd hh:mm") != std::string::npos);
    CHECK(test::part_of(book, "xl/workbook.xml").find("Определения") != std::string::npos);
}

TEST_CASE("text is never a formula in a workbook, whatever it looks like") {
    for (char const* const text : {"=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "{=1}",
                                   "http://example.com", "<script>alert(1)</script>", "]]>&amp;"}) {
        CHECK(text_in_cell(text) == text);
    }
}

TEST_CASE("what XML cannot hold is shown as the replacement character, and line ends are one character") {
    CHECK(text_in_cell("a\x01z\x1F") == "a\uFFFDz\uFFFD");
    CHECK(text_in_cell("a\xEF\xBF\xBFz") == "a\uFFFDz");
    CHECK(text_in_cell("a\r\nb\rc\nd") == "a\nb\nc\nd");
    CHECK(text_in_cell(std::string("a\0b", 3)) == "a\uFFFDb");
    // Excel reads _x0041_ as an A, unless its first mark is itself written so.
    CHECK(text_in_cell("_x0041_") == "_x005F_x0041_");
}

TEST_CASE("a text that is longer than a cell holds is cut in whole characters, and the notes say so") {
    std::string long_text;
    for (int i = 0; i < 20'000; ++i)
        long_text += "\U0001F600";  // Two UTF-16 units each.
    std::string const book = written({{ListCell{long_text}}}, {{"A note"}});
    std::string const cut = sheet_of(book, 1).at("A2").value;
    CHECK(cut.ends_with("\U0001F600 [cut]"));
    CHECK((cut.size() - 6) / 4 * 2 + 6 <= longest_cell);
    CHECK((cut.size() - 6) / 4 * 2 + 6 >= longest_cell - 1);
    Sheet const notes = sheet_of(book, 2);
    CHECK(notes.at("A1").value == "A note");
    CHECK(notes.at("A2").value == "Some cells were cut.");
    CHECK_FALSE(sheet_of(written({{ListCell{std::string(longest_cell, 'a')}}}), 2).contains("A1"));
}

TEST_CASE("a list of many rows is written in order") {
    std::vector<std::vector<ListCell>> rows;
    for (std::int64_t i = 1; i <= 3000; ++i)
        rows.push_back({std::string{"row"}, number_of(i)});
    Sheet const sheet = sheet_of(written(rows), 1);
    CHECK(sheet.at("B2").value == "1");
    CHECK(sheet.at("B3001").value == "3000");
}
