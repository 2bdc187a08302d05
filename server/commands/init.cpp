#include "commands/init.hpp"

#include "base/utf8.hpp"
#include "commands/configuration.hpp"
#include "commands/demo_enterprise.hpp"
#include "commands/verbs.hpp"
#include "publish/publisher.hpp"
#include "store/database.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"

#include <system_error>

namespace safetycell::commands {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::uint64_t demo_seed = 20;
/// When the records of a day are entered; those from before the first day are there as it begins.
constexpr TimeOfDay demo_entry{16 * 60};
constexpr TimeOfDay demo_first_entry{30};

std::filesystem::path with_ending(std::filesystem::path file, std::string_view ending) {
    return file += ending;
}

/// The database while it is being filled; it gets its name when it is complete. Removed with what stands beside
/// it, whether that has happened or not.
class Draft {
public:
    /// `lock` is the draft's own: nobody opens the database itself before it has its name.
    Draft(std::filesystem::path file, store::InstanceLock lock)
        : file_(std::move(file)), lock_(std::move(lock)) {
        remove_files();
    }
    Draft(Draft const&) = delete;
    Draft& operator=(Draft const&) = delete;
    ~Draft() {
        remove_files();
        remove(".lock");
    }

    std::filesystem::path const& file() const { return file_; }

    /// Precondition: no connection to it is open, so that all of it is in the one file.
    Result<void> finish_as(std::filesystem::path const& database) const {
        // A hard link never replaces a file that somebody else has made in the meantime.
        std::error_code fault;
        std::filesystem::create_hard_link(file_, database, fault);
        if (!fault) return {};
        return failure(ErrorCode::conflict, fmt::format("{} cannot be made: {}; nothing was changed.",
                                                        database.string(), fault.message()));
    }

private:
    void remove_files() const {
        for (std::string_view const ending : {"", "-wal", "-shm"})
            remove(ending);
    }
    void remove(std::string_view ending) const {
        std::error_code ignored;
        std::filesystem::remove(with_ending(file_, ending), ignored);
    }

    std::filesystem::path file_;
    store::InstanceLock lock_;
};

/// The number of the record that a dispute of the demo is about.
std::int32_t disputed_record(store::ReadTx const& tx, DemoEnterprise::DisputeOf const& of) {
    switch (of.dispute.family) {
        case domain::Disputed::violation:
            return store::find_violation(tx, of.record).value().violation.id.value;
        case domain::Disputed::incident: return store::find_incident(tx, of.record).value().id.value;
        case domain::Disputed::obligation: return store::find_obligation(tx, of.record).value().id.value;
        case domain::Disputed::breach: return store::find_breach(tx, of.record).value().id.value;
    }
    return 0;
}

/// Enters the demo day by day and publishes its slots as they come, as if it had been in use.
Result<void> enter_demo(store::Connection& connection, DemoEnterprise const& demo, Date first_day,
                        Instant now) {
    auto policy = load_policy({});
    if (!policy) return tl::unexpected(policy.error());
    auto const settings = load_settings({});
    if (!settings) return tl::unexpected(settings.error());
    publish::Publisher publisher{connection, *std::move(policy), settings->slots, nullptr};
    TimeZone const& zone = demo.enterprise.time_zone;
    Date const today = zone.date_at(now);
    constexpr TimeOfDay midnight{0};
    constexpr TimeOfDay next_midnight{24 * 60};
    auto const publish_slots = [&](Date day, TimeOfDay from, TimeOfDay until) {
        for (TimeOfDay const slot : settings->slots) {
            Instant const due = zone.instant_at(day, slot);
            if (from <= slot && slot < until && due <= now) publisher.tick(due);
        }
    };
    auto hours = demo.hours.begin();
    auto incidents = demo.incidents.begin();
    auto violations = demo.violations.begin();
    auto obligations = demo.obligations.begin();
    auto activities = demo.activities.begin();
    auto breaches = demo.breaches.begin();
    auto disputes = demo.disputes.begin();
    for (Date day = first_day; day < today; day = day + 1) {
        TimeOfDay const entry = day == first_day ? demo_first_entry : demo_entry;
        publish_slots(day, midnight, entry);
        store::WriteTx tx{connection, zone.instant_at(day, entry)};
        tx.open_change({"demo", day == first_day ? "taken over from before" : "entered", "demo"});
        if (day == first_day) {
            store::put_enterprise(tx, demo.enterprise);
            store::put_policy_revision(tx, config::default_policy_text());
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
        for (; obligations != demo.obligations.end() && obligations->on == day; ++obligations) {
            store::put_obligation(tx, obligations->record);
        }
        for (; activities != demo.activities.end() && activities->on == day; ++activities) {
            store::put_activity(tx, activities->record);
        }
        for (; breaches != demo.breaches.end() && breaches->on == day; ++breaches)
            store::put_breach(tx, breaches->record);
        for (; disputes != demo.disputes.end() && disputes->on == day; ++disputes) {
            domain::Dispute dispute = disputes->record.dispute;
            dispute.record = disputed_record(tx, disputes->record);
            store::put_dispute(tx, dispute);
        }
        tx.commit();
        publish_slots(day, entry, next_midnight);
    }
    publish_slots(today, midnight, next_midnight);
    return {};
}

Result<void> fill_with_demo(std::filesystem::path const& file, std::int32_t days_in_use, Instant now) {
    // The zone is known before the demo is, because its days begin by it.
    TimeZone const zone = generate_demo_enterprise(demo_seed, Date{0}, Date{0}).enterprise.time_zone;
    Date const today = zone.date_at(now);
    Date const first_day = today - days_in_use;
    auto connection = store::create_database(file, zone.start_of(first_day));
    if (!connection) return tl::unexpected(connection.error());
    return enter_demo(*connection, generate_demo_enterprise(demo_seed, today, first_day), first_day, now);
}

Result<void> fill_with(std::filesystem::path const& file, domain::Enterprise const& enterprise,
                       std::string const& who, Instant now) {
    auto connection = store::create_database(file, now);
    if (!connection) return tl::unexpected(connection.error());
    store::WriteTx tx{*connection, now};
    tx.open_change({who, "set up", "safetycell init"});
    store::put_enterprise(tx, enterprise);
    // A later program may ship other rules; those in force change by a change that says who and why.
    store::put_policy_revision(tx, config::default_policy_text());
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
    std::filesystem::path const draft_file = with_ending(options.database, ".draft");
    auto lock = store::InstanceLock::acquire(draft_file);
    if (!lock) return failed(lock.error().message);
    try {
        Draft const draft{draft_file, *std::move(lock)};
        std::error_code fault;
        if (std::filesystem::exists(options.database, fault)) {
            return failed(
                fmt::format("{} exists already; nothing was changed. Choose another --database, or serve it.",
                            options.database.string()));
        }
        auto made = options.demo ? fill_with_demo(draft.file(), options.demo_days, now)
                                 : fill_with(draft.file(), {options.name, *zone, false}, who, now);
        if (made) made = draft.finish_as(options.database);
        if (!made) return failed(made.error().message);
    } catch (std::exception const& exception) {
        return failed(exception.what());
    }
    std::string const what = options.demo ? std::string{"the demo enterprise"}
                                          : fmt::format("\"{}\", time zone {}", options.name, zone->name());
    return {0, fmt::format("Created {} with {}.\n", options.database.string(), what), {}};
}

}  // namespace safetycell::commands
