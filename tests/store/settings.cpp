#include "store/settings.hpp"

#include "store/test_database.hpp"

using namespace safetycell;
using namespace safetycell::store;

namespace {

std::vector<TimeOfDay> times(std::initializer_list<int> hours) {
    std::vector<TimeOfDay> result;
    for (int const hour : hours)
        result.push_back(TimeOfDay{hour * 60});
    return result;
}

}  // namespace

TEST_CASE("Where nobody set anything there is no language and no slot") {
    test::TestDatabase database;
    CHECK(find_settings(ReadTx{database.connection()}) == EnterpriseSettings{});
    CHECK(newest_settings_change(ReadTx{database.connection()}) == 0);
    database.change([](WriteTx& tx) {
        put_enterprise(tx, test::example_enterprise());
        CHECK(put_settings(tx, {}) == Written::unchanged);
    });
    CHECK(newest_settings_change(ReadTx{database.connection()}) == 1);
}

TEST_CASE("Settings are a record: revised, never overwritten, and in the chain") {
    test::TestDatabase database;
    database.change([](WriteTx& tx) {
        CHECK(put_settings(tx, {"ru", times({6, 18})}) == Written::created);
        CHECK_THROWS_AS(put_settings(tx, {"en", {}}), std::logic_error);
    });
    database.change([](WriteTx& tx) {
        CHECK(put_settings(tx, {"ru", times({6, 18})}) == Written::unchanged);
        put_site(tx, test::example_site());
    });
    database.change([](WriteTx& tx) { CHECK(put_settings(tx, {"", times({7})}) == Written::revised); });
    CHECK(find_settings(ReadTx{database.connection()}) == EnterpriseSettings{"", times({7})});
    CHECK(newest_settings_change(ReadTx{database.connection()}) == 3);
    CHECK(database.chain_faults() == std::vector<std::string>{});
    CHECK_THROWS_AS(database.connection().execute("UPDATE settings_revision SET language = 'en'"), StoreFault);
    CHECK_THROWS_AS(database.connection().execute("DELETE FROM settings_revision"), StoreFault);
}

TEST_CASE("As many slots as are allowed can be stored") {
    test::TestDatabase database;
    EnterpriseSettings settings;
    for (std::size_t i = 0; i < most_slots; ++i)
        settings.slots.push_back(TimeOfDay{static_cast<int>(i) * 15});
    database.change([&](WriteTx& tx) { put_settings(tx, settings); });
    CHECK(find_settings(ReadTx{database.connection()}) == settings);
}

TEST_CASE("The schedules that were in force, by zone and slots, since when") {
    test::TestDatabase database;
    auto const initial = times({6, 18});
    CHECK(load_schedules(ReadTx{database.connection()}, initial).empty());
    auto const hour = [](int count) {
        return test::made_at + std::chrono::hours{count};
    };
    domain::Enterprise enterprise{"Example", test::zone("Asia/Almaty"), false};
    database.change([](WriteTx& tx) {
        put_settings(tx, {"ru", {}});
    });  // Nothing is due without an enterprise.
    database.change([&](WriteTx& tx) { put_enterprise(tx, enterprise); });
    database.change([](WriteTx& tx) { put_settings(tx, {"ru", times({9})}); });
    database.change([](WriteTx& tx) { put_site(tx, test::example_site()); });
    enterprise.time_zone = test::zone("Europe/Berlin");
    database.change([&](WriteTx& tx) { put_enterprise(tx, enterprise); });
    auto const history = load_schedules(ReadTx{database.connection()}, initial);
    REQUIRE(history.size() == 3);
    CHECK(history[0].since == hour(2));
    CHECK(history[0].schedule.times == initial);
    CHECK(history[0].schedule.time_zone == test::zone("Asia/Almaty"));
    CHECK(history[1].since == hour(3));
    CHECK(history[1].schedule.times == times({9}));
    CHECK(history[1].schedule.time_zone == test::zone("Asia/Almaty"));
    CHECK(history[2].since == hour(5));
    CHECK(history[2].schedule.times == times({9}));
    CHECK(history[2].schedule.time_zone == test::zone("Europe/Berlin"));
}
