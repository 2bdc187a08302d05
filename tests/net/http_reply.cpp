#include "net/http_reply.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::net;

namespace {

std::string date_of(std::string const& instant) {
    return http_date(parse_instant(instant, TimeZone()).value());
}

}  // namespace

TEST_CASE("dates of HTTP") {
    CHECK(date_of("1994-11-06T08:49:37Z") == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(date_of("1970-01-01T00:00:00Z") == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(date_of("1969-12-31T23:59:59Z") == "Wed, 31 Dec 1969 23:59:59 GMT");
    CHECK(date_of("2024-02-29T23:59:59Z") == "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST_CASE("the head of a reply") {
    api::Reply reply;
    reply.body = std::make_shared<std::string const>("{}");
    reply.gzip_encoded = true;
    reply.etag = "\"e1.7.gzip\"";
    reply.cache_control = "no-cache";
    reply.headers.emplace_back("Vary", "Accept-Encoding");
    CHECK(render_reply_head(reply, Instant{}, true) ==
          "HTTP/1.1 200 OK\r\n"
          "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
          "Content-Length: 2\r\n"
          "Content-Type: application/json\r\n"
          "Content-Encoding: gzip\r\n"
          "ETag: \"e1.7.gzip\"\r\n"
          "Cache-Control: no-cache\r\n"
          "X-Content-Type-Options: nosniff\r\n"
          "Vary: Accept-Encoding\r\n"
          "Connection: keep-alive\r\n\r\n");
    reply = {};
    reply.status = 304;
    reply.etag = "\"e1.7\"";
    CHECK(render_reply_head(reply, Instant{}, false) ==
          "HTTP/1.1 304 Not Modified\r\n"
          "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
          "ETag: \"e1.7\"\r\n"
          "Cache-Control: no-store\r\n"
          "X-Content-Type-Options: nosniff\r\n"
          "Connection: close\r\n\r\n");
}
