// A thousand walls on one server, some of which have stopped reading.

#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/wall_clients.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace safetycell::test;

TEST_CASE("1,000 walls, 50 of them not reading: the others get every edition, memory stays bounded") {
    constexpr int walls = 1000;
    constexpr int silent = 50;
    constexpr std::int64_t editions = 12;
    TemporaryFolder const folder;
    std::string const database = (folder / "e.db").string();
    REQUIRE(run_safetycell({"init", "--database", database}).exit_code == 0);
    ServerProcess const server{database};
    auto const publish = [&] {
        REQUIRE(run_safetycell({"publish", "--reason", "test", "--database", database}).exit_code == 0);
    };
    publish();
    std::int64_t const before = resident_bytes(server.id());
    WallClients clients{server.port(), walls, silent, true};
    REQUIRE(clients.wait_for(1, std::chrono::seconds{60}));
    std::int64_t const connected = resident_bytes(server.id());
    for (std::int64_t edition = 2; edition <= editions; ++edition) {
        publish();
        CAPTURE(edition);
        REQUIRE(clients.wait_for(edition, std::chrono::seconds{60}));
    }
    std::int64_t const after = resident_bytes(server.id());

    std::vector<std::int64_t> every(editions);
    std::iota(every.begin(), every.end(), 1);
    for (std::size_t client = silent; client < clients.count(); ++client) {
        CAPTURE(client);
        CHECK(clients.editions_of(client) == every);
    }
    MESSAGE("server memory: " << before / 1024 << " kB alone, " << connected / 1024 << " kB with " << walls
                              << " walls (" << (connected - before) / walls << " bytes each), " << after / 1024
                              << " kB after " << editions << " editions");
    // A silent wall holds at most the newest edition, so more editions do not add up. A sanitizer keeps freed
    // memory for a while, which is then its own size and not the server's.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr bool is_sanitized = true;
#else
    constexpr bool is_sanitized = false;
#endif
    if (is_sanitized) return;
    CHECK(after - connected < 16 * 1024 * 1024);
}
