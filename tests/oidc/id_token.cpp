#include "oidc/id_token.hpp"

#include "support/source_file.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <map>

using namespace safetycell;
using namespace safetycell::oidc;

namespace {

constexpr Instant now{seconds{1'795'327'200}};

std::string text_of(std::string_view path) {
    std::ifstream stream{test::source_file(path), std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

/// cases/ holds keys made for these tests, and tokens that an ordinary library signed with them.
std::vector<contract::ProviderKey> const& keys() {
    static auto const known = contract::parse_provider_keys(text_of("tests/oidc/cases/keys.json")).value();
    return known;
}

std::string token(std::string const& name) {
    static auto const tokens = nlohmann::json::parse(text_of("tests/oidc/cases/tokens.json"));
    return tokens.at(name).get<std::string>();
}

Expectation expectation() {
    return {"https://id.example.com", "safetycell", "n-1", now};
}

contract::ClaimNames names() {
    contract::ClaimNames claims;
    claims.role = "groups";
    claims.organizations = "orgs";
    return claims;
}

Result<contract::TokenClaims> check(std::string const& text) {
    return check_id_token(text, keys(), expectation(), names());
}

}  // namespace

TEST_CASE("a token signed with RS256 or ES256 says who somebody is") {
    for (char const* const name : {"rs256", "es256", "audiences_party"}) {
        CAPTURE(name);
        auto const claims = check(token(name));
        REQUIRE_MESSAGE(claims.has_value(), claims.error().message);
        CHECK(claims->issuer == "https://id.example.com");
        CHECK(claims->subject == "u-17");
        CHECK(claims->login == "Anna");
        CHECK(claims->name == "Анна Петрова");
        CHECK(claims->roles == std::vector<std::string>{"safety", "all"});
        CHECK(claims->organizations == std::vector<std::string>{"ACME"});
    }
}

TEST_CASE("every token that is not to be believed is refused, and why") {
    std::map<std::string, std::string> const refusals{
        {"none", "RS256 or ES256"},
        {"hs256", "RS256 or ES256"},
        {"wrong_kid", "does not list"},
        {"no_kid", "does not list"},
        {"kind_mismatch", "does not list"},
        {"encryption_key", "does not list"},
        {"weak", "signature does not match"},
        {"other_key", "signature does not match"},
        {"crit", "extension"},
        {"expired", "expired"},
        {"future", "in the future"},
        {"issuer", "another issuer"},
        {"audience", "for another server"},
        {"audiences", "given to another server"},
        {"party", "given to another server"},
        {"nonce", "another attempt"},
        {"no_nonce", "another attempt"},
        {"no_subject", "whom it is about"},
        {"no_end", "when it was made"},
    };
    for (auto const& [name, reason] : refusals) {
        CAPTURE(name);
        auto const claims = check(token(name));
        REQUIRE_FALSE(claims.has_value());
        CAPTURE(claims.error().message);
        CHECK(claims.error().message.find(reason) != std::string::npos);
    }
    CHECK(check(token("wrong_kid")).error().code == ErrorCode::not_found);  // So that keys are asked for again.
    CHECK(check(token("none")).error().code == ErrorCode::unauthenticated);
}

TEST_CASE("a token is in force until its end and a minute, for clocks differ") {
    Expectation expected = expectation();
    expected.now = now + seconds{359};
    CHECK(check_id_token(token("rs256"), keys(), expected, names()).has_value());
    expected.now = now + seconds{360};
    CHECK_FALSE(check_id_token(token("rs256"), keys(), expected, names()).has_value());
}

TEST_CASE("an attempt without a nonce accepts no token") {
    Expectation expected = expectation();
    expected.nonce.clear();
    CHECK_FALSE(check_id_token(token("no_nonce"), keys(), expected, names()).has_value());
}

TEST_CASE("a token that was changed or cut anywhere is refused") {
    std::string const whole = token("es256");
    CHECK_FALSE(check("").has_value());
    CHECK_FALSE(check("a.b.c.d").has_value());
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::string changed = whole;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        CAPTURE(at);
        CHECK_FALSE(check(changed).has_value());
        CHECK_FALSE(check(whole.substr(0, at)).has_value());
    }
}
