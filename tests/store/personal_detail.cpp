#include "store/personal_detail.hpp"

#include "store/test_database.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <random>

using namespace safetycell;
using namespace safetycell::store;
using namespace safetycell::test;

namespace {

constexpr std::string_view name = "Immaculata Quintessenz";
constexpr std::string_view diagnosis = "fracture of the left scaphoid";

IncidentId put_injury(WriteTx& tx, std::string reference, std::string_view on) {
    domain::Organization organization;
    organization.code = "OWN";
    organization.name = "Own people";
    domain::Incident incident;
    incident.reference = std::move(reference);
    incident.organization = put_organization(tx, organization).record.id;
    incident.occurred_on = incident.reported_on = day(on);
    incident.incident_class = domain::IncidentClass::lost_work_day_case;
    return put_incident(tx, incident).record.id;
}

/// The database with all that lies beside it.
std::string bytes_of(TestDatabase const& database) {
    std::string bytes;
    for (char const* const suffix : {"", "-wal", "-shm"}) {
        std::ifstream file(database.file().string() + suffix, std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return bytes;
}

std::string key_of(TestDatabase& database, IncidentId incident) {
    Statement statement = database.connection().prepare("SELECT key FROM personal_key WHERE incident = ?1");
    REQUIRE(statement.bind(0, incident.value).step());
    return std::string{statement.blob(0)};
}

bool erase(WriteTx& tx, IncidentId incident) {
    return erase_personal_detail(tx, std::array{incident}) == 1;
}

std::string newest_hash(TestDatabase& database) {
    ReadTx const tx(database.connection());
    return find_change(tx, newest_revision(tx))->hash;
}

struct Injured : TestDatabase {
    IncidentId incident;
    Injured() {
        change([&](WriteTx& tx) { incident = put_injury(tx, "N-1", "2025-11-20"); });
        change([&](WriteTx& tx) {
            put_personal_detail(tx, incident, {std::string{name}, std::string{diagnosis}});
        });
    }
    std::optional<PersonalDetail> read() {
        std::optional<PersonalDetail> detail;
        change([&](WriteTx& tx) { detail = read_personal_detail(tx, incident); });
        return detail;
    }
    PersonalDetailState state() { return personal_detail_status(ReadTx{connection()}, incident).state; }
};

}  // namespace

TEST_CASE("personal detail is read as it was recorded, and each reading is a change of its own") {
    Injured database;
    CHECK(database.state() == PersonalDetailState::kept);
    CHECK(database.read() == PersonalDetail{std::string{name}, std::string{diagnosis}});
    CHECK(find_personal_detail_events(ReadTx{database.connection()}, 3, 5).event == "read");
    database.change([&](WriteTx& tx) { put_personal_detail(tx, database.incident, {"Another", ""}); });
    CHECK(database.read() == PersonalDetail{"Another", ""});
    CHECK(database.chain_faults().empty());
    CHECK(database.storage_faults().empty());
}

TEST_CASE("no byte of personal detail stands in the file as it was written") {
    Injured database;
    CHECK(database.read());
    std::string const bytes = bytes_of(database);
    CHECK(bytes.find(name) == std::string::npos);
    CHECK(bytes.find("Quintessenz") == std::string::npos);
    CHECK(bytes.find(diagnosis) == std::string::npos);
}

TEST_CASE("erasing destroys the key to its last byte, and leaves the chain as it is") {
    Injured database;
    std::string const key = key_of(database, database.incident);
    CHECK(bytes_of(database).find(key) != std::string::npos);
    std::string const before = newest_hash(database);
    database.change([&](WriteTx& tx) { CHECK(erase(tx, database.incident)); });
    CHECK(bytes_of(database).find(key) == std::string::npos);
    CHECK(database.state() == PersonalDetailState::erased);
    CHECK_FALSE(database.read());
    CHECK(database.chain_faults().empty());
    CHECK(find_change(ReadTx{database.connection()}, 2)->hash == before);
    database.close();
    CHECK(bytes_of(database).find(key) == std::string::npos);
    database.reopen();
    CHECK(database.chain_faults().empty());
    CHECK(database.storage_faults().empty());
    bool erased_again = true;
    database.change([&](WriteTx& tx) { erased_again = erase(tx, database.incident); });
    CHECK_FALSE(erased_again);
}

TEST_CASE("no copy of an erased key is left behind among many, wherever their pages were split") {
    TestDatabase database;
    std::vector<IncidentId> incidents;
    database.change([&](WriteTx& tx) {
        for (int i = 0; i < 3000; ++i)
            incidents.push_back(put_injury(tx, fmt::format("N-{}", i), "2025-11-20"));
    });
    std::mt19937 draws(7);
    std::shuffle(incidents.begin(), incidents.end(), draws);
    for (std::size_t from = 0; from < incidents.size(); from += 100) {
        database.change([&](WriteTx& tx) {
            for (std::size_t i = from; i < from + 100; ++i)
                put_personal_detail(tx, incidents[i], {std::string{name}, ""});
        });
    }
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < incidents.size(); i += 9)
        keys.push_back(key_of(database, incidents[i]));
    std::vector<IncidentId> erased;
    for (std::size_t i = 0; i < incidents.size(); i += 9)
        erased.push_back(incidents[i]);
    database.change([&](WriteTx& tx) {
        CHECK(erase_personal_detail(tx, erased) == static_cast<std::int64_t>(erased.size()));
    });
    std::string const bytes = bytes_of(database);
    CHECK(std::count_if(keys.begin(), keys.end(),
                        [&](std::string const& key) { return bytes.find(key) != std::string::npos; }) == 0);
    CHECK(database.number("SELECT count(*) FROM personal_key") ==
          3000 - static_cast<std::int64_t>(keys.size()));
    bool opens = false;
    database.change([&](WriteTx& tx) { opens = read_personal_detail(tx, incidents[1]).has_value(); });
    CHECK(opens);
    CHECK(database.chain_faults().empty());
}

TEST_CASE("what is recorded after an erasure has a key of its own") {
    Injured database;
    std::string const key = key_of(database, database.incident);
    database.change([&](WriteTx& tx) { erase(tx, database.incident); });
    database.change([&](WriteTx& tx) { put_personal_detail(tx, database.incident, {"Another", ""}); });
    CHECK(key_of(database, database.incident) != key);
    CHECK(database.read() == PersonalDetail{"Another", ""});
}

TEST_CASE("while somebody reads, the key stays in the log, and goes with the next wiping") {
    Injured database;
    std::string const key = key_of(database, database.incident);
    {
        Connection reader = open_database_for_reading(database.file()).value();
        ReadTx const tx(reader);
        database.connection().execute("PRAGMA busy_timeout = 1");
        database.change([&](WriteTx& writing) { erase(writing, database.incident); });
        CHECK(database.state() == PersonalDetailState::erased);
        CHECK_FALSE(database.connection().wipe_log());
    }
    CHECK(database.connection().wipe_log());
    CHECK(bytes_of(database).find(key) == std::string::npos);
}

TEST_CASE("a sealed text that was altered or swapped is a fault, and breaks the chain") {
    Injured database;
    database.connection().execute(
        "DROP TRIGGER personal_detail_event_is_not_updated;"
        "UPDATE personal_detail_event SET sealed = randomblob(length(sealed))");
    CHECK_FALSE(database.chain_faults().empty());
    WriteTx tx{database.connection(), made_at};
    tx.open_change({"tester", "a test", "memory"});
    CHECK_THROWS_AS(read_personal_detail(tx, database.incident), std::runtime_error);
}

TEST_CASE("the schema refuses to alter what was recorded of personal detail, and keys of another size") {
    Injured database;
    CHECK_THROWS_AS(database.connection().execute("UPDATE personal_detail_event SET event = 'erased'"),
                    StoreFault);
    CHECK_THROWS_AS(database.connection().execute("DELETE FROM personal_detail_event"), StoreFault);
    CHECK_THROWS_AS(database.connection().execute("UPDATE personal_key SET key = x'00'"), StoreFault);
}

TEST_CASE("those whose detail is due are found by the day of the injury") {
    Injured database;
    auto const due = [&](std::string_view on) {
        return incidents_with_personal_detail(ReadTx{database.connection()}, day(on), 10).size();
    };
    CHECK(due("2025-11-19") == 0);
    CHECK(due("2025-11-20") == 1);
    database.change([&](WriteTx& tx) { erase(tx, database.incident); });
    CHECK(due("2025-11-20") == 0);
}
