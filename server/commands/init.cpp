#include "commands/init.hpp"

#include "base/utf8.hpp"
#include "commands/demo_entry.hpp"
#include "commands/verbs.hpp"
#include "config/settings.hpp"
#include "store/database.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"

#include <system_error>

namespace safetycell::commands {
namespace {

constexpr std::size_t longest_name = 200;

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

Result<void> fill_with_demo(std::filesystem::path const& file, std::int32_t days_in_use, Instant now) {
    DemoDays const days = demo_days(days_in_use, now);
    auto connection = store::create_database(file, days.begins_at);
    if (!connection) return tl::unexpected(connection.error());
    return enter_demo(*connection, days, config::default_policy_text(), now);
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
