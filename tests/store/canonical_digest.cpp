#include "store/canonical_digest.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace safetycell;
using namespace safetycell::store;

namespace {

template <class... Values>
std::string digest_of(Values... values) {
    CanonicalDigest digest;
    (digest.add(values), ...);
    return digest.hex();
}

}  // namespace

TEST_CASE("Different values give different digests, however they are cut") {
    using namespace std::literals;
    CanonicalDigest null;
    null.add_null();
    std::set<std::string> const all{digest_of("ab"sv, "c"sv),
                                    digest_of("a"sv, "bc"sv),
                                    digest_of("abc"sv),
                                    digest_of("abc"sv, ""sv),
                                    digest_of(std::int64_t{0}),
                                    digest_of(std::int64_t{1}),
                                    digest_of(std::int64_t{-1}),
                                    digest_of("1"sv),
                                    digest_of(""sv),
                                    null.hex(),
                                    digest_of()};
    CHECK(all.size() == 11);
}

TEST_CASE("The encoding never changes: it is part of every stored hash") {
    // 't', the four bytes of "Да" counted in eight, and they; 'i' and -2 in two's complement.
    std::string const bytes = std::string{"t\0\0\0\0\0\0\0\4", 9} + "Да" + "i\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE";
    CHECK(digest_of(std::string_view{"Да"}, std::int64_t{-2}) == sha256_hex(bytes));
}

TEST_CASE("A row is digested with all its columns and their types") {
    Connection connection = Connection::in_memory();
    auto const digest_of_row = [&](std::string_view sql) {
        Statement statement = connection.prepare(sql);
        REQUIRE(statement.step());
        CanonicalDigest digest;
        digest.add_row(statement);
        return digest.hex();
    };
    CHECK(digest_of_row("SELECT 1, 'a'") == digest_of_row("SELECT 1, 'a' WHERE 1"));
    std::set<std::string> const all{digest_of_row("SELECT 1, 'a'"),   digest_of_row("SELECT 1, 'b'"),
                                    digest_of_row("SELECT '1', 'a'"), digest_of_row("SELECT 1, x'61'"),
                                    digest_of_row("SELECT 1.0, 'a'"), digest_of_row("SELECT 1, NULL"),
                                    digest_of_row("SELECT 1"),        digest_of_row("SELECT NULL, 1, 'a'")};
    CHECK(all.size() == 8);
}

TEST_CASE("A long sequence is digested in pieces with the same result") {
    std::string const text(50'000, 'x');
    CanonicalDigest digest;
    std::string bytes;
    for (int i = 0; i < 5; ++i) {
        digest.add(text);
        bytes += std::string{"t\0\0\0\0\0\0\xC3\x50", 9} + text;
    }
    CHECK(digest.hex() == sha256_hex(bytes));
}
