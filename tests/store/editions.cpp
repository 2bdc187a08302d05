#include "store/editions.hpp"

#include "base/gzip.hpp"
#include "base/sha256.hpp"
#include "store/test_database.hpp"

#include <optional>

using namespace safetycell;
using namespace safetycell::store;

namespace {

Instant at(std::string_view text) {
    return test::instant(text);
}

StoredEdition slot_edition(ReadTx const& tx, std::string_view slot) {
    StoredEdition edition;
    edition.header.number = next_edition_number(tx);
    edition.header.slot = at(slot);
    edition.header.as_of = at(slot);
    edition.header.known_through = newest_revision(tx);
    edition.header.published_at = at(slot) + seconds{15};
    edition.header.published_by = "schedule";
    edition.header.previous = predecessor_number(tx, edition.header.as_of);
    edition.header.next_slot_at = at(slot) + std::chrono::hours{12};
    edition.header.longest_slot_gap = std::chrono::hours{12};
    edition.document = fmt::format(R"({{"edition":{}}})", edition.header.number);
    edition.policy = "[rates]";
    return edition;
}

StoredEdition asked_edition(ReadTx const& tx, std::string_view as_of) {
    StoredEdition edition = slot_edition(tx, as_of);
    edition.header.kind = domain::EditionKind::out_of_slot;
    edition.header.slot = std::nullopt;
    edition.header.published_by = "a.k";
    edition.header.reason = "audit";
    return edition;
}

std::vector<View> views_of(std::int64_t number) {
    return {{number, "wall/own", gzip(fmt::format("own {}", number))},
            {number, "wall/enterprise", gzip(fmt::format("enterprise {}", number))}};
}

void publish(test::TestDatabase& database, std::function<StoredEdition(ReadTx const&)> const& make) {
    WriteTx tx{database.connection(), test::made_at};
    StoredEdition const edition = make(tx);
    REQUIRE(insert_edition(tx, edition, views_of(edition.header.number)));
    tx.commit();
}
void publish_slot(test::TestDatabase& database, std::string_view slot) {
    publish(database, [&](ReadTx const& tx) { return slot_edition(tx, slot); });
}
void publish_asked(test::TestDatabase& database, std::string_view as_of) {
    publish(database, [&](ReadTx const& tx) { return asked_edition(tx, as_of); });
}

bool same(domain::EditionHeader const& left, domain::EditionHeader const& right) {
    return left.number == right.number && left.kind == right.kind && left.slot == right.slot &&
           left.as_of == right.as_of && left.known_through == right.known_through &&
           left.published_at == right.published_at && left.published_by == right.published_by &&
           left.reason == right.reason && left.previous == right.previous &&
           left.next_slot_at == right.next_slot_at && left.longest_slot_gap == right.longest_slot_gap;
}

std::vector<std::string> faults(test::TestDatabase& database) {
    return find_edition_chain_faults(ReadTx{database.connection()});
}

}  // namespace

TEST_CASE("A database without editions says so") {
    test::TestDatabase database;
    ReadTx const tx{database.connection()};
    CHECK(next_edition_number(tx) == 1);
    CHECK(newest_edition_number(tx) == 0);
    CHECK(current_edition_number(tx) == 0);
    CHECK(predecessor_number(tx, test::made_at) == 0);
    CHECK(!newest_published_slot(tx));
    CHECK(!find_edition(tx, 1));
    CHECK(!find_edition_header(tx, 1));
    CHECK(!find_current_view(tx, "wall/enterprise"));
    CHECK(load_views(tx, 1).empty());
    CHECK(load_edition_headers(tx, 0, 10).empty());
    CHECK(find_edition_chain_faults(tx).empty());
}

TEST_CASE("An edition comes back as it was stored, chained to the one before") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");
    publish_asked(database, "2026-01-02T12:00:00Z");
    ReadTx const tx{database.connection()};

    auto const first = find_edition(tx, 1);
    REQUIRE(first);
    CHECK(first->document == R"({"edition":1})");
    CHECK(first->policy == "[rates]");
    CHECK(first->previous_sha256.empty());
    CHECK(first->sha256.size() == 64);
    CHECK(first->header.kind == domain::EditionKind::slot);
    CHECK(first->header.slot == at("2026-01-02T06:00:00Z"));
    CHECK(first->header.published_at == at("2026-01-02T06:00:15Z"));
    CHECK(first->header.longest_slot_gap == std::chrono::hours{12});

    auto const second = find_edition(tx, 2);
    REQUIRE(second);
    CHECK(second->previous_sha256 == first->sha256);
    CHECK(second->header.kind == domain::EditionKind::out_of_slot);
    CHECK(!second->header.slot);
    CHECK(second->header.reason == "audit");
    CHECK(second->header.previous == 1);
    CHECK(same(*find_edition_header(tx, 2), second->header));
    CHECK(database.number("SELECT count(*) FROM policy") == 1);
    CHECK(database.number("SELECT count(*) FROM change") == 0);
    CHECK(find_edition_chain_faults(tx) == std::vector<std::string>{});
}

TEST_CASE("A slot has one edition, by the program and by the schema") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");
    {
        WriteTx tx{database.connection(), test::made_at};
        StoredEdition again = slot_edition(tx, "2026-01-02T06:00:00Z");
        again.header.kind = domain::EditionKind::late;
        auto const inserted = insert_edition(tx, again, {});
        REQUIRE(!inserted);
        CHECK(inserted.error().code == ErrorCode::conflict);
        CHECK(inserted.error().message.find("The slot 2026-01-02T06:00:00Z has its edition already") == 0);
    }
    CHECK_THROWS_AS(
        database.connection().execute(
            "INSERT INTO edition SELECT 2, 'late', slot_at, as_of, known_through, published_at, published_by, "
            "reason, previous, next_slot_at, longest_slot_gap, policy, sha256, previous_sha256 || '" +
            std::string(64, '0') + "', document FROM edition"),
        StoreFault);
    CHECK(database.number("SELECT count(*) FROM edition") == 1);
    // The same moment may be told again out of slot.
    publish_asked(database, "2026-01-02T06:00:00Z");
    CHECK(faults(database).empty());
}

TEST_CASE("The schema refuses an edition that is not one") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");
    WriteTx tx{database.connection(), test::made_at};
    StoredEdition edition = asked_edition(tx, "2026-01-02T12:00:00Z");
    SUBCASE("a number that leaves a gap") {
        edition.header.number = 3;
    }
    SUBCASE("a number that is taken") {
        edition.header.number = 1;
    }
    SUBCASE("out of slot without a reason") {
        edition.header.reason = "";
    }
    SUBCASE("by nobody") {
        edition.header.published_by = "";
    }
    SUBCASE("out of slot with a slot") {
        edition.header.slot = at("2026-01-02T18:00:00Z");
    }
    SUBCASE("of a slot without one") {
        edition.header.kind = domain::EditionKind::late;
    }
    SUBCASE("as of another moment than its slot") {
        edition = slot_edition(tx, "2026-01-02T18:00:00Z");
        edition.header.as_of += seconds{1};
    }
    SUBCASE("told against one that does not exist") {
        edition.header.previous = 7;
    }
    CHECK_THROWS_AS(static_cast<void>(insert_edition(tx, edition, {})), StoreFault);
}

TEST_CASE("The current edition is about the latest moment; the newest was published last") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");   // 1
    publish_slot(database, "2026-01-02T18:00:00Z");   // 2
    publish_asked(database, "2014-12-31T23:59:00Z");  // 3: history
    publish_asked(database, "2026-01-02T18:00:00Z");  // 4: the same moment again
    publish_asked(database, "2026-01-02T12:00:00Z");  // 5: between
    ReadTx const tx{database.connection()};
    CHECK(newest_edition_number(tx) == 5);
    CHECK(next_edition_number(tx) == 6);
    CHECK(current_edition_number(tx) == 4);
    CHECK(newest_published_slot(tx) == at("2026-01-02T18:00:00Z"));
    CHECK(predecessor_number(tx, at("2014-12-31T23:58:59Z")) == 0);
    CHECK(predecessor_number(tx, at("2014-12-31T23:59:00Z")) == 3);
    CHECK(predecessor_number(tx, at("2026-01-02T06:00:00Z")) == 1);
    CHECK(predecessor_number(tx, at("2026-01-02T17:59:59Z")) == 5);
    CHECK(predecessor_number(tx, at("2030-01-01T00:00:00Z")) == 4);
    CHECK(gunzip(find_current_view(tx, "wall/enterprise")->gzip, 100) == "enterprise 4");
    CHECK(find_current_view(tx, "wall/enterprise")->edition == 4);
    CHECK(!find_current_view(tx, "wall/site:NONE"));
}

TEST_CASE("Headers are listed newest first, page by page") {
    test::TestDatabase database;
    for (int day = 1; day <= 5; ++day)
        publish_slot(database, fmt::format("2026-02-0{}T06:00:00Z", day));
    ReadTx const tx{database.connection()};
    auto const numbers = [&](std::int64_t before, int limit) {
        std::vector<std::int64_t> found;
        for (auto const& header : load_edition_headers(tx, before, limit))
            found.push_back(header.number);
        return found;
    };
    CHECK(numbers(0, 2) == std::vector<std::int64_t>{5, 4});
    CHECK(numbers(4, 2) == std::vector<std::int64_t>{3, 2});
    CHECK(numbers(2, 2) == std::vector<std::int64_t>{1});
}

TEST_CASE("Views are stored as they are, by audience") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");
    ReadTx const tx{database.connection()};
    auto const views = load_views(tx, 1);
    REQUIRE(views.size() == 2);
    CHECK(views[0].audience == "wall/enterprise");
    CHECK(views[0].gzip == gzip("enterprise 1"));
    CHECK(views[1].audience == "wall/own");
}

TEST_CASE("An edition that is rolled back leaves no gap in the numbers") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");
    {
        WriteTx tx{database.connection(), test::made_at};
        REQUIRE(insert_edition(tx, slot_edition(tx, "2026-01-02T18:00:00Z"), views_of(2)));
    }
    publish_slot(database, "2026-01-02T18:00:00Z");
    CHECK(newest_edition_number(ReadTx{database.connection()}) == 2);
    CHECK(faults(database).empty());
}

TEST_CASE("The chain of editions names the edition and what differs") {
    test::TestDatabase database;
    publish_slot(database, "2026-01-02T06:00:00Z");
    publish_slot(database, "2026-01-02T18:00:00Z");
    Connection& connection = database.connection();
    connection.execute(
        "PRAGMA foreign_keys = OFF; DROP TRIGGER edition_is_not_updated; DROP TRIGGER edition_is_not_deleted;"
        "DROP TRIGGER edition_view_is_not_updated; DROP TRIGGER edition_view_is_not_deleted;"
        "DROP TRIGGER policy_is_not_updated");

    SUBCASE("another document") {
        connection.prepare("UPDATE edition SET document = ?1 WHERE number = 1").bind_blob(0, gzip("{}")).run();
        CHECK(faults(database) == std::vector<std::string>{"Edition 1 is not as it was published."});
    }
    SUBCASE("a damaged document") {
        connection.execute("UPDATE edition SET document = x'1F8B00' WHERE number = 2");
        CHECK(faults(database) == std::vector<std::string>{"The document of edition 2 is damaged."});
        CHECK_THROWS_AS(find_edition(ReadTx{connection}, 2), StoreFault);
    }
    SUBCASE("an edition that was taken out") {
        connection.execute("DELETE FROM edition WHERE number = 1");
        CHECK(
            faults(database) ==
            std::vector<std::string>{"Edition 1 is missing.",
                                     "Edition 2 does not follow edition 1: its hash of the one before differs.",
                                     "2 views belong to no edition."});
    }
    SUBCASE("another view, with a digest to match") {
        Statement update =
            connection.prepare("UPDATE edition_view SET gzip = ?1, sha256 = ?2 WHERE edition = 2");
        update.bind_blob(0, "forged").bind(1, sha256_hex("forged")).run();
        CHECK(faults(database) == std::vector<std::string>{"Edition 2 is not as it was published."});
    }
    SUBCASE("a view that was taken out") {
        connection.execute("DELETE FROM edition_view WHERE edition = 2 AND audience = 'wall/own'");
        CHECK(faults(database) == std::vector<std::string>{"Edition 2 is not as it was published."});
    }
    SUBCASE("another policy, with a digest to match") {
        Statement update = connection.prepare("UPDATE policy SET text = ?1, sha256 = ?2");
        update.bind(0, "forged").bind(1, sha256_hex("forged")).run();
        CHECK(faults(database).size() == 2);
    }
    SUBCASE("computed from more than there is") {
        connection.execute("DELETE FROM edition_view; DELETE FROM edition");
        WriteTx tx{connection, test::made_at};
        StoredEdition edition = slot_edition(tx, "2026-01-03T06:00:00Z");
        edition.header.known_through = 9;
        REQUIRE(insert_edition(tx, edition, {}));
        tx.commit();
        CHECK(faults(database) ==
              std::vector<std::string>{"Edition 1 was computed from change 9, which is missing."});
    }
}
