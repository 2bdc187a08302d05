#include "commands/init.hpp"

#include "base/utf8.hpp"
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

constexpr std::size_t longest_name = 200;
constexpr std::uint64_t demo_seed = 20;
/// The demo came into use two weeks ago, so that it has editions to compare.
constexpr std::int32_t demo_days_in_use = 14;
/// The shipped slots, at which the publisher is asked while the demo is entered.
constexpr std::array demo_slots{TimeOfDay{6 * 60}, TimeOfDay{18 * 60}};

std::filesystem::path with_ending(std::filesystem::path file, std::string_view ending) {
    return file += ending;
}

/// The database while it is being filled; it gets its name when it is complete. Removed with what SQLite keeps
/// beside it, whether that has happened or not.
class Draft {
public:
    explicit Draft(std::filesystem::path const& database)
        : database_(database), file_(with_ending(database, ".draft")) {
        remove();
    }
    Draft(Draft const&) = delete;
    Draft& operator=(Draft const&) = delete;
    ~Draft() { remove(); }

    std::filesystem::path const& file() const { return file_; }

    /// Precondition: no connection to it is open, so that all of it is in the one file.
    Result<void> finish() const {
        // A hard link never replaces a file that somebody else has made in the meantime.
        std::error_code fault;
        std::filesystem::create_hard_link(file_, database_, fault);
        if (!fault) return {};
        return failure(ErrorCode::conflict, fmt::format("{} cannot be made: {}; nothing was changed.",
                                                        database_.string(), fault.message()));
    }

private:
    void remove() const {
        for (std::string_view const ending : {"", "-wal", "-shm"}) {
            std::error_code ignored;
            std::filesystem::remove(with_ending(file_, ending), ignored);
        }
    }

    std::filesystem::path database_;
    std::filesystem::path file_;
};

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

Result<void> fill_with_demo(std::filesystem::path const& file, Instant now) {
    // The zone is known before the demo is, because its days begin by it.
    TimeZone const zone = generate_demo_enterprise(demo_seed, Date{0}, Date{0}).enterprise.time_zone;
    Date const today = zone.date_at(now);
    Date const first_day = today - demo_days_in_use;
    auto connection = store::create_database(file, zone.start_of(first_day));
    if (!connection) return tl::unexpected(connection.error());
    enter_demo(*connection, generate_demo_enterprise(demo_seed, today, first_day), first_day, now);
    return {};
}

Result<void> fill_with(std::filesystem::path const& file, domain::Enterprise const& enterprise,
                       std::string const& who, Instant now) {
    auto connection = store::create_database(file, now);
    if (!connection) return tl::unexpected(connection.error());
    store::WriteTx tx{*connection, now};
    tx.open_change({who, "set up", "safetycell init"});
    store::put_enterprise(tx, enterprise);
    tx.commit();
    return {};
}

}  // namespace

api::JobOutcome init(InitOptions const& options, std::string const& who, Instant now) {
    auto const zone = TimeZone::find(options.time_zone);
    if (!zone) return failed("--time-zone: " + zone.error().message);
    if (auto const readable = check_line_of_text(options.name, longest_name); !readable) {
        return failed("--name: " + readable.error().message);
    }
    std::error_code fault;
    if (std::filesystem::exists(options.database, fault)) {
        return failed(
            fmt::format("{} exists already; nothing was changed. Choose another --database, or serve it.",
                        options.database.string()));
    }
    auto const lock = store::InstanceLock::acquire(options.database);
    if (!lock) return failed(lock.error().message);
    try {
        Draft const draft{options.database};
        auto made = options.demo ? fill_with_demo(draft.file(), now)
                                 : fill_with(draft.file(), {options.name, *zone, false}, who, now);
        if (made) made = draft.finish();
        if (!made) return failed(made.error().message);
    } catch (std::exception const& exception) {
        return failed(exception.what());
    }
    std::string const what = options.demo ? std::string{"the demo enterprise"}
                                          : fmt::format("\"{}\", time zone {}", options.name, zone->name());
    return {0, fmt::format("Created {} with {}.\n", options.database.string(), what), {}};
}

}  // namespace safetycell::commands
