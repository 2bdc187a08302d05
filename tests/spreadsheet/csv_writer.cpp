#include "spreadsheet/csv_writer.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::spreadsheet;

namespace {

std::string written(std::vector<std::string> const& headers, std::vector<std::vector<ListCell>> const& rows,
                    CsvMarks marks = {}) {
    CsvWriter writer(headers, marks);
    for (auto const& row : rows)
        writer.add_row(row);
    return writer.finish({});
}

std::string cell_of(std::string text) {
    std::string const file = written({"h"}, {{ListCell{std::move(text)}}});
    std::string const before = "\xEF\xBB\xBF\"h\"\r\n";
    REQUIRE(file.starts_with(before));
    REQUIRE(file.ends_with("\r\n"));
    return file.substr(before.size(), file.size() - before.size() - 2);
}

}  // namespace

TEST_CASE("a CSV file has a byte order mark, CRLF, text in quotes, and numbers and dates bare") {
    std::string const file =
        written({"Reference", "Hours", "On", "At"},
                {{std::string{"N-1"}, Number{"-168.50"}, parse_date("2026-01-31").value(),
                  CivilTime{parse_date("2026-01-31").value(), TimeOfDay{18 * 60 + 5}}},
                 {std::monostate{}, number_of(std::int64_t{7}), std::monostate{}, std::monostate{}}});
    CHECK(file ==
          "\xEF\xBB\xBF\"Reference\",\"Hours\",\"On\",\"At\"\r\n"
          "\"N-1\",-168.50,2026-01-31,2026-01-31 18:05\r\n"
          ",7,,\r\n");
}

TEST_CASE("a Russian CSV file has semicolons and decimal commas") {
    CHECK(written({"Часы"}, {{Number{"168.5"}, std::string{"а;б"}}}, {';', ','}) ==
          "\xEF\xBB\xBF\"Часы\"\r\n168,5;\"а;б\"\r\n");
}

TEST_CASE("text that a spreadsheet would run as a formula gets an apostrophe before it") {
    CHECK(cell_of("=cmd|' /C calc'!A0") == "\"'=cmd|' /C calc'!A0\"");
    CHECK(cell_of("+1") == "\"'+1\"");
    CHECK(cell_of("-2+3") == "\"'-2+3\"");
    CHECK(cell_of("@SUM(A1)") == "\"'@SUM(A1)\"");
    CHECK(cell_of("\t=1") == "\"'\t=1\"");
    CHECK(cell_of("\r=1") == "\"'\r=1\"");
    CHECK(cell_of("\n=1") == "\"'\n=1\"");
    CHECK(cell_of("\uFF1D1") == "\"'\uFF1D1\"");
    CHECK(cell_of("N-1 = 2") == "\"N-1 = 2\"");
}

TEST_CASE("quotes, delimiters and line breaks in a text stay within its cell") {
    CHECK(cell_of("a \"b\"\r\nc, d;\n=1") == "\"a \"\"b\"\"\r\nc, d;\n=1\"");
    CHECK(cell_of("\",=1,\"") == "\"\"\",=1,\"\"\"");
}
