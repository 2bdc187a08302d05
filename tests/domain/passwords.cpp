#include "domain/passwords.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

std::set<std::string_view> const common{"password", "qwerty", "iloveyouforever1"};

std::string refusal(std::string_view password) {
    auto const checked = check_password(password, "anna.petrova", common);
    return checked ? "" : checked.error().message;
}

bool says(std::string const& message, std::string_view part) {
    return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("NIST 800-63B: length decides, not composition") {
    CHECK(refusal("four quiet lamps").empty());
    CHECK(refusal("correct horse battery staple").empty());
    CHECK(refusal("тихий свет лампы").empty());
    CHECK(refusal(std::string(200, 'a') + " and b, then some more of it").empty());
    CHECK(says(refusal("fourteen chars"), "too short"));
    CHECK(says(refusal("Tr0ub4dor&3"), "too short"));
    CHECK(says(refusal(std::string(257, 'a')), "too long"));
}

TEST_CASE("lengths are of characters, whatever bytes they take") {
    CHECK(says(refusal("пятнадцать зна"), "too short"));  // 14 of them, 27 bytes.
    CHECK(refusal("пятнадцать знак").empty());
}

TEST_CASE("NIST 800-63B: what is tried first is refused") {
    for (std::string const password :
         {"iloveyouforever1", "ILoveYouForever1", "passwordpassword", "qwertyqwertyqwerty", "aaaaaaaaaaaaaaaa",
          "1212121212121212", "abcdefghijklmnop", "anna.petrovaanna.petrova"}) {
        CAPTURE(password);
        CHECK(says(refusal(password), "first that are tried"));
    }
}

TEST_CASE("a password is one line of text") {
    CHECK(says(refusal("a line and\nanother one"), "one line"));
    CHECK(says(refusal(std::string_view("a line with \0 in it", 19)), "one line"));
    CHECK(says(refusal("a line that is no UTF-8 \xff"), "one line"));
}

TEST_CASE("each failure beyond the free ones doubles the wait, up to a quarter of an hour") {
    CHECK(wait_after_failures(0, 5) == seconds{0});
    CHECK(wait_after_failures(4, 5) == seconds{0});
    CHECK(wait_after_failures(5, 5) == seconds{1});
    CHECK(wait_after_failures(6, 5) == seconds{2});
    CHECK(wait_after_failures(14, 5) == seconds{512});
    CHECK(wait_after_failures(15, 5) == seconds{900});
    CHECK(wait_after_failures(1'000'000'000, 5) == seconds{900});
}

TEST_CASE(
    "failures are forgotten by halves, a quarter of an hour each; a clock that went back forgets nothing") {
    CHECK(remaining_failures(40, seconds{0}) == 40);
    CHECK(remaining_failures(40, seconds{899}) == 40);
    CHECK(remaining_failures(40, seconds{900}) == 20);
    CHECK(remaining_failures(40, seconds{4 * 900}) == 2);
    CHECK(remaining_failures(40, seconds{6 * 900}) == 0);
    CHECK(remaining_failures(40, seconds{-5}) == 40);
    CHECK(remaining_failures(40, std::chrono::hours{24 * 365}) == 0);
}
