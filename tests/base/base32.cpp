#include "base/base32.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace safetycell;

TEST_CASE("base32 is as RFC 4648 has it, without padding") {
    struct Case {
        char const* bytes;
        char const* text;
    };
    for (Case const& one : {Case{"", ""}, Case{"f", "MY"}, Case{"fo", "MZXQ"}, Case{"foo", "MZXW6"},
                            Case{"foob", "MZXW6YQ"}, Case{"fooba", "MZXW6YTB"}, Case{"foobar", "MZXW6YTBOI"}}) {
        CAPTURE(one.bytes);
        CHECK(to_base32(one.bytes) == one.text);
        CHECK(from_base32(one.text) == one.bytes);
    }
}

TEST_CASE("base32 is read as people type it, and nothing else is") {
    CHECK(from_base32("mzxw 6ytb-oi") == "foobar");
    CHECK_FALSE(from_base32("MZXW1"));
    CHECK_FALSE(from_base32("MZXW6==="));
    CHECK(from_base32(to_base32(std::string(20, '\xff'))) == std::string(20, '\xff'));
}
