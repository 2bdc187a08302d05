#include "commands/init.hpp"

#include "commands/demo_enterprise.hpp"
#include "commands/verbs.hpp"
#include "config/settings.hpp"
#include "publish/publisher.hpp"
#include "store/database.hpp"
#include "store/records.hpp"

#include <array>
#include <system_error>

namespace safetycell::commands {
namespace {

constexpr std::uint64_t demo_seed = 20;
/// The demo came into use two weeks ago, so that it has editions to compare.
constexpr std::int32_t demo_days_in_use = 14;
/// The shipped slots, at which the publisher is asked while the demo is entered.
constexpr std::array demo_slots{TimeOfDay{6 * 60}, TimeOfDay{18 * 60}};

/// Removes what a failed init has made, so that it can simply be repeated.
void remove_database(std::filesystem::path const& database) {
    for (char const* suffix : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::path file = database;
        file += suffix;
        std::filesystem::remove(file, ignored);
    }
}

publish::Publisher shipped_publisher(store::Connection& connection) {
    std::string const text{config::default_policy_text()};
    auto policy = config::parse_policy(text, "policy.toml");
    auto settings = config::parse_settings(config::default_settings_text(), "safetycell.toml");
    return publish::Publisher{connection, {policy.value(), text}, settings.value().slots, nullptr};
}

/// Enters the demo day by day and publishes its slots as they come, as if it had been in use.
void enter_demo(store::Connection& connection, DemoEnterprise const& demo, Date first_day, Instant now) {
    TimeZone const& zone = demo.enterprise.time_zone;
    publish::Publisher publisher = shipped_publisher(connection);
    Date const today = zone.date_at(now);
    auto hours = demo.hours.begin();
    auto incidents = demo.incidents.begin();
    auto violations = demo.violations.begin();
    for (Date day = first_day; day < today; day = day + 1) {
        publisher.tick(zone.instant_at(day, demo_slots.front()));
        Instant const entry = zone.instant_at(day, TimeOfDay{day == first_day ? 30 : 16 * 60});
        store::WriteTx tx{connection, entry};
        tx.open_change({"demo", day == first_day ? "taken over from before" : "entered", "demo"});
        if (day == first_day) {
            store::put_enterprise(tx, demo.enterprise);
            for (domain::Site const& site : demo.sites)
                store::put_site(tx, site);
            for (domain::Organization const& organization : demo.organizations) {
                store::put_organization(tx, organization);
            }
        }
        for (; hours != demo.hours.end() && hours->on == day; ++hours)
            store::put_hours(tx, hours->record);
        for (; incidents != demo.incidents.end() && incidents->on == day; ++incidents) {
            store::put_incident(tx, incidents->record);
        }
        for (; violations != demo.violations.end() && violations->on == day; ++violations) {
            store::put_violation(tx, violations->record.violation, violations->record.texts);
        }
        tx.commit();
        publisher.tick(zone.instant_at(day, demo_slots.back()));
    }
    for (TimeOfDay const slot : demo_slots) {
        if (Instant const due = zone.instant_at(today, slot); due <= now) publisher.tick(due);
    }
}

void create_demo(InitOptions const& options, Instant now) {
    // The zone is known before the demo is, because its days begin by it.
    TimeZone const zone = generate_demo_enterprise(demo_seed, Date{0}, Date{0}).enterprise.time_zone;
    Date const today = zone.date_at(now);
    Date const first_day = today - demo_days_in_use;
    auto connection = store::create_database(options.database, zone.start_of(first_day));
    if (!connection) throw std::runtime_error(connection.error().message);
    enter_demo(*connection, generate_demo_enterprise(demo_seed, today, first_day), first_day, now);
}

Result<void> create_empty(InitOptions const& options, TimeZone const& zone, std::string const& who,
                          Instant now) {
    auto connection = store::create_database(options.database, now);
    if (!connection) return tl::unexpected(connection.error());
    store::WriteTx tx{*connection, now};
    tx.open_change({who, "set up", "safetycell init"});
    store::put_enterprise(tx, {options.name, zone, false});
    tx.commit();
    return {};
}

}  // namespace

api::JobOutcome init(InitOptions const& options, std::string const& who, Instant now) {
    auto const zone = TimeZone::find(options.time_zone);
    if (!zone) return failed("--time-zone: " + zone.error().message);
    if (options.name.empty()) return failed("--name: an enterprise needs a name.");
    std::error_code fault;
    if (std::filesystem::exists(options.database, fault)) {
        return failed(
            fmt::format("{} exists already; nothing was changed. Choose another --database, or serve it.",
                        options.database.string()));
    }
    auto const lock = store::InstanceLock::acquire(options.database);
    if (!lock) return failed(lock.error().message);
    try {
        if (options.demo) {
            create_demo(options, now);
        } else if (auto const created = create_empty(options, *zone, who, now); !created) {
            return failed(created.error().message);
        }
    } catch (std::exception const& exception) {
        remove_database(options.database);
        return failed(exception.what());
    }
    std::string const what = options.demo ? std::string{"the demo enterprise"}
                                          : fmt::format("\"{}\", time zone {}", options.name, zone->name());
    return {0, fmt::format("Created {} with {}.\n", options.database.string(), what), {}};
}

}  // namespace safetycell::commands
