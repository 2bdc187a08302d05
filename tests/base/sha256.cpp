#include "base/sha256.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace safetycell;

// The vectors of FIPS 180-2, appendix B.
TEST_CASE("SHA-256 gives the published digests") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a digest fed in pieces is the digest of the whole, bytes of zero included") {
    std::string const text{"ab\0cd", 5};
    Sha256 digest;
    digest.update("ab");
    digest.update("");
    digest.update(std::string_view{"\0c", 2});
    Sha256 moved = std::move(digest);
    moved.update("d");
    CHECK(moved.hex() == sha256_hex(text));
    CHECK(sha256_hex(text) != sha256_hex("ab"));
}

TEST_CASE("random text has the length asked for and does not repeat") {
    CHECK(random_hex(0).empty());
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) {
        std::string const text = random_hex(16);
        CHECK(text.size() == 32);
        CHECK(text.find_first_not_of("0123456789abcdef") == std::string::npos);
        CHECK(seen.insert(text).second);
    }
}
