#pragma once
// What a job works with: the writing connection of the process that holds the lock, on its writer thread.

#include "api/job.hpp"
#include "base/civil_time.hpp"
#include "domain/policy.hpp"
#include "publish/publisher.hpp"
#include "store/sqlite.hpp"

#include <functional>

namespace safetycell::app {

struct JobContext {
    store::Connection& connection;
    publish::Publisher& publisher;
    domain::Policy const& policy;
    Instant now;
};

/// Carries out a job; never throws for a reason a person could act upon.
using CarryOut = std::function<api::JobOutcome(api::Job const&, JobContext const&)>;

}  // namespace safetycell::app
