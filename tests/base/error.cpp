#include "base/error.hpp"

#include "base/result.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace safetycell;

TEST_CASE("every kind of failure has a word of its own") {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i)
        words.insert(to_string(static_cast<ErrorCode>(i)));
    CHECK(words.size() == 10);
    CHECK(to_string(ErrorCode::not_found) == "not_found");
    CHECK(to_string(ErrorCode::too_large) == "too_large");
}

TEST_CASE("a failure converts to any result and keeps what it says") {
    Result<int> const refused = failure(ErrorCode::conflict, "It is taken.", "code");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::conflict);
    CHECK(refused.error().message == "It is taken.");
    CHECK(refused.error().field == "code");
}
