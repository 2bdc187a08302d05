#pragma once
// The verbs that work on a database, each in the file of its name. They run in whichever process holds the
// lock.

#include "app/job_context.hpp"

#include <string>
#include <string_view>

namespace safetycell::commands {

/// Finds the verb and runs it. Throws store::StoreFault, which the process must know of, and nothing else.
api::JobOutcome carry_out(api::Job const& job, app::JobContext const& context);

api::JobOutcome carry_out_import(api::Job const& job, app::JobContext const& context);
api::JobOutcome carry_out_link(api::Job const& job, app::JobContext const& context);
api::JobOutcome carry_out_policy(api::Job const& job, app::JobContext const& context);
api::JobOutcome carry_out_publish(api::Job const& job, app::JobContext const& context);
api::JobOutcome carry_out_show(api::Job const& job, app::JobContext const& context);
api::JobOutcome carry_out_verify(api::Job const& job, app::JobContext const& context);

/// The option's value, or nothing where it was not given.
inline std::optional<std::string> option(api::Job const& job, std::string const& name) {
    auto const found = job.options.find(name);
    return found == job.options.end() ? std::nullopt : std::optional{found->second};
}

/// A failure as a verb reports it.
inline api::JobOutcome failed(std::string_view message) {
    return {1, {}, fmt::format("safetycell: {}\n", message)};
}

}  // namespace safetycell::commands
