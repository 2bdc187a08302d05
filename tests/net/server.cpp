// Starting, ticking, commands of the command line, stopping.

#include "net/command_client.hpp"
#include "net/job_wire.hpp"
#include "net/raw_client.hpp"
#include "net/test_server.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <pwd.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <latch>
#include <thread>
#include <vector>

using namespace safetycell;
using namespace std::string_literals;
using namespace safetycell::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string own_name() {
    passwd const* const user = ::getpwuid(::geteuid());
    return user == nullptr ? "uid " + std::to_string(::geteuid()) : user->pw_name;
}

Error failure_of(TestServer& server) {
    server.server =
        std::make_unique<net::Server>(server.options, server.functions, TestServer::routes(), server.clock);
    Result<void> const started = server.server->start();
    REQUIRE_FALSE(started.has_value());
    return started.error();
}

/// A connection to the command socket that sends bytes as they are.
class RawCommand {
public:
    explicit RawCommand(fs::path const& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) == 0);
    }
    RawCommand(RawCommand const&) = delete;
    RawCommand& operator=(RawCommand const&) = delete;
    ~RawCommand() { ::close(socket_); }

    void send(std::string_view bytes) { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    std::string read_to_end() {
        std::string all;
        std::array<char, 4096> space{};
        for (;;) {
            ssize_t const size = ::recv(socket_, space.data(), space.size(), 0);
            if (size <= 0) return all;
            all.append(space.data(), static_cast<std::size_t>(size));
        }
    }

private:
    int socket_;
};

}  // namespace

TEST_CASE("a port in use, a foreign address and no address each get a sentence with a remedy") {
    TestServer first;
    first.start();
    TestServer second;
    SUBCASE("in use") {
        second.options.port = first.port();
        Error const error = failure_of(second);
        CHECK(error.code == ErrorCode::conflict);
        CHECK(error.message.find(std::to_string(first.port())) != std::string::npos);
        CHECK(error.message.find("choose another `port`") != std::string::npos);
        RawClient client(first.port());
        CHECK(client.get("/plain").status == 200);
    }
    SUBCASE("not of this machine") {
        second.options.address = "192.0.2.1";
        Error const error = failure_of(second);
        CHECK(error.code == ErrorCode::invalid);
        CHECK(error.message.find("no address 192.0.2.1") != std::string::npos);
    }
    SUBCASE("a name") {
        second.options.address = "localhost";
        Error const error = failure_of(second);
        CHECK(error.code == ErrorCode::invalid);
        CHECK(error.message.find("`localhost` is no IP address") != std::string::npos);
    }
}

TEST_CASE("a server listens on version 6 of the protocol too") {
    TestServer server;
    server.options.address = "::1";
    server.server =
        std::make_unique<net::Server>(server.options, server.functions, TestServer::routes(), server.clock);
    Result<void> const started = server.server->start();
    if (!started) {
        MESSAGE("SKIPPED: this machine has no IPv6 loopback: " << started.error().message);
        return;
    }
    CHECK(server.port() != 0);
}

TEST_CASE("the server ticks at once and goes on, whatever a tick throws") {
    TestServer server;
    std::latch ticked(5);
    std::atomic<int> ticks{0};
    server.options.tick_interval = 1ms;
    server.functions.tick = [&] {
        if (++ticks <= 5) ticked.count_down();
        if (ticks == 2) throw std::runtime_error("the disk is full");
        return false;
    };
    server.start();
    ticked.wait();
    server.stop();
    CHECK(server.server->counters().unhandled.value() == 1);
}

TEST_CASE("a tick and a command never overlap") {
    TestServer server;
    TemporaryFolder folder;
    server.options.command_socket = folder / "s.db.sock";
    server.options.tick_interval = 0ms;
    std::atomic<int> at_work{0};
    std::atomic<bool> overlapped{false};
    auto const work = [&] {
        if (++at_work > 1) overlapped = true;
        std::this_thread::yield();
        --at_work;
    };
    server.functions.tick = [&] {
        work();
        return false;
    };
    server.functions.carry_out = [&](api::Job const&) {
        work();
        return api::JobOutcome{};
    };
    server.start();
    for (int i = 0; i < 50; ++i)
        CHECK(net::send_job(server.options.command_socket, {}).has_value());
    CHECK_FALSE(overlapped);
}

TEST_CASE("a job of the command line goes there and back whole, and the socket says who asks") {
    TestServer server;
    TemporaryFolder folder;
    fs::path const database = folder / "safety records.db";
    server.options.command_socket = net::command_socket_of(database);
    api::Job seen;
    server.functions.carry_out = [&](api::Job const& job) {
        seen = job;
        return api::JobOutcome{3, "out\n" + job.input, "err"};
    };
    server.start();

    struct stat status {};
    REQUIRE(::stat((database.string() + ".sock").c_str(), &status) == 0);
    CHECK(S_ISSOCK(status.st_mode));
    CHECK((status.st_mode & 0777) == 0600);

    api::Job job;
    job.verb = "import";
    job.options = {{"dry-run", ""}, {"profile", "esdc"}, {"кто", "мы"}};
    job.input = std::string(32UL * 1024 * 1024, '\0') + "end";
    job.who = "somebody else";
    Result<api::JobOutcome> const outcome = net::send_job(server.options.command_socket, job);
    REQUIRE(outcome.has_value());
    CHECK(outcome->exit_code == 3);
    bool const whole = outcome->output == "out\n" + job.input;
    CHECK(whole);
    CHECK(outcome->errors == "err");
    CHECK(seen.verb == "import");
    CHECK(seen.options == job.options);
    CHECK(seen.who == own_name());

    server.stop();
    CHECK_FALSE(fs::exists(server.options.command_socket));
    CHECK(net::send_job(server.options.command_socket, job).error().code == ErrorCode::not_found);
}

TEST_CASE("without a server there is nobody to send a job to") {
    TemporaryFolder folder;
    CHECK(net::send_job(folder / "none.db.sock", {}).error().code == ErrorCode::not_found);
    CHECK(net::send_job(folder / "no" / "such" / "folder.sock", {}).error().code == ErrorCode::not_found);
    CHECK(net::send_job(folder / std::string(200, 'x'), {}).error().code == ErrorCode::not_found);
}

TEST_CASE("a socket left behind by a killed server is nobody, and is replaced by the next server") {
    TemporaryFolder folder;
    fs::path const path = folder / "s.db.sock";
    {
        int const left = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
        REQUIRE(::bind(left, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) == 0);
        ::close(left);
    }
    CHECK(fs::exists(path));
    CHECK(net::send_job(path, {}).error().code == ErrorCode::not_found);
    TestServer server;
    server.options.command_socket = path;
    server.start();
    CHECK(net::send_job(path, {}).has_value());
}

TEST_CASE("something else in the place of the socket is left alone, and so is a path too long for one") {
    TemporaryFolder folder;
    TestServer server;
    server.options.command_socket = folder / "s.db.sock";
    SUBCASE("a file") {
        folder.file("s.db.sock", "precious");
        CHECK(failure_of(server).code == ErrorCode::conflict);
        CHECK(fs::file_size(server.options.command_socket) == 8);
    }
    SUBCASE("a long path") {
        server.options.command_socket = folder / std::string(120, 'x');
        Error const error = failure_of(server);
        CHECK(error.code == ErrorCode::invalid);
        CHECK(error.message.find("shorter path") != std::string::npos);
    }
    SUBCASE("no such folder") {
        server.options.command_socket = folder / "none" / "s.db.sock";
        CHECK(failure_of(server).code == ErrorCode::unavailable);
    }
}

TEST_CASE("a damaged command is refused and the next one is carried out") {
    TemporaryFolder folder;
    TestServer server;
    server.options.command_socket = folder / "s.db.sock";
    server.start();
    RawCommand too_large(server.options.command_socket);
    too_large.send("\xff\xff\xff\xff");
    CHECK(too_large.read_to_end().empty());

    RawCommand other_version(server.options.command_socket);
    other_version.send("\0\0\0\x02\x63\x00"s);
    std::string const reply = other_version.read_to_end();
    REQUIRE(reply.size() > 4);
    Result<api::JobOutcome> const outcome = net::decode_outcome(std::string_view(reply).substr(4));
    REQUIRE(outcome.has_value());
    CHECK(outcome->exit_code == 1);
    CHECK(outcome->errors.find("different versions") != std::string::npos);
    CHECK(net::send_job(server.options.command_socket, {}).has_value());
}

TEST_CASE("a job that throws is answered, and is not the end of the server") {
    TemporaryFolder folder;
    TestServer server;
    server.options.command_socket = folder / "s.db.sock";
    server.functions.carry_out = [](api::Job const& job) -> api::JobOutcome {
        if (job.verb == "show") throw std::runtime_error("secret of the inside");
        return {};
    };
    server.start();
    api::Job job;
    job.verb = "show";
    Result<api::JobOutcome> const outcome = net::send_job(server.options.command_socket, job);
    REQUIRE(outcome.has_value());
    CHECK(outcome->exit_code == 1);
    CHECK(outcome->errors.find("Internal error") == 0);
    CHECK(outcome->errors.find("secret") == std::string::npos);
    CHECK(net::send_job(server.options.command_socket, {}).has_value());
}

TEST_CASE("a stopping server finishes and answers what was begun") {
    TemporaryFolder folder;
    TestServer server;
    server.options.command_socket = folder / "s.db.sock";
    std::latch begun(1);
    std::latch may_finish(1);
    server.functions.carry_out = [&](api::Job const&) {
        begun.count_down();
        may_finish.wait();
        return api::JobOutcome{0, "done", ""};
    };
    std::latch reading(1);
    server.functions.readers.front().query = [&](api::Request const& request, api::Match const& match) {
        reading.count_down();
        may_finish.wait();
        return TestServer::echo(request, match);
    };
    server.functions.readers.resize(1);
    server.start();

    Result<api::JobOutcome> outcome;
    std::thread command([&] { outcome = net::send_job(server.options.command_socket, {}); });
    RawClient client(server.port());
    client.send("GET /read HTTP/1.1\r\nHost: localhost\r\n\r\n");
    RawClient idle(server.port());
    CHECK(idle.get("/plain").status == 200);
    begun.wait();
    reading.wait();

    std::thread stopper([&server] { server.stop(); });
    CHECK(idle.is_closed());
    may_finish.count_down();
    HttpReply const reply = client.read_reply();
    CHECK(reply.status == 200);
    CHECK(reply.field("Connection") == "close");
    CHECK(client.is_closed());
    command.join();
    stopper.join();
    REQUIRE(outcome.has_value());
    CHECK(outcome->output == "done");
}

TEST_CASE("a server stops with connections in every state, many times over") {
    for (int round = 0; round < 20; ++round) {
        TestServer server;
        server.options.drain_deadline = 20ms;
        server.start();
        RawClient silent(server.port());
        RawClient half(server.port());
        half.send("GET /read HTTP/1.1\r\nHo");
        RawClient served(server.port());
        served.get("/read");
        RawClient asking(server.port());
        asking.send("GET /read HTTP/1.1\r\nHost: localhost\r\n\r\n");
        server.stop();
        server.stop();
        CHECK(silent.is_closed());
    }
}
