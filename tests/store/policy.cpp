#include "store/policy.hpp"

#include "store/canonical_digest.hpp"
#include "store/migrations.hpp"
#include "store/test_database.hpp"

using namespace safetycell;
using namespace safetycell::store;

TEST_CASE("The policy in force at a revision is the one recorded last by then") {
    test::TestDatabase database;
    auto const put = [&](std::string_view text) {
        return database.change([&](WriteTx& tx) { put_policy_revision(tx, text); });
    };
    database.change([](WriteTx& tx) { put_site(tx, test::example_site()); });
    CHECK(put("first") == 2);
    database.change([](WriteTx& tx) { put_site(tx, test::example_site("SOUTH")); });
    CHECK(put("second") == 4);
    CHECK(put("first") == 5);
    ReadTx const tx{database.connection()};
    CHECK_FALSE(policy_known_at(tx, 1).has_value());
    CHECK(policy_known_at(tx, 2) == PolicyRevision{2, "first"});
    CHECK(policy_known_at(tx, 3) == PolicyRevision{2, "first"});
    CHECK(policy_known_at(tx, 4) == PolicyRevision{4, "second"});
    CHECK(policy_known_at(tx, 9) == PolicyRevision{5, "first"});
    CHECK(load_policy_revisions(tx) == std::vector<PolicyRevision>{{2, "first"}, {4, "second"}, {5, "first"}});
    CHECK(find_chain_faults(tx) == std::vector<std::string>{});
}

TEST_CASE("To put the text in force again writes nothing, not even a change") {
    test::TestDatabase database;
    database.change([](WriteTx& tx) { CHECK(put_policy_revision(tx, "text") == Written::created); });
    Revision const newest =
        database.change([](WriteTx& tx) { CHECK(put_policy_revision(tx, "text") == Written::unchanged); });
    CHECK(newest == 1);
    database.change([](WriteTx& tx) {
        CHECK(put_policy_revision(tx, "other") == Written::revised);
        CHECK_THROWS_AS(put_policy_revision(tx, "third"), std::logic_error);
    });
}

TEST_CASE("A policy has a text, and not without end") {
    test::TestDatabase database;
    WriteTx tx{database.connection(), test::made_at};
    tx.open_change({"tester", "a test", "memory"});
    CHECK_THROWS_AS(put_policy_revision(tx, ""), StoreFault);
    CHECK_THROWS_AS(put_policy_revision(tx, std::string(longest_policy + 1, '#')), StoreFault);
    CHECK_NOTHROW(put_policy_revision(tx, std::string(longest_policy, '#')));
}

TEST_CASE("A chain from before policies were records holds after the schema is brought up to date") {
    test::TestDatabase database;
    database.change([](WriteTx& tx) { put_site(tx, test::example_site("A")); });
    database.change([](WriteTx& tx) { put_site(tx, test::example_site("B")); });
    {
        // What the digest of the first change was then: of its one row, and of no policy.
        Statement row = database.connection().prepare("SELECT 1, 1, 'A', 'North works', 'Asia/Almaty', 0");
        REQUIRE(row.step());
        CanonicalDigest digest;
        digest.add("site");
        digest.add_row(row);
        Statement change = database.connection().prepare("SELECT rows_sha256 FROM change WHERE number = 1");
        REQUIRE(change.step());
        CHECK(change.text(0) == digest.hex());
    }
    auto const file = database.beside("older.db");
    {
        Connection older = Connection::create(file).value();
        auto const migrations = migration_files().first(3);
        REQUIRE(migrations.back().name == "0003_editions.sql");
        apply_migrations(older, migrations, test::made_at);
        older.execute(fmt::format("ATTACH '{}' AS newer", database.file().string()));
        for (char const* const table : {"installation", "site", "change", "site_revision"})
            older.execute(fmt::format("INSERT INTO {0} SELECT * FROM newer.{0}", table));
    }
    Connection updated = open_database(file, test::made_at).value();
    ReadTx const tx{updated};
    CHECK(newest_revision(tx) == 2);
    CHECK(find_chain_faults(tx) == std::vector<std::string>{});
    CHECK(find_storage_faults(tx) == std::vector<std::string>{});
}
