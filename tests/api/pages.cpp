#include "api/pages.hpp"

#include "api/page_files.hpp"
#include "api/published_database.hpp"
#include "base/gzip.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::test;

namespace {

std::string header_of(api::Reply const& reply, std::string const& name) {
    for (auto const& [key, value] : reply.headers) {
        if (key == name) return value;
    }
    return "";
}

}  // namespace

TEST_CASE("the address of the server leads to the wall") {
    PublishedDatabase database(0);
    api::Reply const reply = database.ask({"/"});
    CHECK(reply.status == 302);
    CHECK(header_of(reply, "Location") == "/wall");
}

TEST_CASE("a page is served as packed, or unpacked for whoever takes no gzip") {
    PublishedDatabase database(0);
    Question question{"/wall"};
    question.role.reset();
    api::Reply const plain = database.ask(question);
    CHECK(plain.status == 200);
    CHECK(*plain.body == "<!doctype html>wall");
    CHECK(plain.content_type == "text/html; charset=utf-8");
    CHECK(plain.cache_control == "no-cache");
    CHECK_FALSE(plain.gzip_encoded);

    question.accepts_gzip = true;
    api::Reply const packed = database.ask(question);
    CHECK(packed.gzip_encoded);
    CHECK(gunzip(*packed.body, 1000).value() == "<!doctype html>wall");
    CHECK(packed.etag != plain.etag);
    question.if_none_match = packed.etag;
    CHECK(database.ask(question).status == 304);

    api::Reply const script = database.ask({"/assets/wall-AB12CD.js"});
    CHECK(*script.body == "console.log(1)");
    CHECK(script.cache_control == "public, max-age=31536000, immutable");
}

TEST_CASE("a page may load and connect to this server and to nothing else, and stands in nobody's frame") {
    PublishedDatabase database(0);
    std::string const policy = header_of(database.ask({"/wall"}), "Content-Security-Policy");
    CHECK(policy ==
          "default-src 'self'; connect-src 'self' ws://localhost:8080 wss://localhost:8080; img-src 'self' "
          "data:; "
          "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    CHECK(header_of(database.ask({"/wall"}), "Referrer-Policy") == "no-referrer");
}

TEST_CASE("a page that is not in the pack is not found") {
    PublishedDatabase database(0);
    for (char const* const path :
         {"/favicon.ico", "/walls", "/assets/other.js", "/assets/", "/assets/..", "/.."}) {
        CAPTURE(path);
        api::Reply const reply = database.ask({path});
        CHECK(reply.status == 404);
        CHECK(error_code_of(reply) == "not_found");
    }
}

TEST_CASE("the build changes with every byte of every page") {
    std::string const build = api::Pages::parse(pack({{"/wall", "text/html", "no-cache", "a"}}))->build();
    CHECK(build.size() == 16);
    CHECK(api::Pages::parse(pack({{"/wall", "text/html", "no-cache", "a"}}))->build() == build);
    CHECK(api::Pages::parse(pack({{"/wall", "text/html", "no-cache", "b"}}))->build() != build);
}

TEST_CASE("a damaged pack is refused, wherever it is damaged") {
    std::string const good = pack(
        {{"/wall", "text/html", "no-cache", "wall"}, {"/assets/a.js", "text/javascript", "no-cache", "a"}});
    REQUIRE(api::Pages::parse(good).has_value());
    for (std::size_t size = 0; size < good.size(); ++size) {
        CAPTURE(size);
        Result<api::Pages> const cut = api::Pages::parse(std::string_view(good).substr(0, size));
        REQUIRE_FALSE(cut.has_value());
        CHECK(cut.error().code == ErrorCode::invalid);
    }
    CHECK_FALSE(api::Pages::parse(good + "x").has_value());
    CHECK_FALSE(api::Pages::parse("/wall\ttext/html\t\"a\"\tno-cache\t-1\n\n").has_value());
    CHECK_FALSE(api::Pages::parse("/wall\ttext/html\t\"a\"\tno-cache\tx\n\n").has_value());
    CHECK_FALSE(api::Pages::parse("/wall\ttext/html\t\"a\"\tno-cache\n\n").has_value());
    CHECK_FALSE(api::Pages::parse("wall\ttext/html\t\"a\"\tno-cache\t0\n\n").has_value());
    std::string altered = good;
    altered[altered.size() - 5] = static_cast<char>(altered[altered.size() - 5] ^ 1);
    CHECK_FALSE(api::Pages::parse(altered).has_value());
    std::string const twice =
        pack({{"/wall", "text/html", "no-cache", "a"}, {"/wall", "text/html", "no-cache", "b"}});
    Result<api::Pages> const refused = api::Pages::parse(twice);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("/wall stands there twice") != std::string::npos);
}

TEST_CASE("the pages this program was built with are whole, and the wall is among them") {
    REQUIRE(api::page_files().size() == 1);
    Result<api::Pages> const pages = api::Pages::parse(api::page_files().front().bytes);
    REQUIRE_MESSAGE(pages.has_value(), (pages ? "" : pages.error().message));
    api::Page const* const wall = pages->find("/wall");
    REQUIRE(wall != nullptr);
    // The policy for pages allows neither scripts nor styles in their text.
    CHECK(wall->text->find("<script>") == std::string::npos);
    CHECK(wall->text->find("<style") == std::string::npos);
    CHECK(wall->text->find(" style=") == std::string::npos);
}
