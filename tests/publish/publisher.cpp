#include "publish/publisher.hpp"

#include "config/settings.hpp"
#include "domain/slots.hpp"
#include "publish/rebuilding.hpp"
#include "store/database.hpp"
#include "store/editions.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"
#include "store/settings.hpp"
#include "support/facts_builder.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace safetycell;

namespace {

std::vector<TimeOfDay> const shipped_slots{TimeOfDay{6 * 60}, TimeOfDay{18 * 60}};

publish::PolicyInForce shipped_policy() {
    std::string const text{config::default_policy_text()};
    return {config::parse_policy(text, "policy.toml").value(), text};
}

/// The shipped text with other weights of the rating, which is therefore of another version.
std::string other_policy(int version, int injuries) {
    std::string text = shipped_policy().text;
    auto const replace = [&text](std::string_view from, std::string const& to) {
        std::size_t const at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    replace("[rating]\nversion = 1", fmt::format("[rating]\nversion = {}", version));
    replace("injuries = 20", fmt::format("injuries = {}", injuries));
    replace("mentorship = 15", fmt::format("mentorship = {}", 35 - injuries));
    return text;
}

/// A database on disk and its publisher, which can be closed and opened again.
struct Cell {
    test::TemporaryFolder folder;
    std::filesystem::path const file = folder / "cell.db";
    std::optional<store::Connection> connection;
    std::optional<publish::Publisher> publisher;
    std::vector<live::FramesByAudience> published;

    Cell(std::string_view zone, Instant now) {
        connection = store::create_database(file, now).value();
        store::WriteTx tx{*connection, now};
        tx.open_change({"test", "set up", "test"});
        store::put_enterprise(tx, {"Example", test::zone(zone), false});
        domain::Site site;
        site.code = site.name = "MINE";
        site.time_zone = test::zone(zone);
        store::put_site(tx, site);
        domain::Organization organization;
        organization.code = organization.name = "ACME";
        store::put_organization(tx, organization);
        tx.commit();
        open(now);
    }

    /// What a restart does.
    void open(Instant now) {
        publisher.reset();
        connection.reset();
        connection = store::open_database(file, now).value();
        publisher.emplace(*connection, shipped_policy(), shipped_slots,
                          [this](live::FramesByAudience frames) { published.push_back(std::move(frames)); });
    }

    void record_incident(Instant now, std::string reference, std::string_view day,
                         domain::IncidentClass incident_class) {
        store::WriteTx tx{*connection, now};
        tx.open_change({"anna", "reported", "test"});
        domain::Incident incident;
        incident.reference = std::move(reference);
        incident.organization = OrganizationId{1};
        incident.site = SiteId{1};
        incident.occurred_on = test::day(day);
        incident.incident_class = incident_class;
        store::put_incident(tx, incident);
        tx.commit();
    }

    Result<std::optional<Revision>> give_policy(Instant now, std::string text) {
        return publish::record_policy(*connection, {"p.toml", std::move(text), "anna", "review"}, now);
    }

    std::string policy_of(std::int64_t number) {
        store::ReadTx const tx{*connection};
        return store::find_edition(tx, number).value().policy;
    }

    /// Oldest first.
    std::vector<domain::EditionHeader> editions() {
        store::ReadTx const tx{*connection};
        auto headers = store::load_edition_headers(tx, 0, std::numeric_limits<int>::max());
        return {headers.rbegin(), headers.rend()};
    }

    std::string document(std::int64_t number) {
        store::ReadTx const tx{*connection};
        return store::find_edition(tx, number).value().document;
    }
};

}  // namespace

TEST_CASE("a year of slots with restarts and clock jumps: each slot exactly one edition") {
    unsigned const seed = std::random_device{}();
    CAPTURE(seed);
    for (char const* zone : {"Europe/Berlin", "Asia/Almaty", "America/St_Johns"}) {
        CAPTURE(zone);
        std::mt19937 engine{seed};
        auto const draw = [&engine](int low, int high) {
            return std::uniform_int_distribution{low, high}(engine);
        };
        Instant const start = test::instant("2024-01-01T00:30:00Z");
        Instant const end = test::instant("2025-01-01T00:30:00Z");
        Cell cell{zone, start};
        Instant now = start;
        while (now < end) {
            now += std::chrono::minutes{draw(1, 9 * 60)};
            if (draw(1, 40) == 1)
                now += std::chrono::hours{draw(1, 80)};  // Down for days, or the clock was late.
            if (draw(1, 10) == 1) cell.open(now);
            // The clock is set back for a while.
            if (draw(1, 20) == 1) cell.publisher->tick(now - std::chrono::minutes{draw(1, 3 * 24 * 60)});
            cell.publisher->tick(now);
            cell.publisher->tick(now);
        }
        auto const expected = domain::slots_between({test::zone(zone), shipped_slots}, start, now);
        auto const editions = cell.editions();
        REQUIRE(editions.size() == expected.size());
        for (std::size_t i = 0; i < editions.size(); ++i) {
            CAPTURE(to_string(expected[i]));
            CHECK(editions[i].number == static_cast<std::int64_t>(i + 1));
            CHECK(editions[i].slot == expected[i]);
            CHECK(editions[i].as_of == expected[i]);
            CHECK(editions[i].published_at >= expected[i]);
        }
        // 730 or 732 slots: clock changes neither skip nor double one.
        CHECK(editions.size() >= 730);
    }
}

TEST_CASE("a slot missed while the server was down is published late, from what was known at the slot") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.record_incident(test::instant("2024-05-01T05:00:00Z"), "I-1", "2024-05-01",
                         domain::IncidentClass::lost_work_day_case);
    cell.record_incident(test::instant("2024-05-01T07:00:00Z"), "I-2", "2024-05-01",
                         domain::IncidentClass::lost_work_day_case);
    CHECK(cell.publisher->tick(test::instant("2024-05-01T19:00:00Z")) == std::vector<std::int64_t>{1, 2});
    auto const editions = cell.editions();
    CHECK(editions[0].kind == domain::EditionKind::late);
    CHECK(editions[0].known_through == 2);
    CHECK(editions[1].known_through == 3);
    // Screens are shown the newest only.
    CHECK(cell.published.back().at("wall/enterprise")->edition == 2);
}

TEST_CASE("a slot published in time is not late, and the next one is announced") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.publisher->tick(test::instant("2024-05-01T06:00:14Z"));
    auto const editions = cell.editions();
    REQUIRE(editions.size() == 1);
    CHECK(editions[0].kind == domain::EditionKind::slot);
    CHECK(cell.document(1).find("\"next_slot_at\":\"2024-05-01T18:00:00Z\"") != std::string::npos);
    CHECK(cell.document(1).find("\"slot_seconds\":43200") != std::string::npos);
}

TEST_CASE("a clock that went back behind the newest edition is told until it has caught up") {
    Cell cell("Europe/Berlin", test::instant("2025-03-01T00:00:00Z"));
    auto const ahead = cell.publisher->publish_next_due(test::instant("2025-03-05T05:00:10Z"));
    REQUIRE(ahead.number.has_value());
    while (cell.publisher->publish_next_due(test::instant("2025-03-05T05:00:10Z")).more) {
    }
    auto const back = cell.publisher->publish_next_due(test::instant("2025-03-04T12:00:00Z"));
    CHECK_FALSE(back.number.has_value());
    CHECK(back.clock_behind == test::instant("2025-03-05T05:00:00Z"));
    CHECK_FALSE(
        cell.publisher->publish_next_due(test::instant("2025-03-05T05:00:30Z")).clock_behind.has_value());
}

TEST_CASE("an edition about the past is numbered but does not replace the current one on the screens") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.publisher->tick(test::instant("2024-05-01T06:00:00Z"));
    std::size_t const shown = cell.published.size();
    auto const past =
        cell.publisher->publish({test::instant("2023-12-31T23:59:00Z"), std::nullopt, "anna", "history"},
                                test::instant("2024-05-01T07:00:00Z"));
    REQUIRE(past.has_value());
    CHECK(past->number == 2);
    CHECK(cell.published.size() == shown);
    store::ReadTx const tx{*cell.connection};
    CHECK(store::current_edition_number(tx) == 1);
    CHECK(store::newest_edition_number(tx) == 2);
}

TEST_CASE("out of slot needs who and why, and no moment that is still to come") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    Instant const now = test::instant("2024-05-01T07:00:00Z");
    CHECK_FALSE(cell.publisher->publish({now, std::nullopt, "anna", ""}, now).has_value());
    CHECK_FALSE(cell.publisher->publish({now + seconds{1}, std::nullopt, "anna", "audit"}, now).has_value());
    CHECK_FALSE(cell.publisher->publish({now, test::instant("2020-01-01T00:00:00Z"), "anna", "audit"}, now)
                    .has_value());
    CHECK(cell.editions().empty());
}

TEST_CASE("the next edition tells what changed and why; the old one stays as it was published") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.record_incident(test::instant("2024-05-01T01:00:00Z"), "I-7", "2024-04-30",
                         domain::IncidentClass::first_aid_case);
    cell.publisher->tick(test::instant("2024-05-01T06:00:00Z"));
    std::string const before = cell.document(1);
    cell.record_incident(test::instant("2024-05-01T08:00:00Z"), "I-7", "2024-04-30",
                         domain::IncidentClass::lost_work_day_case);
    cell.publisher->tick(test::instant("2024-05-01T18:00:00Z"));
    CHECK(
        cell.document(2).find(
            R"("kind":"incident_reclassified","reference":"I-7","organization":"ACME","from":"FAC","to":"LWC")") !=
        std::string::npos);
    CHECK(cell.document(1) == before);
    CHECK(publish::find_rebuild_faults(*cell.connection) == std::vector<std::string>{});
}

TEST_CASE("what was known at a moment is separate from the moment it is about") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.record_incident(test::instant("2024-05-03T00:00:00Z"), "I-1", "2024-05-01",
                         domain::IncidentClass::lost_work_day_case);
    Instant const now = test::instant("2024-05-05T00:00:00Z");
    Instant const about = test::instant("2024-05-02T12:00:00Z");
    REQUIRE(cell.publisher->publish({about, test::instant("2024-05-02T12:00:00Z"), "anna", "audit"}, now)
                .has_value());
    REQUIRE(cell.publisher->publish({about, std::nullopt, "anna", "audit"}, now).has_value());
    constexpr std::string_view reset = R"("scope":"enterprise","class":"lti","days":1,"last_on":"2024-05-01")";
    CHECK(cell.document(1).find(reset) == std::string::npos);
    CHECK(cell.document(2).find(reset) != std::string::npos);
    CHECK(publish::find_rebuild_faults(*cell.connection) == std::vector<std::string>{});
}

TEST_CASE("an edition is computed with the policy that was in force by what it knows") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.publisher->tick(test::instant("2024-05-01T06:00:00Z"));
    REQUIRE(cell.give_policy(test::instant("2024-05-01T07:00:00Z"), other_policy(2, 25)).value() == 2);
    cell.publisher->tick(test::instant("2024-05-01T18:00:00Z"));
    REQUIRE(cell.give_policy(test::instant("2024-05-02T07:00:00Z"), other_policy(3, 30)).value() == 3);
    // Down over two slots: the first is late, from before the third policy.
    cell.open(test::instant("2024-05-02T19:00:00Z"));
    cell.publisher->tick(test::instant("2024-05-02T19:00:00Z"));
    CHECK(cell.policy_of(1) == shipped_policy().text);
    CHECK(cell.policy_of(2) == other_policy(2, 25));
    CHECK(cell.policy_of(3) == other_policy(2, 25));
    CHECK(cell.policy_of(4) == other_policy(3, 30));
    CHECK(cell.document(2).find(R"("rating_policy":{"version":2)") != std::string::npos);
    CHECK(cell.document(4).find(R"("rating_policy":{"version":3)") != std::string::npos);
    // About the same moment, knowing more or less.
    Instant const now = test::instant("2024-05-03T00:00:00Z");
    REQUIRE(cell.publisher->publish({test::instant("2024-05-01T06:00:00Z"), std::nullopt, "anna", "audit"}, now)
                .has_value());
    REQUIRE(cell.publisher
                ->publish(
                    {test::instant("2024-05-01T06:00:00Z"), test::instant("2024-05-01T06:00:00Z"), "anna", "a"},
                    now)
                .has_value());
    CHECK(cell.policy_of(5) == other_policy(3, 30));
    CHECK(cell.policy_of(6) == shipped_policy().text);
    CHECK(publish::find_rebuild_faults(*cell.connection) == std::vector<std::string>{});
}

TEST_CASE("a faulty policy is refused with every fault, and the one in force stays") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    Instant const now = test::instant("2024-05-01T05:00:00Z");
    REQUIRE(cell.give_policy(now, other_policy(2, 25)).value() == 2);
    std::string faulty = other_policy(3, 30);
    faulty.replace(faulty.find("mentorship = 5"), 14, "mentorship = 6");
    faulty.replace(faulty.find("[\"LTI\"]"), 7, "[\"LTX\"]");
    auto const refused = cell.give_policy(now, faulty);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("p.toml, line ") == 0);
    CHECK(refused.error().message.find("sum to 101; take 1") != std::string::npos);
    CHECK(refused.error().message.find("holds \"LTX\"") != std::string::npos);
    // What measures something else must say so; what changes nothing records nothing.
    CHECK_FALSE(cell.give_policy(now, other_policy(2, 30)));
    CHECK_FALSE(cell.give_policy(now, std::string(store::longest_policy + 1, '#')));
    CHECK(cell.give_policy(now, other_policy(2, 25)).value() == std::nullopt);
    cell.publisher->tick(test::instant("2024-05-01T06:00:00Z"));
    CHECK(cell.policy_of(1) == other_policy(2, 25));
    CHECK(cell.editions().front().known_through == 2);
}

TEST_CASE("the first recorded policy is compared with the shipped one") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    Instant const now = test::instant("2024-05-01T05:00:00Z");
    CHECK_FALSE(cell.give_policy(now, other_policy(1, 25)));
    CHECK(cell.give_policy(now, shipped_policy().text).value() == 2);
}

TEST_CASE("verify finds an edition whose policy is not the one that was in force") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    cell.publisher->tick(test::instant("2024-05-01T06:00:00Z"));
    CHECK(publish::find_rebuild_faults(*cell.connection) == std::vector<std::string>{});
    // Slipped in beside the first change, as nobody but a forger can.
    cell.connection->execute("INSERT INTO policy_revision VALUES (1, 'other')");
    CHECK(publish::find_rebuild_faults(*cell.connection) ==
          std::vector<std::string>{"Edition 1: its policy is not the one that change 1 put in force."});
}

TEST_CASE("slots that are changed hold from then on; what was due before stays due, late or not") {
    Cell cell{"UTC", test::instant("2024-05-01T00:00:00Z")};
    auto const set_slots = [&](Instant now, std::vector<TimeOfDay> slots) {
        store::WriteTx tx{*cell.connection, now};
        tx.open_change({"anna", "other shifts", "test"});
        store::put_settings(tx, {"", std::move(slots)});
        tx.commit();
    };
    // Both changes are made while the server publishes nothing: at 19:00 the slot of 06:00 was still one of the
    // first schedule, that of 12:00 one of the second, and 18:00 none any more.
    set_slots(test::instant("2024-05-01T10:00:00Z"), {TimeOfDay{12 * 60}, TimeOfDay{18 * 60}});
    set_slots(test::instant("2024-05-01T13:00:00Z"), {TimeOfDay{20 * 60}});
    CHECK(cell.publisher->tick(test::instant("2024-05-01T19:00:00Z")) == std::vector<std::int64_t>{1, 2});
    auto const editions = cell.editions();
    CHECK(editions[0].slot == test::instant("2024-05-01T06:00:00Z"));
    CHECK(editions[1].slot == test::instant("2024-05-01T12:00:00Z"));
    CHECK(editions[1].next_slot_at == test::instant("2024-05-01T20:00:00Z"));
    CHECK(editions[1].longest_slot_gap == std::chrono::hours{24});
    CHECK(cell.publisher->tick(test::instant("2024-05-01T20:00:05Z")) == std::vector<std::int64_t>{3});
    CHECK(publish::find_rebuild_faults(*cell.connection) == std::vector<std::string>{});
}

TEST_CASE("nothing is due before the enterprise is known, however old the database is") {
    test::TemporaryFolder const folder;
    auto connection =
        store::create_database(folder / "waiting.db", test::instant("2024-05-01T00:00:00Z")).value();
    publish::Publisher publisher{connection, shipped_policy(), shipped_slots, nullptr};
    CHECK(publisher.tick(test::instant("2024-05-03T19:00:00Z")).empty());
    {
        store::WriteTx tx{connection, test::instant("2024-05-03T19:30:00Z")};
        tx.open_change({"anna", "Set the server up", "test"});
        store::put_enterprise(tx, {"Example", TimeZone{}, false});
        tx.commit();
    }
    CHECK(publisher.tick(test::instant("2024-05-04T05:59:00Z")).empty());
    CHECK(publisher.tick(test::instant("2024-05-04T06:00:00Z")) == std::vector<std::int64_t>{1});
}
