// Days and times that a workbook stores as numbers.

#include "spreadsheet/number_format.hpp"

#include <doctest/doctest.h>

using namespace safetycell::spreadsheet;

TEST_CASE("A format says whether a number is a day, a time, elapsed hours or a number") {
    CHECK(built_in_format(0).shown == Shown::number);
    CHECK(built_in_format(4).shown == Shown::number);
    CHECK(built_in_format(14).shown == Shown::day);
    CHECK(built_in_format(20).shown == Shown::time);
    CHECK(built_in_format(22).shown == Shown::day);
    CHECK(built_in_format(46).shown == Shown::elapsed);
    CHECK(format_from("dd.mm.yyyy").shown == Shown::day);
    CHECK(format_from("[$-419]mmmm yyyy;@").shown == Shown::day);
    CHECK(format_from("mmm").shown == Shown::day);
    CHECK(format_from("h:mm").shown == Shown::time);
    CHECK(format_from("mm:ss").shown == Shown::time);
    CHECK(format_from("[h]:mm:ss").shown == Shown::elapsed);
    CHECK(format_from("General").shown == Shown::number);
    CHECK(format_from("#,##0.00").shown == Shown::number);
    CHECK(format_from("0.00\" days\"").shown == Shown::number);
    CHECK(format_from("0.00\\d").shown == Shown::number);
    CHECK(format_from("[Red]0").shown == Shown::number);
    CHECK(format_from("_(* #,##0_);_(* d").shown == Shown::number);
    CHECK(format_from("0000000").zeros == 7);
    CHECK(format_from("\"unclosed").shown == Shown::number);
    CHECK(format_from("[unclosed").shown == Shown::number);
}

TEST_CASE("The calendar of 1900 has a 29 February that never was; that of 1904 begins on 1 January 1904") {
    CHECK(day_in_words(1, Shown::day, DateSystem::from_1900) == "1900-01-01");
    CHECK(day_in_words(59, Shown::day, DateSystem::from_1900) == "1900-02-28");
    CHECK(day_in_words(60, Shown::day, DateSystem::from_1900) == "1900-02-29");
    CHECK(day_in_words(61, Shown::day, DateSystem::from_1900) == "1900-03-01");
    CHECK(day_in_words(45747, Shown::day, DateSystem::from_1900) == "2025-03-31");
    CHECK(day_in_words(2'958'465, Shown::day, DateSystem::from_1900) == "9999-12-31");
    CHECK_FALSE(day_in_words(2'958'466, Shown::day, DateSystem::from_1900));
    CHECK_FALSE(day_in_words(-1, Shown::day, DateSystem::from_1900));
    CHECK(day_in_words(0, Shown::day, DateSystem::from_1904) == "1904-01-01");
    CHECK(day_in_words(44285, Shown::day, DateSystem::from_1904) == "2025-03-31");
    CHECK(day_in_words(0.5, Shown::time, DateSystem::from_1904) == "12:00");
    CHECK(day_in_words(0.5, Shown::day, DateSystem::from_1900) == "12:00");
    CHECK(day_in_words(45747.999999999, Shown::day, DateSystem::from_1900) == "2025-04-01");
    CHECK(day_in_words(45747.50001, Shown::day, DateSystem::from_1900) == "2025-03-31 12:00:01");
}

TEST_CASE("Numbers are shown with fifteen digits at most and without an exponent") {
    CHECK(number_in_words(0.1 + 0.2, {}) == "0.3");
    CHECK(number_in_words(12480.5, {}) == "12480.5");
    CHECK(number_in_words(-0.0, {}) == "0");
    CHECK(number_in_words(1e20, {}) == "100000000000000000000");
    CHECK(number_in_words(-7.25, {}) == "-7.25");
    CHECK(number_in_words(7, {Shown::number, 4}) == "0007");
    CHECK(number_in_words(-7, {Shown::number, 4}) == "-7");
}
