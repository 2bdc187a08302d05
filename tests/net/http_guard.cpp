#include "net/http_guard.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace safetycell;
using namespace std::string_literals;
using namespace safetycell::net;

namespace {

HostRules rules() {
    return HostRules({"safety.example.com", "walls.example.com:8443"}, {"https://panel.example.org"});
}

/// A header that passes, to be spoilt.
RequestHead good_head() {
    RequestHead head;
    head.method = "GET";
    head.target = "/wall";
    head.fields = {{"Host", "localhost:8080"}};
    return head;
}

tl::expected<AdmittedHead, api::Refusal> check(RequestHead const& head) {
    return check_head(head, rules(), "192.168.1.7");
}

/// The status of the refusal; 0: admitted.
int status_of(RequestHead const& head) {
    auto const result = check(head);
    return result ? 0 : result.error().status;
}

int status_with_fields(std::vector<HeaderField> const& fields, unsigned version = 11) {
    RequestHead head = good_head();
    head.version = version;
    head.fields.insert(head.fields.end(), fields.begin(), fields.end());
    return status_of(head);
}

int status_of_target(std::string const& target) {
    RequestHead head = good_head();
    head.target = target;
    return status_of(head);
}

}  // namespace

TEST_CASE("the framing of a body is unmistakable or the request is refused") {
    struct Case {
        std::vector<HeaderField> fields;
        int status;
    };
    std::vector<Case> const cases{
        {{}, 0},
        {{{"Content-Length", "0"}}, 0},
        {{{"content-length", "12"}}, 0},
        {{{"Transfer-Encoding", "chunked"}}, 0},
        {{{"transfer-encoding", "chunked"}}, 0},
        {{{"Transfer-Encoding", "xchunked"}}, 400},
        {{{"Transfer-Encoding", "Chunked"}}, 400},
        {{{"Transfer-Encoding", "\"chunked\""}}, 400},
        {{{"Transfer-Encoding", "identity"}}, 400},
        {{{"Transfer-Encoding", "gzip, chunked"}}, 400},
        {{{"Transfer-Encoding", "chunked, chunked"}}, 400},
        {{{"Transfer-Encoding", "chunked, identity"}}, 400},
        {{{"Transfer-Encoding", "chunked;q=1"}}, 400},
        {{{"Transfer-Encoding", ""}}, 400},
        {{{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}, 400},
        {{{"Transfer-Encoding", "chunked"}, {"transfer-encoding", "identity"}}, 400},
        {{{"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}}, 400},
        {{{"Content-Length", "3"}, {"Transfer-Encoding", "chunked"}}, 400},
        {{{"Content-Length", "3"}, {"Content-Length", "3"}}, 400},
        {{{"Content-Length", "3"}, {"Content-Length", "4"}}, 400},
        {{{"Content-Length", "3, 3"}}, 400},
        {{{"Content-Length", "+3"}}, 400},
        {{{"Content-Length", "-3"}}, 400},
        {{{"Content-Length", "0x3"}}, 400},
        {{{"Content-Length", "3 "}}, 400},
        {{{"Content-Length", ""}}, 400},
        {{{"Content-Length", "99999999999999999999999"}}, 400},
    };
    for (Case const& one : cases) {
        std::string shown;
        for (auto const& field : one.fields) {
            shown += std::string(field.name) + ": " + std::string(field.value) + " | ";
        }
        CAPTURE(shown);
        CHECK(status_with_fields(one.fields) == one.status);
    }
    CHECK(status_with_fields({{"Transfer-Encoding", "chunked"}}, 10) == 400);
}

TEST_CASE("only HTTP/1.0 and HTTP/1.1") {
    for (unsigned const version : {9U, 12U, 20U}) {
        CAPTURE(version);
        CHECK(status_with_fields({}, version) == 505);
    }
    CHECK(status_with_fields({}, 10) == 0);
}

TEST_CASE("one Host, and one of this server's names") {
    struct Case {
        std::vector<std::string> hosts;
        int status;
    };
    std::vector<Case> const cases{
        {{}, 400},
        {{"localhost", "localhost"}, 400},
        {{"localhost", "evil.example"}, 400},
        {{"localhost"}, 0},
        {{"LocalHost:8080"}, 0},
        {{"127.0.0.1:1"}, 0},
        {{"[::1]"}, 0},
        {{"[::1]:8080"}, 0},
        {{"192.168.1.7"}, 0},
        {{"192.168.1.7:8080"}, 0},
        {{"192.168.1.8"}, 421},
        {{"safety.example.com"}, 0},
        {{"SAFETY.example.com:443"}, 0},
        {{"walls.example.com:8443"}, 0},
        {{"walls.example.com"}, 421},
        {{"walls.example.com:8444"}, 421},
        {{"evil.example"}, 421},
        {{"evil.example:8080"}, 421},
        {{"safety.example.com.evil.example"}, 421},
        {{"localhost.evil.example"}, 421},
        {{"evil-localhost"}, 421},
        {{"localhost."}, 421},
        {{"user@localhost"}, 421},
        {{"localhost:"}, 421},
        {{"localhost:80x"}, 421},
        {{"localhost:123456"}, 421},
        {{"localhost:80:80"}, 421},
        {{"[::1"}, 421},
        {{"[::1]x"}, 421},
        {{""}, 421},
        {{":8080"}, 421},
    };
    for (Case const& one : cases) {
        RequestHead head = good_head();
        head.fields.clear();
        std::string shown;
        for (std::string const& host : one.hosts) {
            head.fields.push_back({"Host", host});
            shown += host + " | ";
        }
        CAPTURE(shown);
        CHECK(status_of(head) == one.status);
    }
}

TEST_CASE("the target is decoded once and strictly") {
    struct Case {
        std::string target;
        int status;
    };
    std::vector<Case> const cases{
        {"/", 0},
        {"/wall?scope=site:A", 0},
        {"/api/v1/live?audience=wall%2Fsite%3AA+B&have=", 0},
        {"/%D1%88", 0},
        {"/a%2520b", 0},
        {"", 400},
        {"*", 400},
        {"wall", 400},
        {"http://localhost/wall", 400},
        {"localhost:80", 400},
        {"/a%00b", 400},
        {"/a?x=%00", 400},
        {"/a%2fb", 400},
        {"/a%2Fb", 400},
        {"/a%5cb", 400},
        {"/a%5Cb", 400},
        {"/a\\b", 400},
        {"/a%0d%0aSet-Cookie:x", 400},
        {"/a?x=%0a", 400},
        {"/a%7f", 400},
        {"/a%", 400},
        {"/a%4", 400},
        {"/a%zz", 400},
        {"/a%-1", 400},
        {"/a?x=%4", 400},
        {"/a#b", 400},
        {"/a b", 400},
        {"/a\0b"s, 400},
        {"/a\tb", 400},
        {"/\xD1\x88", 400},
        {"/%FF", 400},
        {"/%C0%AF", 400},
        {"/%ED%A0%80", 400},
        {"/%F4%90%80%80", 400},
        {"/%D1", 400},
        {"/a?scope=own&scope=enterprise", 400},
        {"/a?x&x", 400},
        {"/" + std::string(4095, 'a'), 0},
        {"/" + std::string(4096, 'a'), 414},
    };
    for (Case const& one : cases) {
        CAPTURE(one.target);
        CHECK(status_of_target(one.target) == one.status);
    }
    std::string many = "/a?";
    for (int i = 0; i < 33; ++i)
        many += "p" + std::to_string(i) + "=1&";
    CHECK(status_of_target(many) == 400);
}

TEST_CASE("an admitted target gives its decoded parts") {
    RequestHead head = good_head();
    head.target = "/a%20b/%D1%88%252f?scope=site%3AA+B%2F1&empty=&bare&&x=%D1%88";
    auto const admitted = check(head);
    REQUIRE(admitted);
    CHECK(admitted->path == "/a b/ш%2f");
    std::map<std::string, std::string> const expected{
        {"scope", "site:A B/1"}, {"empty", ""}, {"bare", ""}, {"x", "ш"}};
    CHECK(admitted->query == expected);
}

TEST_CASE("fields of a body that is not read plainly are refused") {
    CHECK(status_with_fields({{"Content-Encoding", "gzip"}}) == 415);
    CHECK(status_with_fields({{"Content-Encoding", "identity"}}) == 415);
    CHECK(status_with_fields({{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}) == 400);
    CHECK(status_with_fields({{"Expect", "100-continue"}}) == 0);
    CHECK(status_with_fields({{"Expect", "the unexpected"}}) == 417);
}

TEST_CASE("a method that no route has is admitted, for the table to refuse") {
    RequestHead head = good_head();
    for (char const* const method : {"BREW", "TRACE", "CONNECT", "OPTIONS", "get", "GET "}) {
        head.method = method;
        CAPTURE(method);
        auto const admitted = check(head);
        REQUIRE(admitted);
        CHECK_FALSE(admitted->method.has_value());
    }
    head.method = "DELETE";
    CHECK(check(head)->method == api::Method::delete_);
}

TEST_CASE("what a header says of body, cache and way is passed on") {
    RequestHead head = good_head();
    head.fields.push_back({"content-length", "12"});
    head.fields.push_back({"CONTENT-TYPE", "Application/JSON"});
    head.fields.push_back({"If-None-Match", "\"a\""});
    head.fields.push_back({"If-None-Match", "\"b\""});
    head.fields.push_back({"Accept-Encoding", "br"});
    head.fields.push_back({"Accept-Encoding", "gzip"});
    auto const admitted = check(head);
    REQUIRE(admitted);
    CHECK(admitted->content_length == 12);
    CHECK(admitted->has_body());
    CHECK_FALSE(admitted->chunked);
    CHECK(admitted->content_type == "application/json");
    CHECK(admitted->if_none_match == "\"a\", \"b\"");
    CHECK(admitted->accepts_gzip);
    CHECK(admitted->host == "localhost:8080");
}

TEST_CASE(
    "what proves who asks is taken once and whole, what a stranger says of itself is kept short and visible") {
    RequestHead head = good_head();
    head.fields.push_back({"Cookie", "a=1; safetycell=abc"});
    head.fields.push_back({"Authorization", "Bearer sc_1"});
    head.fields.push_back({"Idempotency-Key", "k-1"});
    head.fields.push_back({"If-Match", "\"7\""});
    std::string const program = "Browser \xff" + std::string(500, 'x');
    head.fields.push_back({"User-Agent", program});
    head.fields.push_back({"X-Forwarded-For", "203.0.113.9, 198.51.100.7"});
    auto const admitted = check(head);
    REQUIRE(admitted);
    CHECK(admitted->cookie == "a=1; safetycell=abc");
    CHECK(admitted->authorization == "Bearer sc_1");
    CHECK(admitted->idempotency_key == "k-1");
    CHECK(admitted->if_match == "\"7\"");
    CHECK(admitted->user_agent == "Browser ?" + std::string(191, 'x'));
    CHECK(admitted->forwarded_for == "198.51.100.7");
    for (char const* const name : {"Cookie", "Authorization", "Idempotency-Key", "If-Match"}) {
        CAPTURE(name);
        RequestHead twice = head;
        twice.fields.push_back({name, "another"});
        REQUIRE_FALSE(check(twice).has_value());
        CHECK(check(twice).error().status == 400);
    }
}

TEST_CASE("gzip is sent to those who take it") {
    for (char const* const field :
         {"gzip", "GZip", "deflate, gzip", "gzip;q=0.5", "gzip ; q=1", "*", "br, *;q=0.1"}) {
        CAPTURE(field);
        CHECK(takes_gzip(field));
    }
    for (char const* const field :
         {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "x-gzip", "gzipped"}) {
        CAPTURE(field);
        CHECK_FALSE(takes_gzip(field));
    }
}

TEST_CASE("a live connection is opened by pages of this server and of listed origins, exactly") {
    HostRules const hosts = rules();
    for (auto const& [origin, host] : std::vector<std::pair<std::string, std::string>>{
             {"http://localhost:8080", "localhost:8080"},
             {"http://localhost:8080", "LOCALHOST:8080"},
             {"https://safety.example.com", "safety.example.com"},
             {"https://safety.example.com", "127.0.0.1:8080"},
             {"https://walls.example.com:8443", "127.0.0.1:8080"},
             {"https://panel.example.org", "localhost:8080"},
         }) {
        CAPTURE(origin);
        CHECK(hosts.admits_origin(origin, host));
    }
    for (auto const& [origin, host] : std::vector<std::pair<std::string, std::string>>{
             {"", "localhost:8080"},
             {"null", "localhost:8080"},
             {"http://localhost", "localhost:8080"},
             {"http://localhost:8081", "localhost:8080"},
             {"http://localhost:8080/", "localhost:8080"},
             {"http://evil.example", "localhost:8080"},
             {"http://localhost:8080.evil.example", "localhost:8080"},
             {"ftp://localhost:8080", "localhost:8080"},
             {"http://panel.example.org", "localhost:8080"},
             {"https://panel.example.org.evil.example", "localhost:8080"},
             {"https://walls.example.com", "localhost:8080"},
         }) {
        CAPTURE(origin);
        CHECK_FALSE(hosts.admits_origin(origin, host));
    }
}
