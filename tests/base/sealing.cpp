#include "base/sealing.hpp"

#include <doctest/doctest.h>

using namespace safetycell;

TEST_CASE("a sealed text opens with its key and beside its words, and with nothing else") {
    std::string const key = new_sealing_key();
    std::string const sealed = seal("Иван Петров\nfracture", key, "incident 7");
    CHECK(sealed.find("fracture") == std::string::npos);
    CHECK(unseal(sealed, key, "incident 7") == "Иван Петров\nfracture");
    CHECK_FALSE(unseal(sealed, new_sealing_key(), "incident 7"));
    CHECK_FALSE(unseal(sealed, key, "incident 8"));
    CHECK_FALSE(unseal(sealed, "", "incident 7"));
    CHECK_FALSE(unseal("", key, "incident 7"));
    for (std::size_t const at : {std::size_t{0}, sealed.size() / 2, sealed.size() - 1}) {
        std::string altered = sealed;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        CHECK_FALSE(unseal(altered, key, "incident 7"));
    }
    CHECK_FALSE(unseal(std::string_view{sealed}.substr(1), key, "incident 7"));
}

TEST_CASE("short texts are of one length when sealed, and the same text is never sealed alike") {
    std::string const key = new_sealing_key();
    CHECK(seal("", key, "").size() == seal(std::string(255, 'x'), key, "").size());
    CHECK(unseal(seal("", key, ""), key, "") == "");
    CHECK(unseal(seal(std::string(20'000, 'x'), key, ""), key, "") == std::string(20'000, 'x'));
    CHECK(seal("a", key, "") != seal("a", key, ""));
    CHECK(new_sealing_key() != new_sealing_key());
}
