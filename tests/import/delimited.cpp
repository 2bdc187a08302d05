#include "import/delimited.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace safetycell::importing;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(Table const& table) {
    Rows rows;
    for (std::size_t i = 0; i < table.row_count(); ++i) {
        auto const cells = table.row(i);
        rows.emplace_back(cells.begin(), cells.end());
    }
    return rows;
}

/// RFC 4180, written the other way.
std::string printed(Rows const& rows, char delimiter, std::string_view line_end) {
    std::string text;
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += delimiter;
            if (row[i].find_first_of(std::string{delimiter} + "\"\r\n") == std::string::npos) {
                text += row[i];
                continue;
            }
            text += '"';
            for (char const c : row[i])
                text += c == '"' ? std::string{"\"\""} : std::string{c};
            text += '"';
        }
        text += line_end;
    }
    return text;
}

}  // namespace

TEST_CASE("Rows that are printed with quotes and read again are the same rows") {
    std::mt19937 random{20250314};
    std::string_view const alphabet = "ab,;\t\"\r\n 'я";
    for (int round = 0; round < 2000; ++round) {
        char const delimiter = ",;\t"[random() % 3];
        std::string_view const line_end = std::array<std::string_view, 3>{"\n", "\r\n", "\r"}[random() % 3];
        Rows rows(1 + random() % 4, std::vector<std::string>(2 + random() % 3));
        for (auto& row : rows) {
            for (std::string& cell : row) {
                for (std::size_t length = random() % 6; length > 0; --length)
                    cell += alphabet[random() % alphabet.size()];
            }
        }
        std::string const text = printed(rows, delimiter, line_end);
        auto const table = read_table(text, delimiter);
        CAPTURE(text);
        REQUIRE(table);
        CHECK(rows_of(*table) == rows);
    }
}

TEST_CASE("Rows know the line they start on, whatever ends the lines") {
    for (std::string const end : {"\n", "\r\n", "\r"}) {
        std::string const text =
            "a,b" + end + "\"1" + end + "2" + end + "3\",x" + end + end + "y,z" + end + "last,\"q\"\"q\"";
        auto const table = read_table(text, ',');
        REQUIRE(table);
        REQUIRE(table->row_count() == 4);
        CHECK(table->line(0) == 1);
        CHECK(table->line(1) == 2);
        CHECK(table->row(1)[0] == "1" + end + "2" + end + "3");
        CHECK(table->line(2) == 6);
        CHECK(table->line(3) == 7);
        CHECK(table->row(3)[1] == "q\"q");
    }
}

TEST_CASE("Cells are kept as written: spaces, empty ones, a quote inside, text that looks like a formula") {
    auto const table = read_table(" a , b\n,\n=1+1,5\"\n", ',');
    REQUIRE(table);
    CHECK(rows_of(*table) == Rows{{" a ", " b"}, {"", ""}, {"=1+1", "5\""}});
}

TEST_CASE("The delimiter is the one that cuts the header into the most cells") {
    CHECK(find_delimiter("a,b,c\n1;2;3;4;5\n") == ',');
    CHECK(find_delimiter("a;b, with a comma;c\n") == ';');
    CHECK(find_delimiter("\n\"a,b,c\";d;e\n") == ';');
    CHECK(find_delimiter("a\tb\n") == '\t');
    CHECK(find_delimiter("single\n") == ',');
    CHECK(find_delimiter("") == ',');
}

TEST_CASE("A quote that does not close, or closes inside a cell, is a fault on the line of its row") {
    auto const unclosed = read_table("a,b\n1,2\n3,\"4\n5,6\n", ',');
    REQUIRE_FALSE(unclosed);
    CHECK(unclosed.error().line == 3);
    auto const inside = read_table("a,b\n\"1\"2,3\n", ',');
    REQUIRE_FALSE(inside);
    CHECK(inside.error().line == 2);
}
