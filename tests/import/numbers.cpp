#include "import/numbers.hpp"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace safetycell::importing;

namespace {

std::optional<std::int64_t> millionths(std::string_view text, DecimalMark mark) {
    auto const number = parse_number(text, mark);
    if (!number) return std::nullopt;
    return number->millionths;
}

NumberEvidence evidence(std::initializer_list<std::string_view> cells, bool must_be_whole = false) {
    NumberEvidence result;
    for (std::string_view const cell : cells)
        result.add(cell, must_be_whole);
    return result;
}

}  // namespace

TEST_CASE("Numbers in both writings") {
    using enum DecimalMark;
    CHECK(millionths("12480", point) == 12'480'000'000);
    CHECK(millionths("1,234.5", point) == 1'234'500'000);
    CHECK(millionths("1.234,5", comma) == 1'234'500'000);
    CHECK(millionths("146,007,889", point) == 146'007'889'000'000);
    CHECK(millionths("1 234,5", comma) == 1'234'500'000);
    CHECK(millionths("1\u00A0234\u00A0567,25", comma) == 1'234'567'250'000);
    CHECK(millionths("1\u202F234", point) == 1'234'000'000);
    CHECK(millionths("1'234.5", point) == 1'234'500'000);
    CHECK(millionths("1\u2019234", comma) == 1'234'000'000);
    CHECK(millionths("-5", point) == -5'000'000);
    CHECK(millionths("\u22125", point) == -5'000'000);
    CHECK(millionths("+5", point) == 5'000'000);
    CHECK(millionths("13.0", point) == 13'000'000);
    CHECK(millionths("0,125", comma) == 125'000);
    CHECK(millionths("0.1234567", point) == 123'456);
}

TEST_CASE("What is no number in that writing is refused") {
    using enum DecimalMark;
    for (std::string_view const text :
         {"", "-", "abc", "1,23", "12,34,567", "1,2345", "1234,567", ",123", "1.", "1.2.3", "1 23", "1 234,567",
          "1e5", "5 h", "0x10", "--5", "1234567890123", "inf"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_number(text, point));
    }
    CHECK_FALSE(parse_number("1.5", comma));
}

TEST_CASE("Hundredths are rounded half away from zero") {
    CHECK(parse_number("1.005", DecimalMark::point)->hundredths() == 101);
    CHECK(parse_number("1.004", DecimalMark::point)->hundredths() == 100);
    CHECK(parse_number("-1.005", DecimalMark::point)->hundredths() == -101);
    CHECK(parse_number("7440.5", DecimalMark::point)->is_whole() == false);
    CHECK(parse_number("7440.0", DecimalMark::point)->is_whole());
}

TEST_CASE("The decimal mark is decided over the column") {
    using enum DecimalMark;
    CHECK(evidence({"1,234", "12,5"}).decided() == comma);
    CHECK(evidence({"1,234", "12.5"}).decided() == point);
    CHECK(evidence({"1,234", "1,234,567"}).decided() == point);
    CHECK(evidence({"1.234", "1.234.567"}).decided() == comma);
    CHECK(evidence({"1,234.5"}).decided() == point);
    CHECK(evidence({"1.234,5"}).decided() == comma);
    CHECK(evidence({"0,125"}).decided() == comma);
    CHECK(evidence({"12345,678"}).decided() == comma);
    CHECK(evidence({"1 234,567"}).decided() == comma);

    CHECK_FALSE(evidence({"1234", "1 234", "abc", ""}).decided());
    CHECK_FALSE(evidence({"1234", "1 234"}).is_ambiguous());
    CHECK(evidence({"1,234", "56", "7,890"}).is_ambiguous());
    CHECK(evidence({"1.234"}).is_ambiguous());
}

TEST_CASE("In a column of whole numbers a mark before three digits sets thousands apart, unless they are 000") {
    CHECK(evidence({"1,234"}, true).decided() == DecimalMark::point);
    CHECK(evidence({"1.234"}, true).decided() == DecimalMark::comma);
    CHECK(evidence({"1,000"}, true).is_ambiguous());
    CHECK(evidence({"13.0"}, true).decided() == DecimalMark::point);
}

TEST_CASE("The marks between thousands are named") {
    using Names = std::set<std::string_view>;
    CHECK(evidence({"1,234.5"}).thousands_marks(DecimalMark::point) == Names{"a comma"});
    CHECK(evidence({"1.234"}).thousands_marks(DecimalMark::comma) == Names{"a point"});
    CHECK(evidence({"1\u00A0234,5", "1\u202F234"}).thousands_marks(DecimalMark::comma) ==
          Names{"a narrow no-break space", "a no-break space"});
    CHECK(evidence({"12,5"}).thousands_marks(DecimalMark::comma).empty());
}
