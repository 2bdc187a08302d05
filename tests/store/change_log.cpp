#include "store/change_log.hpp"

#include "store/editions.hpp"
#include "store/test_database.hpp"

#include <algorithm>
#include <set>
#include <sstream>

using namespace safetycell;
using namespace safetycell::store;

namespace {

void publish_one(test::TestDatabase& database) {
    WriteTx tx{database.connection(), test::made_at};
    StoredEdition edition;
    edition.header.number = 1;
    edition.header.slot = test::made_at;
    edition.header.as_of = test::made_at;
    edition.header.known_through = 3;
    edition.header.published_at = test::made_at;
    edition.header.published_by = "schedule";
    edition.header.next_slot_at = test::made_at + std::chrono::hours{12};
    edition.header.longest_slot_gap = std::chrono::hours{12};
    edition.document = R"({"edition":1})";
    edition.policy = "[rates]";
    REQUIRE(insert_edition(tx, edition, {{1, "wall/enterprise", "compressed"}}));
    tx.commit();
}

struct Column {
    std::string table;
    std::string name;
};

std::vector<Column> all_columns(Connection& connection) {
    std::vector<Column> columns;
    Statement statement = connection.prepare(
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY t.name, c.cid");
    while (statement.step())
        columns.push_back({std::string{statement.text(0)}, std::string{statement.text(1)}});
    return columns;
}

/// Alters the greatest value of one column of a table, as somebody with the file and SQLite's own tools
/// would: the triggers are put aside and put back, checks and references switched off.
void forge(Connection& connection, Column const& column) {
    std::vector<std::string> triggers;
    std::string drop;
    {
        Statement statement =
            connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1");
        statement.bind(0, column.table);
        while (statement.step()) {
            drop += fmt::format("DROP TRIGGER {};", statement.text(0));
            triggers.emplace_back(statement.text(1));
        }
    }
    connection.execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
    connection.execute(drop);
    std::string type;
    {
        Statement statement = connection.prepare("SELECT type FROM pragma_table_info(?1) WHERE name = ?2");
        REQUIRE(statement.bind(0, column.table).bind(1, column.name).step());
        type = statement.text(0);
    }
    std::string const altered = type == "INTEGER" ? "coalesce({0}, 0) + 1"
                                : type == "TEXT"  ? "coalesce({0}, '') || 'x'"
                                                  : "cast({0} || x'00' AS BLOB)";
    connection.execute(fmt::format("UPDATE {0} SET {1} = {2} WHERE {1} IS (SELECT max({1}) FROM {0})",
                                   column.table, column.name, fmt::format(fmt::runtime(altered), column.name)));
    for (std::string const& trigger : triggers)
        connection.execute(trigger);
}

/// What proves who somebody is, and what was answered: replaced and forgotten, no records.
bool is_replaced(std::string const& table) {
    static std::set<std::string> const tables{"password",         "session",
                                              "access_link",      "api_token",
                                              "sign_in_failures", "kept_reply",
                                              "second_factor",    "recovery_code",
                                              "failed_sign_in",   "personal_key",
                                              "import_file",      "import_draft",
                                              "import_profile",   "api_token_assignment",
                                              "provider_identity"};
    return tables.contains(table);
}

std::vector<std::string> all_faults(ReadTx const& tx) {
    std::vector<std::string> faults = find_chain_faults(tx);
    for (std::string& fault : find_edition_chain_faults(tx))
        faults.push_back(std::move(fault));
    return faults;
}

}  // namespace

TEST_CASE("Nothing is updated or deleted: the triggers of every table refuse it") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    publish_one(database);
    std::set<std::string> tables;
    for (Column const& column : all_columns(database.connection())) {
        CAPTURE(column.table);
        CAPTURE(column.name);
        if (is_replaced(column.table)) continue;
        tables.insert(column.table);
        REQUIRE(database.number("SELECT count(*) FROM " + column.table) > 0);
        CHECK_THROWS_AS(
            database.connection().execute(fmt::format("UPDATE {0} SET {1} = {1}", column.table, column.name)),
            StoreFault);
        CHECK_THROWS_AS(database.connection().execute("DELETE FROM " + column.table), StoreFault);
    }
    CHECK(tables.size() == 38);
}

TEST_CASE("A row is not replaced either") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    publish_one(database);
    auto const refuses = [&](std::string_view sql) {
        CHECK_THROWS_AS(database.connection().execute(sql), StoreFault);
    };
    refuses("REPLACE INTO policy_revision SELECT change, 'other' FROM policy_revision");
    refuses("INSERT OR REPLACE INTO organization (id, code) VALUES (1, 'C9')");
    refuses("INSERT OR REPLACE INTO requirement (id, text) VALUES (1, 'other')");
    refuses("REPLACE INTO site_revision SELECT change, id, 'other', time_zone, voided FROM site_revision");
    refuses(
        "REPLACE INTO change SELECT number, 0, who, why, source, rows_sha256, previous_sha256, sha256 FROM "
        "change");
    refuses(
        "REPLACE INTO edition SELECT number + 1, kind, slot_at, as_of, known_through, published_at, "
        "published_by, "
        "reason, previous, next_slot_at, longest_slot_gap, policy, sha256, previous_sha256, document FROM "
        "edition");
}

TEST_CASE("The chain finds a forged value in any column of any table") {
    test::TestDatabase original;
    test::put_one_of_each(original);
    publish_one(original);
    REQUIRE(all_faults(ReadTx{original.connection()}) == std::vector<std::string>{});
    std::vector<Column> const columns = all_columns(original.connection());
    REQUIRE(columns.size() > 100);
    original.close();
    for (Column const& column : columns) {
        // What a migration left is compared with the migration itself, not chained.
        if (column.table == "migration" || is_replaced(column.table)) continue;
        CAPTURE(column.table);
        CAPTURE(column.name);
        auto const copy = original.beside(column.table + "." + column.name);
        std::filesystem::copy_file(original.file(), copy);
        Connection connection = Connection::open(copy, Connection::Mode::read_write).value();
        connection.execute("PRAGMA synchronous = OFF");
        forge(connection, column);
        ReadTx const tx{connection};
        CHECK(!all_faults(tx).empty());
        // The forger put everything else back.
        auto const storage = find_storage_faults(tx);
        CHECK(std::none_of(storage.begin(), storage.end(),
                           [](std::string const& fault) { return fault.find("schema") != std::string::npos; }));
    }
}

TEST_CASE("The chain finds one flipped bit in the bytes of the file") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    database.close();
    {
        std::fstream file{database.file(), std::ios::in | std::ios::out | std::ios::binary};
        std::stringstream bytes;
        bytes << file.rdbuf();
        std::size_t const at = bytes.str().find("Hand caught between rolls");
        REQUIRE(at != std::string::npos);
        file.seekp(static_cast<std::streamoff>(at));
        file.put('h');
    }
    database.reopen();
    CHECK(database.storage_faults() == std::vector<std::string>{});
    CHECK(database.chain_faults() ==
          std::vector<std::string>{
              "The records of change 2 (2026-01-01T02:00:00Z, tester) are not those it recorded."});
}

TEST_CASE("The chain names the change and what differs") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    Connection& connection = database.connection();
    connection.execute("PRAGMA foreign_keys = OFF");
    auto const drop = [&](std::string_view trigger) {
        connection.execute(fmt::format("DROP TRIGGER {}", trigger));
    };

    SUBCASE("another author") {
        drop("change_is_not_updated");
        connection.execute("UPDATE change SET who = 'somebody' WHERE number = 2");
        CHECK(database.chain_faults() ==
              std::vector<std::string>{
                  "Change 2 itself (who, when, why, source or hash) is not as it was recorded."});
    }
    SUBCASE("a change that was taken out") {
        drop("change_is_not_deleted");
        connection.execute("DELETE FROM change WHERE number = 2");
        CHECK(database.chain_faults() ==
              std::vector<std::string>{"Change 2 is missing.",
                                       "Change 3 does not follow change 2: its hash of the one before differs.",
                                       "There are records of change 2, which does not exist."});
    }
    SUBCASE("a change of another database") {
        drop("installation_is_not_updated");
        connection.execute("UPDATE installation SET epoch = 'other'");
        CHECK(database.chain_faults() ==
              std::vector<std::string>{
                  "Change 1 was made in another database than this one: epoch or date of making differ."});
    }
    SUBCASE("a record that was added to an old change") {
        connection.execute("INSERT INTO site (code) VALUES ('SOUTH')");
        connection.execute("INSERT INTO site_revision VALUES (1, 2, 'South', 'UTC', 0)");
        CHECK(database.chain_faults() ==
              std::vector<std::string>{
                  "The records of change 1 (2026-01-01T01:00:00Z, tester) are not those it recorded."});
    }
    SUBCASE("a record without a revision, and a text that nobody uses") {
        connection.execute(
            "INSERT INTO site (code) VALUES ('SOUTH'); INSERT INTO requirement (text) VALUES ('more')");
        CHECK(database.chain_faults() ==
              std::vector<std::string>{"1 of the table site belong to no change.",
                                       "1 of the table requirement belong to no change."});
    }
    SUBCASE("a record that is gone") {
        drop("incident_is_not_deleted");
        connection.execute("DELETE FROM incident");
        CHECK(database.chain_faults() ==
              std::vector<std::string>{
                  "The records of change 2 (2026-01-01T02:00:00Z, tester) are not those it recorded."});
    }
}

TEST_CASE("A chain from before violations said who found them holds") {
    test::TestDatabase database;
    database.change([](WriteTx& tx) {
        put_organization(tx, test::example_organization());
        put_site(tx, test::example_site());
    });
    auto const put = [&](bool self_found) {
        StoredViolation violation = test::example_violation();
        violation.violation.self_found = self_found;
        database.change([&](WriteTx& tx) { put_violation(tx, violation.violation, violation.texts); });
        Statement digest = database.connection().prepare(
            "SELECT rows_sha256 FROM change WHERE number = (SELECT max(number) FROM change)");
        REQUIRE(digest.step());
        return std::string{digest.text(0)};
    };
    // The digest that such a violation had before there was the column.
    std::string const before = "11a48fb0488fe3d88560248f48fca465e5ce891ac063128209524afb4c445385";
    CHECK(put(false) == before);
    CHECK(put(true) != before);
    CHECK(database.chain_faults() == std::vector<std::string>{});
}

TEST_CASE("The schema keeps changes without gaps") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    std::string const digest(64, '0');
    auto const insert = [&](int number) {
        database.connection().execute(fmt::format(
            "INSERT INTO change VALUES ({0}, 0, 'me', '', '', '{1}', '{1}', '{1}')", number, digest));
    };
    CHECK_THROWS_AS(insert(5), StoreFault);
    CHECK_THROWS_AS(insert(3), StoreFault);
    CHECK_THROWS_AS(insert(0), StoreFault);
    CHECK_NOTHROW(insert(4));
}

TEST_CASE("A change says who, when, why and from what") {
    test::TestDatabase database;
    Instant const now = test::instant("2026-02-03T04:05:06Z");
    {
        WriteTx tx{database.connection(), now};
        tx.open_change({"a.k", "monthly hours", "hours.csv sha256:12"});
        put_site(tx, test::example_site());
        tx.commit();
    }
    ReadTx const tx{database.connection()};
    auto const change = find_change(tx, 1);
    REQUIRE(change);
    CHECK(change->number == 1);
    CHECK(change->recorded_at == now);
    CHECK(change->author == Author{"a.k", "monthly hours", "hours.csv sha256:12"});
    CHECK(change->hash.size() == 64);
    CHECK(!find_change(tx, 0));
    CHECK(!find_change(tx, 2));
}

TEST_CASE("Changes are loaded after one and through another") {
    test::TestDatabase database;
    test::put_one_of_each(database);
    ReadTx const tx{database.connection()};
    auto const changes = load_changes(tx, 1, 3);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].number == 2);
    CHECK(changes[1].number == 3);
    CHECK(changes[1].hash == find_change(tx, 3)->hash);
}

TEST_CASE("What was known at an instant is everything recorded up to the last change by then") {
    test::TestDatabase database;
    auto const at = [](std::string_view time) {
        return test::instant(fmt::format("2026-03-01T{}Z", time));
    };
    auto const put = [&](std::string_view time, std::string code) {
        database.change_at(at(time), [&](WriteTx& tx) { put_site(tx, test::example_site(std::move(code))); });
    };
    put("10:00", "A");
    put("12:00", "B");
    put("11:00", "C");  // The clock was set back.
    put("13:00", "D");
    ReadTx const tx{database.connection()};
    CHECK(revision_known_at(tx, at("09:59")) == 0);
    CHECK(revision_known_at(tx, at("10:00")) == 1);
    CHECK(revision_known_at(tx, at("10:59")) == 1);
    CHECK(revision_known_at(tx, at("11:00")) == 3);
    CHECK(revision_known_at(tx, at("12:59")) == 3);
    CHECK(revision_known_at(tx, at("13:00")) == 4);
    CHECK(find_chain_faults(tx).empty());
}
