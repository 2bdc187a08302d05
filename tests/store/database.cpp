#include "store/database.hpp"

#include "store/migrations.hpp"
#include "store/test_database.hpp"

#include <set>

using namespace safetycell;
using namespace safetycell::store;

namespace {

std::set<std::string> names_in(std::filesystem::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{folder})
        names.insert(entry.path().filename());
    return names;
}

}  // namespace

TEST_CASE("A new database knows which one it is and when it was made") {
    test::TestDatabase first;
    test::TestDatabase second;
    CHECK(epoch(ReadTx{first.connection()}).size() == 16);
    CHECK(epoch(ReadTx{first.connection()}) != epoch(ReadTx{second.connection()}));
    CHECK(created_at(ReadTx{first.connection()}) == test::made_at);
    CHECK(newest_revision(ReadTx{first.connection()}) == 0);
    CHECK(first.storage_faults() == std::vector<std::string>{});
    CHECK(first.chain_faults() == std::vector<std::string>{});
}

TEST_CASE("An existing file is never made into a database") {
    test::TemporaryFolder const folder;
    auto const made = create_database(folder.file("letter.txt", "Dear"), test::made_at);
    REQUIRE(!made);
    CHECK(made.error().code == ErrorCode::conflict);
    CHECK(names_in(folder / "") == std::set<std::string>{"letter.txt"});
    CHECK(std::filesystem::file_size(folder / "letter.txt") == 4);
}

TEST_CASE("What a killed attempt left behind is not in the way") {
    test::TemporaryFolder const folder;
    folder.file("enterprise.db.new", "half");
    folder.file("enterprise.db.new-wal", "half");
    folder.file("enterprise.db-wal", "of a database that was removed");
    {
        auto connection = create_database(folder / "enterprise.db", test::made_at);
        REQUIRE(connection);
        CHECK(find_storage_faults(ReadTx{*connection}).empty());
    }
    CHECK(names_in(folder / "") == std::set<std::string>{"enterprise.db"});
}

TEST_CASE("Where no file can be made there is a sentence, and nothing is left") {
    test::TemporaryFolder const folder;
    auto const made = create_database(folder / "none/enterprise.db", test::made_at);
    REQUIRE(!made);
    CHECK(made.error().code == ErrorCode::unavailable);
    CHECK(made.error().message.find("check that its folder exists") != std::string::npos);
    CHECK(names_in(folder / "").empty());
}

TEST_CASE("Opening brings an older schema up to date; reading wants it current") {
    test::TemporaryFolder const folder;
    auto const file = folder / "old.db";
    {
        auto connection = Connection::create(file).value();
        apply_migrations(connection, migration_files().first(1), test::made_at);
    }
    auto const reader = open_database_for_reading(file);
    REQUIRE(!reader);
    CHECK(reader.error().message.find("has the schema of an older SafetyCell") != std::string::npos);
    {
        auto writer = open_database(file, test::made_at);
        REQUIRE(writer);
        CHECK(find_storage_faults(ReadTx{*writer}) == std::vector<std::string>{});
    }
    CHECK(open_database_for_reading(file));
}

TEST_CASE("A database of a newer program is refused, for writing and for reading") {
    test::TestDatabase database;
    database.connection().execute("PRAGMA user_version = 999");
    database.close();
    auto const writer = open_database(database.file(), test::made_at);
    auto const reader = open_database_for_reading(database.file());
    REQUIRE(!writer);
    REQUIRE(!reader);
    CHECK(writer.error().code == ErrorCode::invalid);
    CHECK(writer.error().message.find("newer SafetyCell (schema 999") != std::string::npos);
    CHECK(reader.error().message == writer.error().message);
}

TEST_CASE("Faults of the storage are found") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    CHECK(database.storage_faults() == std::vector<std::string>{});

    SUBCASE("a trigger that was dropped") {
        database.connection().execute("DROP TRIGGER change_is_not_updated");
        CHECK(database.storage_faults() ==
              std::vector<std::string>{"The schema lacks the trigger change_is_not_updated."});
    }
    SUBCASE("a table nobody knows") {
        database.connection().execute("CREATE TABLE more (id INTEGER)");
        CHECK(database.storage_faults() ==
              std::vector<std::string>{"The schema has a table more that no migration made."});
    }
    SUBCASE("a trigger that does something else") {
        database.connection().execute(
            "DROP TRIGGER change_is_not_updated; CREATE TRIGGER change_is_not_updated BEFORE UPDATE ON change "
            "BEGIN SELECT 1; END");
        CHECK(database.storage_faults().size() == 1);
    }
    SUBCASE("a reference that leads nowhere") {
        database.connection().execute(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER site_is_not_deleted; DELETE FROM site");
        auto const faults = database.storage_faults();
        // The trigger, and the references of revisions, hours, incidents, violations, obligations,
        // activities and breaches.
        CHECK(faults.size() == 8);
    }
    SUBCASE("a migration that was not ours") {
        database.connection().execute(
            "DROP TRIGGER migration_is_not_updated; UPDATE migration SET sha256 = 'x'");
        CHECK(database.storage_faults().size() == 2);
    }
    SUBCASE("a journal mode that does not survive a power cut") {
        database.close();
        {
            auto connection = Connection::open(database.file(), Connection::Mode::read_write).value();
            connection.prepare("PRAGMA journal_mode = DELETE").run();
        }
        auto reader = open_database_for_reading(database.file()).value();
        CHECK(find_storage_faults(ReadTx{reader}).size() == 1);
        database.reopen();
        CHECK(database.storage_faults().empty());
    }
}
