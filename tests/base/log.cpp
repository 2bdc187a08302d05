#include "base/log.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;

namespace {

/// How a text stands in a line, between its quotation marks.
std::string escaped(std::string_view text) {
    std::string const line = log::line_of(log::Level::info, text);
    std::string const before = "<6>{\"level\":\"info\",\"event\":\"";
    std::string const after = "\"}\n";
    REQUIRE(line.size() >= before.size() + after.size());
    CHECK(line.substr(0, before.size()) == before);
    CHECK(line.substr(line.size() - after.size()) == after);
    return line.substr(before.size(), line.size() - before.size() - after.size());
}

}  // namespace

TEST_CASE("a line is a priority and one JSON object") {
    CHECK(log::line_of(log::Level::info, "started", {{"port", std::int64_t{8080}}, {"address", "::1"}}) ==
          "<6>{\"level\":\"info\",\"event\":\"started\",\"port\":8080,\"address\":\"::1\"}\n");
    CHECK(log::line_of(log::Level::warning, "slow") == "<4>{\"level\":\"warning\",\"event\":\"slow\"}\n");
    CHECK(log::line_of(log::Level::error, "disk full", {{"free", std::int64_t{-1}}}) ==
          "<3>{\"level\":\"error\",\"event\":\"disk full\",\"free\":-1}\n");
}

TEST_CASE("no text can break a line, a reader or a terminal") {
    CHECK(escaped("a \"quoted\" C:\\path") == "a \\\"quoted\\\" C:\\\\path");
    CHECK(escaped("two\nlines\r\t") == "two\\u000alines\\u000d\\u0009");
    CHECK(escaped(std::string_view{"a\0b", 3}) == "a\\u0000b");
    CHECK(escaped("\x1b[31mred\x7f") == "\\u001b[31mred\\u007f");
    CHECK(escaped("\xc2\x9b"
                  "31m") == "\\u009b31m");  // The one-byte form of an escape sequence.
}

TEST_CASE("letters of every script stay as they are; what is not UTF-8 is marked") {
    CHECK(escaped("шахта № 3, 鉱山, \xf0\x9f\x9a\xa7") == "шахта № 3, 鉱山, \xf0\x9f\x9a\xa7");
    CHECK(escaped("\xef\xf0\xf5") == "\\ufffd\\ufffd\\ufffd");             // Cyrillic in cp1251.
    CHECK(escaped("cut \xd1") == "cut \\ufffd");                           // Half a letter.
    CHECK(escaped("\xc0\xaf") == "\\ufffd\\ufffd");                        // A slash, longer than it need be.
    CHECK(escaped("\xe0\x80\x8a") == "\\ufffd\\ufffd\\ufffd");             // A line feed, likewise.
    CHECK(escaped("\xed\xa0\x80") == "\\ufffd\\ufffd\\ufffd");             // Half of a surrogate pair.
    CHECK(escaped("\xf4\x90\x80\x80") == "\\ufffd\\ufffd\\ufffd\\ufffd");  // Past the end of Unicode.
    CHECK(escaped("\xd1\"") == "\\ufffd\\\"");  // A broken letter does not swallow the quotation mark.
}

TEST_CASE("the texts of fields are escaped as well, names included") {
    CHECK(log::line_of(log::Level::info, "e", {{"na\"me", std::string{"va\nlue"}}}) ==
          "<6>{\"level\":\"info\",\"event\":\"e\",\"na\\\"me\":\"va\\u000alue\"}\n");
}
