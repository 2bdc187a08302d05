#include "base/password.hpp"

#include <doctest/doctest.h>

using namespace safetycell;

TEST_CASE("a hash is of argon2id at the strength of two passes over 19 MiB, and matches its password only") {
    std::string const hash = hash_password("four quiet lamps");
    CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(password_matches("four quiet lamps", hash));
    CHECK_FALSE(password_matches("four quiet lamp", hash));
    CHECK_FALSE(password_matches("", hash));
    CHECK_FALSE(password_matches("four quiet lamps", "no hash"));
    CHECK(hash_password("four quiet lamps") != hash);
}

TEST_CASE("secrets are equal byte for byte") {
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
    CHECK(equal_in_constant_time("", ""));
}
