#include "store/sqlite.hpp"

#include "store/test_database.hpp"
#include "support/temporary_folder.hpp"

#include <sys/stat.h>

using namespace safetycell;
using namespace safetycell::store;

namespace {

std::string pragma(Connection& connection, std::string const& name) {
    Statement statement = connection.prepare("PRAGMA " + name);
    REQUIRE(statement.step());
    return std::string{statement.text(0)};
}

Error error_of_opening(std::filesystem::path const& file) {
    auto const connection = Connection::open(file, Connection::Mode::read_write);
    REQUIRE(!connection);
    return connection.error();
}

}  // namespace

TEST_CASE("What durability and safety rest on is in force on a writing connection") {
    test::TestDatabase database;
    CHECK(pragma(database.connection(), "journal_mode") == "wal");
    CHECK(pragma(database.connection(), "synchronous") == "2");
    CHECK(pragma(database.connection(), "foreign_keys") == "1");
    CHECK(pragma(database.connection(), "trusted_schema") == "0");
    CHECK(pragma(database.connection(), "cell_size_check") == "1");
    CHECK(pragma(database.connection(), "recursive_triggers") == "1");
    CHECK(pragma(database.connection(), "busy_timeout") == "5000");
    // Refused by the defensive mode of the connection: it would let a statement alter the schema's own table.
    database.connection().execute("PRAGMA writable_schema = ON");
    CHECK_THROWS_AS(database.connection().execute("UPDATE sqlite_schema SET sql = '' WHERE name = 'change'"),
                    StoreFault);
}

TEST_CASE("A reading connection cannot write") {
    test::TestDatabase database;
    auto reader = Connection::open(database.file(), Connection::Mode::read_only).value();
    CHECK_THROWS_WITH_AS(
        reader.execute("CREATE TABLE more (id INTEGER)"),
        "The database file cannot be written (attempt to write a readonly database); check its owner "
        "and permissions.",
        StoreFault);
}

TEST_CASE("Only its owner may read a new database") {
    test::TestDatabase database;
    struct stat status {};
    REQUIRE(::stat(database.file().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("Values come back as they were bound") {
    Connection connection = Connection::in_memory();
    connection.execute("CREATE TABLE t (i INTEGER, s TEXT, b BLOB, n INTEGER) STRICT");
    std::string const blob{"\0\xFF\1", 3};
    connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?)")
        .bind(0, std::int64_t{-5'000'000'000})
        .bind(1, "Норма \"x\"")
        .bind_blob(2, blob)
        .bind_null(3)
        .run();
    Statement statement = connection.prepare("SELECT i, s, b, n FROM t");
    REQUIRE(statement.step());
    CHECK(statement.column_count() == 4);
    CHECK(statement.integer(0) == -5'000'000'000);
    CHECK(statement.text(1) == "Норма \"x\"");
    CHECK(statement.blob(2) == blob);
    CHECK(statement.type(2) == ColumnType::blob);
    CHECK(statement.is_null(3));
    CHECK(!statement.step());
}

TEST_CASE("Rows handed over are those of the query, columns of every type included") {
    Connection connection = Connection::in_memory();
    connection.execute(
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB, d REAL) STRICT;"
        "INSERT INTO t VALUES (1, 'one', x'00FF', 1.5), (2, NULL, NULL, NULL), (3, '', x'', 2.5)");
    std::vector<std::string> handed;
    auto const tell = [&handed](Row const& row) {
        CHECK(row.column_count() == 4);
        CHECK((row.type(3) == ColumnType::real) != row.is_null(1));
        handed.push_back(fmt::format("{} {}{} {}", row.integer(0), row.text(1), row.is_null(1) ? "null" : "",
                                     row.blob(2).size()));
    };
    connection.for_each_row("SELECT a, b, c, d FROM t WHERE a >= ?1 AND a < ?2", {1, 3}, tell);
    CHECK(handed == std::vector<std::string>{"1 one 2", "2 null 0"});
    connection.for_each_row("SELECT a, b, c, d FROM t WHERE a >= ?1", {3}, tell);
    CHECK(handed.back() == "3  0");
}

TEST_CASE("A fault of whoever reads the rows ends the query and comes through as it is") {
    Connection connection = Connection::in_memory();
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1), (2), (3)");
    int handed = 0;
    auto const fail_at_second = [&handed](Row const& row) {
        ++handed;
        if (row.integer(0) == 2) throw std::out_of_range("the second");
    };
    CHECK_THROWS_WITH_AS(connection.for_each_row("SELECT a FROM t", {}, fail_at_second), "the second",
                         std::out_of_range);
    CHECK(handed == 2);
    std::int64_t sum = 0;
    connection.for_each_row("SELECT a FROM t", {}, [&sum](Row const& row) { sum += row.integer(0); });
    CHECK(sum == 6);
    CHECK_THROWS_AS(
        connection.for_each_row("SELECT 1 / a, abs(-9223372036854775808) FROM t", {}, [](Row const&) {}),
        StoreFault);
}

TEST_CASE("Empty text is not null") {
    Connection connection = Connection::in_memory();
    Statement statement = connection.prepare("SELECT ?1, ?2");
    statement.bind(0, std::string_view{}).bind_blob(1, std::string_view{});
    REQUIRE(statement.step());
    CHECK(statement.type(0) == ColumnType::text);
    CHECK(statement.type(1) == ColumnType::blob);
}

TEST_CASE("The same statement can be on loan twice, and a returned one has no old parameters") {
    Connection connection = Connection::in_memory();
    {
        Statement first = connection.prepare("SELECT ?1");
        Statement second = connection.prepare("SELECT ?1");
        first.bind(0, 1);
        second.bind(0, 2);
        REQUIRE(first.step());
        REQUIRE(second.step());
        CHECK(first.integer(0) == 1);
        CHECK(second.integer(0) == 2);
    }
    Statement third = connection.prepare("SELECT ?1");
    REQUIRE(third.step());
    CHECK(third.is_null(0));
}

TEST_CASE("What is not a database of ours is refused with a sentence and a remedy") {
    test::TemporaryFolder const folder;

    SUBCASE("no such file") {
        Error const error = error_of_opening(folder / "none.db");
        CHECK(error.code == ErrorCode::not_found);
        CHECK(error.message.find("There is no database") == 0);
        CHECK(error.message.find("safetycell init") != std::string::npos);
        CHECK(!std::filesystem::exists(folder / "none.db"));
    }
    SUBCASE("an empty file") {
        Error const error = error_of_opening(folder.file("empty.db", ""));
        CHECK(error.code == ErrorCode::invalid);
        CHECK(error.message.find("empty.db is empty; remove it") != std::string::npos);
    }
    SUBCASE("a folder") {
        CHECK(error_of_opening(folder / "").message.find("is not a SafetyCell database") != std::string::npos);
    }
    SUBCASE("another kind of file") {
        Error const error = error_of_opening(folder.file("letter.db", std::string(5000, 'x')));
        CHECK(error.code == ErrorCode::invalid);
        CHECK(error.message.find("letter.db is not a SafetyCell database; name another file") !=
              std::string::npos);
    }
    SUBCASE("a database of another program") {
        auto connection = Connection::create(folder / "other.db").value();
        connection.execute("PRAGMA application_id = 7; CREATE TABLE song (title TEXT)");
        connection = Connection::in_memory();
        Error const error = error_of_opening(folder / "other.db");
        CHECK(error.code == ErrorCode::invalid);
        CHECK(error.message.find("other.db is not a SafetyCell database") != std::string::npos);
    }
}

TEST_CASE("A damaged database is refused with a sentence and a remedy") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    database.close();

    SUBCASE("cut off") {
        std::filesystem::resize_file(database.file(), 8192);
    }
    SUBCASE("its schema overwritten") {
        std::fstream file{database.file(), std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(100);
        file << std::string(3900, '\x7F');
    }
    Error const error = error_of_opening(database.file());
    CHECK(error.code == ErrorCode::invalid);
    CHECK(error.message.find("enterprise.db is damaged (") != std::string::npos);
    CHECK(error.message.find("restore it from its latest copy.") != std::string::npos);
}

TEST_CASE("A file that exists is not created again") {
    test::TemporaryFolder const folder;
    auto const created = Connection::create(folder.file("letter.txt", "Dear"));
    REQUIRE(!created);
    CHECK(created.error().code == ErrorCode::conflict);
    CHECK(std::filesystem::file_size(folder / "letter.txt") == 4);
}

TEST_CASE("A full disk is told in words, and writing goes on when there is room again") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    Connection& connection = database.connection();
    std::string const pages = pragma(connection, "page_count");
    connection.execute("PRAGMA max_page_count = " + pages);
    auto const fill = [](WriteTx& tx) {
        domain::Incident incident = test::example_incident();
        incident.description = std::string(20'000, 'x');
        for (int i = 0; i < 20; ++i) {
            incident.reference = "big " + std::to_string(i);
            put_incident(tx, incident);
        }
    };
    CHECK_THROWS_WITH_AS(database.change(fill),
                         "The disk is full and nothing was stored; free some space and try again.", StoreFault);
    CHECK(newest_revision(ReadTx{connection}) == 3);
    connection.execute("PRAGMA max_page_count = 1000000");
    CHECK(database.change(fill) == 4);
    CHECK(database.chain_faults().empty());
}

TEST_CASE("A refused record is told without the text of a statement") {
    test::TestDatabase database;
    try {
        database.change([](WriteTx& tx) { put_organization(tx, test::example_organization("")); });
        FAIL("an empty code was taken");
    } catch (StoreFault const& fault) {
        std::string const words = fault.what();
        CHECK(words.find("The database refused a record (") == 0);
        CHECK(words.find("code_has_1_to_100_characters") != std::string::npos);
        CHECK(words.find("INSERT") == std::string::npos);
    }
}
