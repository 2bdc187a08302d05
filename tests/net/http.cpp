// HTTP over real sockets: what a client, a careless client and an attacker get.

#include "net/raw_client.hpp"
#include "net/test_server.hpp"

#include <doctest/doctest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

using namespace safetycell;
using namespace std::string_literals;
using namespace safetycell::test;
using namespace std::chrono_literals;

namespace {

std::string post(std::string const& fields, std::string const& body) {
    return "POST /records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + fields + "\r\n" +
           body;
}

std::string with_length(std::string const& body) {
    return post("Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

/// Sends the bytes on a connection of their own and says which replies came before the server closed it.
std::vector<int> statuses_until_closed(TestServer& server, std::string const& bytes) {
    RawClient client(server.port());
    client.send(bytes);
    std::vector<int> statuses;
    for (;;) {
        HttpReply const reply = client.read_reply();
        if (reply.status == 0) break;
        statuses.push_back(reply.status);
    }
    return statuses;
}

}  // namespace

TEST_CASE("a request reaches its handler with its parts, and the reply says what it must") {
    TestServer server;
    server.start();
    RawClient client(server.port());
    HttpReply const reply = client.get("/read/a%20b?scope=site%3AA");
    CHECK(reply.status == 200);
    CHECK(reply.body == "GET /read/a b {name=a b} ?scope=site:A []");
    CHECK(reply.field("Date") == "Sun, 22 Nov 2026 06:00:00 GMT");
    CHECK(reply.field("Content-Type") == "text/plain");
    CHECK(reply.field("X-Content-Type-Options") == "nosniff");
    CHECK(reply.field("Cache-Control") == "no-store");
    CHECK(reply.field("Connection") == "keep-alive");
}

TEST_CASE("a connection serves many requests, one after another and pipelined, in order") {
    TestServer server;
    server.start();
    RawClient client(server.port());
    CHECK(client.get("/read").status == 200);
    CHECK(client.get("/nothing").status == 404);
    std::string pipelined;
    for (int i = 0; i < 20; ++i) {
        pipelined += "GET /read/" + std::to_string(i) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    client.send(pipelined + with_length("{\"n\":1}"));
    for (int i = 0; i < 20; ++i) {
        std::string const number = std::to_string(i);
        CHECK(client.read_reply().body == "GET /read/" + number + " {name=" + number + "} []");
    }
    CHECK(client.read_reply().body == "POST /records [{\"n\":1}]");
    CHECK(server.server->counters().connections.value() == 1);
}

TEST_CASE("a request in pieces, byte by byte, is a request") {
    TestServer server;
    server.start();
    RawClient client(server.port());
    for (char const c : with_length("{}"))
        client.send({&c, 1});
    CHECK(client.read_reply().body == "POST /records [{}]");
}

TEST_CASE("a client that asks to close is answered and disconnected; HTTP/1.0 likewise") {
    TestServer server;
    server.start();
    RawClient one(server.port());
    HttpReply const last = one.get("/read", "Connection: close\r\n");
    CHECK(last.status == 200);
    CHECK(last.field("Connection") == "close");
    CHECK(one.is_closed());

    RawClient two(server.port());
    two.send("GET /read HTTP/1.0\r\nHost: localhost\r\n\r\n");
    CHECK(two.read_reply().field("Connection") == "close");
    CHECK(two.is_closed());
}

TEST_CASE("HEAD gives the head of GET, refusals included, and nothing after it") {
    TestServer server;
    server.start();
    RawClient client(server.port());
    client.send("HEAD /read HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.read_reply(false).field("Content-Length") ==
          std::to_string(std::string("HEAD /read []").size()));
    client.send("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.read_reply(false).status == 404);
    CHECK(client.get("/read").body == "GET /read []");
}

TEST_CASE("a 304 has neither body nor length") {
    TestServer server;
    server.functions.plain = [](api::Request const& request, api::Match const&) {
        api::Reply reply;
        reply.status = request.if_none_match == "\"e1.7\"" ? 304 : 200;
        reply.etag = "\"e1.7\"";
        return reply;
    };
    server.start();
    RawClient client(server.port());
    HttpReply const unchanged = client.get("/plain", "If-None-Match: \"e1.7\"\r\n");
    CHECK(unchanged.status == 304);
    CHECK(unchanged.field("Content-Length").empty());
    CHECK(unchanged.field("ETag") == "\"e1.7\"");
    CHECK(client.get("/plain").status == 200);
}

TEST_CASE("unknown paths and methods are refused in the one shape of errors, and the connection goes on") {
    TestServer server;
    server.start();
    RawClient client(server.port());
    HttpReply const unknown = client.get("/nothing");
    CHECK(unknown.status == 404);
    CHECK(unknown.field("Content-Type") == "application/json");
    CHECK(unknown.body.starts_with("{\"error\":{\"code\":\"not_found\",\"message\":\""));
    CHECK(unknown.body.find("\"request_id\":\"") != std::string::npos);
    for (char const* const method : {"PATCH", "BREW", "TRACE", "OPTIONS"}) {
        CAPTURE(method);
        client.send(std::string(method) + " /records HTTP/1.1\r\nHost: localhost\r\n\r\n");
        HttpReply const refused = client.read_reply();
        CHECK(refused.status == 405);
        CHECK(refused.field("Allow") == "POST, PUT");
    }
    CHECK(client.get("/read").status == 200);
}

TEST_CASE("a request hidden in the body of another is never carried out") {
    TestServer server;
    std::atomic<int> carried_out{0};
    net::Answer const counted = [&](api::Request const& request, api::Match const& match) {
        ++carried_out;
        return TestServer::echo(request, match);
    };
    server.functions.readers = {{counted, {}}};
    server.functions.command = counted;
    server.start();
    std::string const hidden = "GET /read/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
    std::string const length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
    for (std::string const& fields : std::vector<std::string>{
             "Transfer-Encoding: xchunked\r\n",
             "Transfer-Encoding: identity\r\n",
             "Transfer-Encoding: \"chunked\"\r\n",
             "Transfer-Encoding: chunked, chunked\r\n",
             "Transfer-Encoding: chunked, identity\r\n",
             "Transfer-Encoding: x\r\n chunked\r\n",
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
             "Transfer-Encoding : chunked\r\n",
             "Transfer-Encoding\r\n: chunked\r\n",
             length + "Transfer-Encoding: chunked\r\n",
             "Content-Length: 5\r\n" + length,
             "Content-Length: 0\r\n" + length,
             "Content-Length: 0,0\r\n",
             "Content-Length: +0\r\n",
             "Content-Length: 0x0\r\n",
             "Content-Length: 0\n",
         }) {
        CAPTURE(fields);
        CHECK(statuses_until_closed(server, post(fields, hidden)) == std::vector<int>{400});
    }
    CHECK(carried_out == 0);
}

TEST_CASE("bytes that are no request get 400 and the connection ends") {
    TestServer server;
    server.start();
    for (std::string const& bytes : std::vector<std::string>{
             "\r\n\r\n\r\n",
             "hello\r\n\r\n",
             "GET\r\n\r\n",
             "GET /read\r\n\r\n",
             "GET /read HTTP/9\r\n\r\n",
             "GET /read FTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /read HTTP/1.1\nHost: localhost\n\n",
             "GET /read HTTP/1.1\r\nHost localhost\r\n\r\n",
             "GET /read HTTP/1.1\r\n Host: localhost\r\n\r\n",
             "GET /read HTTP/1.1\r\nHost: localhost\r\nX: \x01\r\n\r\n",
             "GET /read HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n"s,
             "GET /read HTTP/1.1\r\n\r\n",
             "GET /read HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
             "GET http://localhost/read HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /read/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s,
         }) {
        CAPTURE(bytes);
        CHECK(statuses_until_closed(server, bytes) == std::vector<int>{400});
    }
    CHECK(statuses_until_closed(server, "GET /read HTTP/1.1\r\nHost: evil.example\r\n\r\n") ==
          std::vector<int>{421});
    CHECK(statuses_until_closed(server, "GET /read HTTP/1.1\r\nHost: localhost\r\nX: " +
                                            std::string(20'000, 'x') + "\r\n\r\n") == std::vector<int>{431});
    CHECK(statuses_until_closed(server, "GET /" + std::string(5'000, 'x') +
                                            " HTTP/1.1\r\nHost: localhost\r\n\r\n") == std::vector<int>{414});
    RawClient client(server.port());
    CHECK(client.get("/read").status == 200);
    CHECK(server.server->counters().replies[400].value() == 17);
}

TEST_CASE("a body must be of the type and size that its address takes") {
    TestServer server;
    server.start();
    CHECK(statuses_until_closed(server, with_length(std::string(1001, 'x'))) == std::vector<int>{413});
    CHECK(statuses_until_closed(server, post("Content-Length: 18446744073709551615\r\n", "")) ==
          std::vector<int>{413});
    CHECK(statuses_until_closed(server, post("Transfer-Encoding: chunked\r\n",
                                             "3e9\r\n" + std::string(1001, 'x') + "\r\n0\r\n\r\n")) ==
          std::vector<int>{413});
    CHECK(statuses_until_closed(server, post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n")) ==
          std::vector<int>{400});
    CHECK(statuses_until_closed(server, post("Content-Length: 2\r\nContent-Encoding: gzip\r\n", "{}")) ==
          std::vector<int>{415});
    CHECK(statuses_until_closed(server,
                                "POST /records HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                                "Content-Length: 2\r\n\r\n{}") == std::vector<int>{415});
    CHECK(statuses_until_closed(server,
                                "POST /records HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}") ==
          std::vector<int>{415});
    CHECK(
        statuses_until_closed(server, "GET /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}") ==
        std::vector<int>{413});

    RawClient client(server.port());
    std::string const longest(1000, 'x');
    client.send(with_length(longest));
    CHECK(client.read_reply().body == "POST /records [" + longest + "]");
    client.send(post("Transfer-Encoding: chunked\r\n", "2\r\n{\"\r\n5;ext=1\r\na\":1}\r\n0\r\n\r\n"));
    CHECK(client.read_reply().body == "POST /records [{\"a\":1}]");
    client.send(post("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
    CHECK(client.read_reply(false).status == 100);
    client.send("{}");
    CHECK(client.read_reply().body == "POST /records [{}]");
}

TEST_CASE("bodies of all connections together take no more memory than is set aside for them") {
    TestServer server;
    server.options.most_body_bytes = 1500;
    server.start();
    RawClient one(server.port());
    one.send(post("Content-Length: 1000\r\nExpect: 100-continue\r\n", ""));
    CHECK(one.read_reply(false).status == 100);
    CHECK(statuses_until_closed(server, with_length(std::string(501, 'x'))) == std::vector<int>{503});
    CHECK(statuses_until_closed(server, post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n")) ==
          std::vector<int>{503});
    RawClient two(server.port());
    two.send(with_length(std::string(500, 'x')));
    CHECK(two.read_reply().status == 200);
    one.send(std::string(1000, 'x'));
    CHECK(one.read_reply().status == 200);
    two.send(with_length(std::string(1000, 'x')));
    CHECK(two.read_reply().status == 200);
}

TEST_CASE("a handler that throws costs one request 500, tells nothing of the inside, and is counted") {
    TestServer server;
    server.start();
    RawClient client(server.port());
    HttpReply const failed = client.get("/throws");
    CHECK(failed.status == 500);
    CHECK(failed.body.find("\"code\":\"internal\"") != std::string::npos);
    CHECK(failed.body.find("secret") == std::string::npos);
    CHECK(client.get("/read").status == 200);
    CHECK(server.server->counters().replies[500].value() == 1);
    CHECK(server.server->counters().unhandled.value() == 1);
}

TEST_CASE("peers that are slow with a header or a body are disconnected") {
    TestServer server;
    server.options.header_deadline = 50ms;
    server.options.body_deadline = 50ms;
    server.start();
    SUBCASE("without a byte") {
        RawClient client(server.port());
        CHECK(client.is_closed());
    }
    SUBCASE("in the middle of a header, however it drips") {
        RawClient client(server.port());
        client.send("GET /read HTTP/1.1\r\nHost: localhost\r\nX: ");
        while (!client.has_news_within(5))
            client.send("x");
        CHECK(client.is_closed());
    }
    SUBCASE("in the middle of a body") {
        RawClient client(server.port());
        client.send(post("Content-Length: 10\r\n", "123"));
        CHECK(client.is_closed());
    }
    server.stop();
    CHECK(server.server->counters().deadlines_missed.value() == 1);
}

TEST_CASE("an idle connection is closed after a while, without a word") {
    TestServer server;
    server.options.idle_deadline = 50ms;
    server.start();
    RawClient client(server.port());
    CHECK(client.get("/read").status == 200);
    CHECK(client.is_closed());
    server.stop();
    CHECK(server.server->counters().deadlines_missed.value() == 0);
}

TEST_CASE("a peer that does not take its reply is disconnected") {
    TestServer server;
    server.options.write_deadline = 50ms;
    auto const large = std::make_shared<std::string const>(64UL * 1024 * 1024, 'x');
    server.functions.plain = [&](api::Request const&, api::Match const&) {
        api::Reply reply;
        reply.body = large;
        return reply;
    };
    server.start();
    RawClient client(server.port(), 4096);
    client.send("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (server.server->counters().deadlines_missed.value() == 0)
        std::this_thread::yield();
    CHECK(client.read_to_end().size() < large->size());
}

TEST_CASE("over the limit of connections a client is told to come back later") {
    TestServer server;
    server.options.most_connections = 2;
    server.start();
    RawClient one(server.port());
    CHECK(one.get("/read").status == 200);
    {
        RawClient two(server.port());
        CHECK(two.get("/read").status == 200);
        RawClient three(server.port());
        HttpReply const refused = three.read_reply();
        CHECK(refused.status == 503);
        CHECK(refused.field("Retry-After") == "15");
        CHECK(server.server->counters().connections_refused.value() == 1);
        two.send("GET /read HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        two.read_to_end();
    }
    // The place of the one that left is free again once the server has seen it leave.
    int status = 503;
    while (status == 503)
        status = RawClient(server.port()).get("/read").status;
    CHECK(status == 200);
}

TEST_CASE("without descriptors the server waits, counts, and serves again when there are some") {
    TestServer server;
    server.start();
    RawClient before(server.port());
    CHECK(before.get("/read").status == 200);

    RawClient client;
    rlimit usual{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &usual) == 0);
    int const next = ::dup(0);
    REQUIRE(next >= 0);
    ::close(next);
    rlimit none = usual;
    none.rlim_cur = static_cast<rlim_t>(next);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    client.connect(server.port());
    while (server.server->counters().accept_faults.value() < 2)
        std::this_thread::yield();
    CHECK(before.get("/read").status == 200);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &usual) == 0);
    CHECK(client.get("/read").status == 200);
}

TEST_CASE("three readers work side by side, and the io thread answers while they are busy") {
    TestServer server;
    std::latch all_at_work(3);
    std::latch may_finish(1);
    for (net::Reader& reader : server.functions.readers) {
        reader.query = [&](api::Request const& request, api::Match const& match) {
            all_at_work.arrive_and_wait();
            may_finish.wait();
            return TestServer::echo(request, match);
        };
    }
    server.start();
    RawClient one(server.port());
    RawClient two(server.port());
    RawClient three(server.port());
    for (RawClient* const client : {&one, &two, &three})
        client->send("GET /read HTTP/1.1\r\nHost: localhost\r\n\r\n");
    all_at_work.wait();
    RawClient other(server.port());
    CHECK(other.get("/plain").status == 200);
    other.send(with_length("{}"));
    CHECK(other.read_reply().status == 200);
    may_finish.count_down();
    for (RawClient* const client : {&one, &two, &three})
        CHECK(client->read_reply().status == 200);
}

TEST_CASE("commands are carried out one at a time, in the order they came") {
    TestServer server;
    std::atomic<int> at_work{0};
    std::atomic<bool> overlapped{false};
    server.functions.command = [&](api::Request const& request, api::Match const& match) {
        if (++at_work > 1) overlapped = true;
        api::Reply reply = TestServer::echo(request, match);
        --at_work;
        return reply;
    };
    server.start();
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&server] {
            RawClient client(server.port());
            for (int n = 0; n < 25; ++n) {
                client.send(with_length("{}"));
                CHECK(client.read_reply().status == 200);
            }
        });
    }
    for (std::thread& client : clients)
        client.join();
    CHECK_FALSE(overlapped);
}
