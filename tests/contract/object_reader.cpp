#include "contract/object_reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;
using contract::ObjectReader;

namespace {

std::string fault_of(std::string_view text) {
    ObjectReader body(text);
    body.line("name", 10);
    body.flag("on", false);
    body.whole_number("count", 1, 5);
    body.lines("codes", 2, 5);
    auto const read = body.finish();
    return read ? "" : read.error().field + ": " + read.error().message;
}

}  // namespace

TEST_CASE("an object is read member by member") {
    ObjectReader body(R"({"name":"Анна","on":true,"count":3,"codes":["a","b"],"secret":"x\ny"})");
    CHECK(body.line("name", 10) == "Анна");
    CHECK(body.flag("on", false));
    CHECK(body.whole_number("count", 1, 5) == 3);
    CHECK(body.lines("codes", 2, 5) == std::vector<std::string>{"a", "b"});
    CHECK(body.secret("secret", 10) == "x\ny");
    CHECK(body.finish().has_value());
}

TEST_CASE("what is not there is told by its name, or is what is usual") {
    CHECK(fault_of(R"({"name":"a"})").empty());
    CHECK(fault_of(R"({"name":"a","on":null,"count":null,"codes":null})").empty());
    CHECK(fault_of("{}").starts_with("name: `name` is missing"));
}

TEST_CASE("what is not expected is refused") {
    CHECK(fault_of(R"({"name":"a","nmae":"b"})").starts_with("nmae: "));
    CHECK(fault_of(R"({"name":"a","name":"b"})").find("given twice") != std::string::npos);
    CHECK(fault_of(R"({"name":"a","on":1})").starts_with("on: "));
    CHECK(fault_of(R"({"name":1})").starts_with("name: "));
    CHECK(fault_of(R"({"name":"12345678901"})").starts_with("name: "));
    CHECK(fault_of(R"({"name":"a\nb"})").starts_with("name: "));
    CHECK(fault_of(R"({"name":""})").starts_with("name: "));
    for (char const* const count :
         {"0", "6", "1.5", "\"3\"", "1e300", "18446744073709551615", "-9223372036854775808"}) {
        CAPTURE(count);
        CHECK(fault_of(std::string(R"({"name":"a","count":)") + count + "}").starts_with("count: "));
    }
    CHECK(fault_of(R"({"name":"a","codes":["1","2","3"]})").starts_with("codes: "));
    CHECK(fault_of(R"({"name":"a","codes":[1]})").starts_with("codes: "));
    for (char const* const text : {"", "[]", "1", "{", R"({"name":"a"} x)", R"({"a":[[[[[1]]]]]})", "\xff"}) {
        CAPTURE(text);
        CHECK(fault_of(text).find("one JSON object") != std::string::npos);
    }
}
