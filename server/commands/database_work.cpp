#include "commands/database_work.hpp"

#include "commands/configuration.hpp"
#include "commands/verbs.hpp"
#include "net/command_client.hpp"
#include "store/database.hpp"

#include <chrono>
#include <system_error>
#include <thread>

namespace safetycell::commands {
namespace {

/// Another command may hold the lock for a moment without being a server that could be asked.
constexpr int attempts = 100;
constexpr std::chrono::milliseconds between_attempts{100};

api::JobOutcome carry_out_here(std::filesystem::path const& database, api::Job const& job,
                               ConfigurationFiles const& files, Instant now) {
    auto policy = load_policy(files.policy);
    if (!policy) return failed(policy.error().message);
    auto const settings = load_settings(files.settings);
    if (!settings) return failed(settings.error().message);
    // What only reads leaves the file as it is: the schema of an older copy is not brought up to date.
    auto connection =
        api::only_reads(job) ? store::open_database_for_reading(database) : store::open_database(database, now);
    if (!connection) return failed(connection.error().message);
    publish::Publisher publisher{*connection, *policy, settings->slots, nullptr};
    try {
        if (auto const given = given_policy(files.policy, *policy, job.verb)) {
            auto const recorded = publish::record_policy(*connection, *given, now);
            if (!recorded) return failed(recorded.error().message);
        }
        return carry_out(job, {*connection, publisher, *policy, evidence::Files(database), now});
    } catch (store::StoreFault const& fault) {
        return failed(fmt::format("the database failed and nothing was changed: {}", fault.what()));
    }
}

}  // namespace

api::JobOutcome work_on_database(std::filesystem::path const& database, api::Job const& job,
                                 ConfigurationFiles const& files, Clock const& clock) {
    std::error_code fault;
    if (!std::filesystem::exists(database, fault)) {
        return failed(fmt::format("{} does not exist; make it with `safetycell init --database {}`.",
                                  database.string(), database.string()));
    }
    for (int attempt = 0; attempt < attempts; ++attempt) {
        auto const lock = store::InstanceLock::acquire(database);
        if (lock) return carry_out_here(database, job, files, clock.now());
        if (lock.error().code != ErrorCode::conflict) return failed(lock.error().message);
        if (!files.policy.empty() || !files.settings.empty()) {
            return failed(
                "a server runs on this database, with a policy and settings of its own; leave --policy and "
                "--config out, or stop the server first.");
        }
        auto outcome = net::send_job(net::command_socket_of(database), job);
        if (outcome) return *std::move(outcome);
        if (outcome.error().code != ErrorCode::not_found) return failed(outcome.error().message);
        std::this_thread::sleep_for(between_attempts);
    }
    return failed(
        fmt::format("another process has been working on {} for a while and cannot be asked; try again "
                    "when it has ended.",
                    database.string()));
}

}  // namespace safetycell::commands
