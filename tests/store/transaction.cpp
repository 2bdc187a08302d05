#include "store/transaction.hpp"

#include "store/test_database.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

using namespace safetycell;
using namespace safetycell::store;

TEST_CASE("Changes are numbered without gaps, whatever is rolled back") {
    test::TestDatabase database;
    CHECK(database.change([](WriteTx& tx) { put_site(tx, test::example_site("A")); }) == 1);
    {
        WriteTx tx{database.connection(), test::made_at};
        CHECK(tx.open_change({"tester", "", ""}) == 2);
        put_site(tx, test::example_site("B"));
    }
    CHECK_THROWS_AS(database.change([](WriteTx& tx) {
        put_site(tx, test::example_site("B"));
        throw std::runtime_error("half way");
    }),
                    std::runtime_error);
    CHECK(newest_revision(ReadTx{database.connection()}) == 1);
    CHECK(!find_site(ReadTx{database.connection()}, "B"));
    CHECK(database.change([](WriteTx& tx) { put_site(tx, test::example_site("C")); }) == 2);
    CHECK(database.number("SELECT max(id) FROM site") == 2);
    CHECK(database.chain_faults().empty());
}

TEST_CASE("A change that wrote nothing is dropped, number and all") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    CHECK(database.change([](WriteTx& tx) {
        CHECK(put_site(tx, test::example_site()).written == Written::unchanged);
    }) == 3);
    CHECK(database.change([](WriteTx& tx) { put_site(tx, test::example_site("SOUTH")); }) == 4);
}

TEST_CASE("One change has one author") {
    test::TestDatabase database;
    WriteTx tx{database.connection(), test::made_at};
    CHECK(tx.open_change({"a", "b", "c"}) == tx.open_change({"a", "b", "c"}));
    CHECK_THROWS_AS(tx.open_change({"a", "b", "d"}), std::logic_error);
}

TEST_CASE("A record needs an open change") {
    test::TestDatabase database;
    WriteTx tx{database.connection(), test::made_at};
    CHECK_THROWS_AS(put_site(tx, test::example_site()), std::logic_error);
    CHECK_THROWS_AS(put_enterprise(tx, test::example_enterprise()), std::logic_error);
    CHECK_THROWS_AS(put_violation(tx, test::example_violation().violation, test::example_violation().texts),
                    std::logic_error);
}

TEST_CASE("A committed transaction takes nothing more") {
    test::TestDatabase database;
    WriteTx tx{database.connection(), test::made_at};
    tx.commit();
    CHECK_THROWS_AS(tx.commit(), std::logic_error);
    CHECK_THROWS_AS(tx.open_change({"a", "", ""}), std::logic_error);
}

TEST_CASE("A reader sees one unchanging state while a writer commits") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    auto reader = open_database_for_reading(database.file()).value();
    {
        ReadTx const before{reader};
        database.change([](WriteTx& tx) {
            domain::Site site = test::example_site();
            site.name = "Renamed";
            put_site(tx, site);
        });
        CHECK(newest_revision(before) == 3);
        CHECK(find_site(before, "NORTH")->name == "North works");
    }
    ReadTx const after{reader};
    CHECK(newest_revision(after) == 4);
    CHECK(find_site(after, "NORTH")->name == "Renamed");
}

TEST_CASE("A process killed in the middle of a large change leaves the state before it") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    database.close();

    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_t const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto connection = open_database(database.file(), test::made_at).value();
        connection.execute("PRAGMA cache_size = 10");  // Uncommitted pages go to the disk early.
        WriteTx tx{connection, test::made_at};
        tx.open_change({"child", "", ""});
        store::StoredViolation violation = test::example_violation();
        for (int i = 0; i < 5000; ++i) {
            violation.texts.reference = "child " + std::to_string(i);
            put_violation(tx, violation.violation, violation.texts);
        }
        bool const told = ::write(ready[1], "!", 1) == 1;
        while (told)
            ::pause();
        ::_exit(1);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    std::uintmax_t const log = std::filesystem::file_size(database.file().string() + "-wal");
    CHECK(log > 100'000);
    REQUIRE(::kill(child, SIGKILL) == 0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    ::close(ready[0]);
    ::close(ready[1]);

    database.reopen();
    CHECK(newest_revision(ReadTx{database.connection()}) == 3);
    CHECK(database.facts(3).violations.size() == 1);
    CHECK(database.number("SELECT count(*) FROM violation") == 1);
    CHECK(database.chain_faults() == std::vector<std::string>{});
    CHECK(database.storage_faults() == std::vector<std::string>{});
}

TEST_CASE("A trial leaves nothing behind, not even the number of its change") {
    test::TestDatabase database;
    database.change([](WriteTx& tx) {
        put_enterprise(tx, test::example_enterprise());
        put_organization(tx, test::example_organization());
        put_site(tx, test::example_site());
    });
    WriteTx tx{database.connection(), test::made_at};
    Revision const before = newest_revision(tx);
    {
        Trial const trial{tx};
        tx.open_change({"somebody", "to see", "a test"});
        store::StoredViolation const violation = test::example_violation();
        put_violation(tx, violation.violation, violation.texts);
        CHECK(find_violation(tx, violation.texts.reference));
        CHECK_THROWS_AS((Trial{tx}), std::logic_error);
    }
    CHECK_FALSE(find_violation(tx, test::example_violation().texts.reference));
    CHECK_THROWS_AS(tx.change(), std::logic_error);
    tx.commit();
    CHECK(newest_revision(ReadTx{database.connection()}) == before);
}
