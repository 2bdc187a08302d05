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

TEST_CASE("A stated encoding is taken, and one that the bytes contradict is refused") {
    auto const western = decode("Z\xFCrich", Encoding::windows_1252);
    REQUIRE(western);
    CHECK(western->text == "Zürich");
    CHECK(western->encoding == Encoding::windows_1252);
    // Bytes that are UTF-8 by chance.
    CHECK(decode("\xD0\xBA", Encoding::windows_1251)->text == "Рє");
    CHECK(decode("\xD0\xBA", Encoding::utf8)->text == "к");
    CHECK(decode("a\n\xD0", Encoding::utf8).error().line == 2);
    CHECK(decode("a\n\x81", Encoding::windows_1252).error().line == 2);
    CHECK_FALSE(
        decode("\xEF\xBB\xBF"
               "a",
               Encoding::windows_1251));
    CHECK(decode("\xEF\xBB\xBF"
                 "a",
                 Encoding::utf8)
              ->text == "a");
}

TEST_CASE("The encodings that may be stated") {
    CHECK(encoding_from("UTF-8") == Encoding::utf8);
    CHECK(encoding_from("Windows-1251") == Encoding::windows_1251);
    CHECK(encoding_from("Windows-1252") == Encoding::windows_1252);
    CHECK_FALSE(encoding_from("KOI8-R"));
}

TEST_CASE("The word that shows how a file was read is one of two alphabets, else the first beyond ASCII") {
    CHECK(telling_word("code;name\nA;plain\n") == "");
    CHECK(telling_word("код;имя\n") == "код");
    CHECK(telling_word("a;Северный карьер;Mьller\n") == "Mьller");
    CHECK(telling_word("№ 5; «Вектор»") == "Вектор");
    CHECK(telling_word("Zürich") == "Zürich");
}
