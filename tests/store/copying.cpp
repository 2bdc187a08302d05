#include "store/copying.hpp"

#include "store/test_database.hpp"

using namespace safetycell;
using namespace safetycell::store;

namespace {

/// One of each family, in changes that the chain of `database` can take.
Connection prepared_for(test::TestDatabase& database) {
    Connection draft = blank_in_memory(ReadTx{database.connection()});
    WriteTx tx{draft, test::made_at - std::chrono::hours{24}};
    tx.open_change({"demo", "entered", "a test"});
    put_enterprise(tx, test::example_enterprise());
    put_site(tx, test::example_site());
    put_organization(tx, test::example_organization());
    put_hours(tx, test::example_hours());
    put_incident(tx, test::example_incident());
    tx.commit();
    WriteTx second{draft, test::made_at};
    second.open_change({"demo", "entered", "a test"});
    put_violation(second, test::example_violation().violation, test::example_violation().texts);
    second.commit();
    return draft;
}

}  // namespace

TEST_CASE("What was prepared in memory is there whole, and its chain holds") {
    test::TestDatabase database;
    Connection draft = prepared_for(database);
    {
        WriteTx tx{database.connection(), test::made_at};
        copy_records(tx, draft);
        tx.open_change({"anna", "Set the server up", "a test"});
        put_settings(tx, {"ru", {}});
        tx.commit();
    }
    ReadTx const tx{database.connection()};
    CHECK(newest_revision(tx) == 3);
    CHECK(find_chain_faults(tx) == std::vector<std::string>{});
    CHECK(find_storage_faults(tx) == std::vector<std::string>{});
    CHECK(test::same(load_facts(tx, 2), load_facts(ReadTx{draft}, 2)));
}

TEST_CASE("What was prepared is not there at all when the transaction is not committed") {
    test::TestDatabase database;
    Connection draft = prepared_for(database);
    {
        WriteTx tx{database.connection(), test::made_at};
        copy_records(tx, draft);
    }
    CHECK(newest_revision(ReadTx{database.connection()}) == 0);
    CHECK_FALSE(find_enterprise(ReadTx{database.connection()}));
}

TEST_CASE("A chain that was prepared for another database is found out") {
    test::TestDatabase database;
    test::TestDatabase other;
    Connection draft = prepared_for(other);
    {
        WriteTx tx{database.connection(), test::made_at};
        copy_records(tx, draft);
        tx.commit();
    }
    CHECK_FALSE(database.chain_faults().empty());
}
