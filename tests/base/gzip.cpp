#include "base/gzip.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;

namespace {

/// Long, and not compressible to nothing: the digits of a running sum.
std::string some_text(std::size_t size) {
    std::string text;
    for (std::uint32_t i = 1; text.size() < size; ++i)
        text += std::to_string(i * 2'654'435'761U);
    text.resize(size);
    return text;
}

}  // namespace

TEST_CASE("what is compressed comes out again") {
    for (std::size_t const size : {std::size_t{0}, std::size_t{1}, std::size_t{65535}, std::size_t{65536},
                                   std::size_t{65537}, std::size_t{1'000'000}}) {
        CAPTURE(size);
        std::string const text = some_text(size);
        CHECK(gunzip(gzip(text), size) == text);
    }
    std::string const zeros(3'000'000, '\0');
    std::string const small = gzip(zeros);
    CHECK(small.size() < 5'000);
    CHECK(gunzip(small, zeros.size()) == zeros);
}

TEST_CASE("equal input gives equal output, with a gzip header that holds no time") {
    std::string const once = gzip("the same");
    CHECK(once == gzip("the same"));
    REQUIRE(once.size() > 10);
    CHECK(once.substr(0, 3) == "\x1f\x8b\x08");
    CHECK(once.substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("more than the limit is refused, also where it is a bomb") {
    std::string const text = some_text(200'000);
    Result<std::string> const refused = gunzip(gzip(text), text.size() - 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::too_large);
    CHECK(gunzip(gzip(std::string(100'000'000, 'a')), 1'000).error().code == ErrorCode::too_large);
    CHECK(gunzip(gzip("a"), 0).error().code == ErrorCode::too_large);
    CHECK(gunzip(gzip(""), 0) == "");
}

TEST_CASE("damaged data is refused: cut anywhere, changed anywhere, foreign, or followed by more") {
    std::string const text = some_text(500);
    std::string const good = gzip(text);
    for (std::size_t length = 0; length < good.size(); ++length) {
        CAPTURE(length);
        Result<std::string> const cut = gunzip(std::string_view{good}.substr(0, length), 1'000'000);
        REQUIRE_FALSE(cut);
        CHECK(cut.error().code == ErrorCode::invalid);
    }
    // Ten bytes of header carry no data; from there on a flipped bit shows in the data or in the check sum.
    for (std::size_t position = 10; position < good.size(); ++position) {
        CAPTURE(position);
        std::string changed = good;
        changed[position] = static_cast<char>(changed[position] ^ 4);
        CHECK_FALSE(gunzip(changed, 1'000'000));
    }
    CHECK_FALSE(gunzip("plain text", 100));
    CHECK(gunzip(good + "x", 1'000'000).error().code == ErrorCode::invalid);
    CHECK(gunzip(good + good, 1'000'000).error().code == ErrorCode::invalid);
}
