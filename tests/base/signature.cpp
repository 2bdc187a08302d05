#include "base/signature.hpp"

#include "base/base64.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace safetycell;

namespace {

std::string bytes(std::string_view text) {
    return from_base64url(text).value();
}

}  // namespace

TEST_CASE("base64 for addresses is as RFC 4648 has it, without padding") {
    CHECK(to_base64url("foobar") == "Zm9vYmFy");
    CHECK(to_base64url("fooba") == "Zm9vYmE");
    CHECK(to_base64url("foob") == "Zm9vYg");
    CHECK(to_base64url("\xfb\xff") == "-_8");
    CHECK(from_base64url("-_8") == "\xfb\xff");
    CHECK(from_base64url("") == "");
    for (char const* const text : {"Zm9vYg==", "Zm9vYh", "Z", "Zm9v YmFy", "+/8"}) {
        CAPTURE(text);
        CHECK_FALSE(from_base64url(text));
    }
}

TEST_CASE("the signature of RFC 7515, A.2, matches with RS256, and no other does") {
    std::string const message =
        "eyJhbGciOiJSUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ";
    std::string const modulus = bytes(
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
        "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
        "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
        "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ");
    std::string const exponent = bytes("AQAB");
    std::string signature = bytes(
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
        "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB"
        "_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq"
        "Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw");
    CHECK(rs256_matches(modulus, exponent, message, signature));
    CHECK_FALSE(rs256_matches(modulus, exponent, message + " ", signature));
    CHECK_FALSE(rs256_matches(modulus.substr(0, 128), exponent, message, signature));
    CHECK_FALSE(rs256_matches("", "", message, signature));
    signature.back() = static_cast<char>(signature.back() ^ 1);
    CHECK_FALSE(rs256_matches(modulus, exponent, message, signature));
    CHECK_FALSE(rs256_matches(modulus, exponent, message, ""));
}

TEST_CASE("the signature of RFC 7515, A.3, matches with ES256, and no other does") {
    std::string const message =
        "eyJhbGciOiJFUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ";
    std::string const x = bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    std::string const y = bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    std::string signature =
        bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    CHECK(es256_matches(x, y, message, signature));
    CHECK_FALSE(es256_matches(y, x, message, signature));  // No point of the curve.
    CHECK_FALSE(es256_matches(x, y, message + " ", signature));
    CHECK_FALSE(es256_matches(x, y, message, std::string(64, '\0')));
    CHECK_FALSE(es256_matches(x, y, message, signature.substr(1)));
    signature.front() = static_cast<char>(signature.front() ^ 1);
    CHECK_FALSE(es256_matches(x, y, message, signature));
}
