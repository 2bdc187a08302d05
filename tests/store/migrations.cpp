#include "store/migrations.hpp"

#include "store/test_database.hpp"

using namespace safetycell;
using namespace safetycell::store;

namespace {

std::vector<EmbeddedFile> with(EmbeddedFile const& last) {
    std::vector<EmbeddedFile> files{migration_files().begin(), migration_files().end()};
    files.push_back(last);
    return files;
}

}  // namespace

TEST_CASE("Every migration is recorded, and the version is their number") {
    test::TestDatabase database;
    auto const known = static_cast<std::int64_t>(migration_files().size());
    CHECK(database.number("PRAGMA user_version") == known);
    CHECK(database.number("SELECT count(*) FROM migration") == known);
    CHECK(database.number("SELECT min(applied_at) FROM migration") == test::made_at.time_since_epoch().count());
    CHECK(check_migrations(database.connection(), migration_files()));
}

TEST_CASE("Those that are missing are applied, and only those") {
    test::TestDatabase database;
    auto const files =
        with({"9999_more.sql", "CREATE TABLE more (id INTEGER) STRICT; INSERT INTO more VALUES (1);"});
    apply_migrations(database.connection(), files, test::made_at);
    apply_migrations(database.connection(), files, test::made_at);
    CHECK(database.number("SELECT count(*) FROM more") == 1);
    CHECK(check_migrations(database.connection(), files));
}

TEST_CASE("A migration that fails half way leaves nothing of itself") {
    test::TestDatabase database;
    auto const files =
        with({"9999_more.sql", "CREATE TABLE more (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"});
    CHECK_THROWS_AS(apply_migrations(database.connection(), files, test::made_at), StoreFault);
    CHECK(!database.connection().in_transaction());
    CHECK(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == 0);
    CHECK(database.number("PRAGMA user_version") == static_cast<std::int64_t>(migration_files().size()));
    CHECK(database.storage_faults() == std::vector<std::string>{});
}

TEST_CASE("A database of a newer program, or of other migrations, is refused with a sentence") {
    test::TestDatabase database;
    apply_migrations(database.connection(), with({"9999_more.sql", "CREATE TABLE more (id INTEGER) STRICT;"}),
                     test::made_at);
    auto const newer = check_migrations(database.connection(), migration_files());
    REQUIRE(!newer);
    CHECK(newer.error().code == ErrorCode::invalid);
    CHECK(newer.error().message.find("was written by a newer SafetyCell") != std::string::npos);

    auto const other =
        check_migrations(database.connection(), with({"9999_more.sql", "CREATE TABLE less (id INTEGER);"}));
    REQUIRE(!other);
    CHECK(other.error().message.find("another \"9999_more.sql\"") != std::string::npos);
}
