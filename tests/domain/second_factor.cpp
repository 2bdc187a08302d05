#include "domain/second_factor.hpp"

#include "base/hmac.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

constexpr std::string_view secret = "12345678901234567890";

Instant at(std::int64_t second) {
    return Instant{seconds{second}};
}

}  // namespace

TEST_CASE("codes are the last six digits of those in RFC 6238, appendix B") {
    struct Case {
        std::int64_t second;
        char const* code;
    };
    for (Case const& one :
         {Case{59, "287082"}, Case{1'111'111'109, "081804"}, Case{1'111'111'111, "050471"},
          Case{1'234'567'890, "005924"}, Case{2'000'000'000, "279037"}, Case{20'000'000'000, "353130"}}) {
        CAPTURE(one.second);
        CHECK(one_time_code(secret, code_step(at(one.second))) == one.code);
    }
}

TEST_CASE("the keyed hash is that of RFC 2202") {
    CHECK(hmac_sha1("Jefe", "what do ya want for nothing?") ==
          "\xef\xfc\xdf\x6a\xe5\xeb\x2f\xa2\xd2\x74\x16\xd5\xf1\x84\xdf\x9c\x25\x9a\x7c\x79");
}

TEST_CASE("a code is taken one step early or late, and not two") {
    std::int64_t const step = 41'152'263;
    std::string const code = one_time_code(secret, step);
    auto const accepted = [&](std::int64_t now_step) {
        return accepted_step(secret, code, at(now_step * 30), 0);
    };
    CHECK(accepted(step - 2) == std::nullopt);
    CHECK(accepted(step - 1) == step);
    CHECK(accepted(step) == step);
    CHECK(accepted(step + 1) == step);
    CHECK(accepted(step + 2) == std::nullopt);
}

TEST_CASE("a code is never taken twice, nor one from before it") {
    std::int64_t const step = 41'152'263;
    Instant const now = at(step * 30);
    CHECK(accepted_step(secret, one_time_code(secret, step), now, step) == std::nullopt);
    CHECK(accepted_step(secret, one_time_code(secret, step - 1), now, step) == std::nullopt);
    CHECK(accepted_step(secret, one_time_code(secret, step + 1), now, step) == step + 1);
}

TEST_CASE("a code is read as people type it") {
    std::int64_t const step = 41'152'263;
    std::string code = one_time_code(secret, step);
    code.insert(3, " ");
    CHECK(accepted_step(secret, code, at(step * 30), 0) == step);
    CHECK(accepted_step(secret, "", at(step * 30), 0) == std::nullopt);
    CHECK(bare_code("abcd-EFGH 2345") == "ABCDEFGH2345");
    CHECK(recovery_code("0123456789") == "GAYT-EMZU-GU3D-OOBZ");
}

TEST_CASE("the address for authenticators names the issuer and the account") {
    CHECK(authenticator_address("Шахта", "anna@site", "ABC") ==
          "otpauth://totp/%D0%A8%D0%B0%D1%85%D1%82%D0%B0:anna%40site?secret=ABC&issuer="
          "%D0%A8%D0%B0%D1%85%D1%82%D0%B0&algorithm=SHA1&digits=6&period=30");
}
