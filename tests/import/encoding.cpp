#include "import/encoding.hpp"

#include <doctest/doctest.h>

using namespace safetycell::importing;

TEST_CASE("UTF-8 is read as it is, without its mark") {
    auto const plain = decode("код,часы");
    REQUIRE(plain);
    CHECK(plain->encoding == Encoding::utf8);
    CHECK(plain->text == "код,часы");
    auto const marked = decode("\xEF\xBB\xBFкод");
    REQUIRE(marked);
    CHECK(marked->encoding == Encoding::utf8_with_mark);
    CHECK(marked->text == "код");
}

TEST_CASE("What is not UTF-8 is read as Windows-1251") {
    // "Код;№;«Ёж»" in Windows-1251.
    auto const decoded = decode("\xCA\xEE\xE4;\xB9;\xAB\xA8\xE6\xBB");
    REQUIRE(decoded);
    CHECK(decoded->encoding == Encoding::windows_1251);
    CHECK(decoded->text == "Код;№;«Ёж»");
}

TEST_CASE("Bytes that only look like UTF-8 are not taken for it") {
    for (std::string_view const bytes : {"\xC0\xAF",          // Overlong.
                                         "\xED\xA0\x80",      // A surrogate.
                                         "\xF4\x90\x80\x80",  // Beyond U+10FFFF.
                                         "\xE2\x82",          // Cut short.
                                         "\x80"}) {           // A byte that continues nothing.
        CAPTURE(bytes.size());
        auto const decoded = decode(bytes);
        if (decoded) CHECK(decoded->encoding == Encoding::windows_1251);
    }
    auto const longest = decode("\xF4\x8F\xBF\xBF\xED\x9F\xBF\xE0\xA0\x80");
    REQUIRE(longest);
    CHECK(longest->encoding == Encoding::utf8);
}

TEST_CASE("Bytes of no encoding are a fault with their line") {
    auto const decoded = decode("a\nb\n\xFF\x98");
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().line == 3);
    CHECK(decoded.error().value == "byte 98 hexadecimal");
}
