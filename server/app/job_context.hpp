#pragma once
// What a job works with, in the process that holds the lock: for one that only reads a reading connection, else
// the writing one, on the thread of the connection.

#include "api/job.hpp"
#include "base/civil_time.hpp"
#include "evidence/files.hpp"
#include "publish/publisher.hpp"
#include "store/sqlite.hpp"

#include <functional>

namespace safetycell::app {

struct JobContext {
    store::Connection& connection;
    publish::Publisher& publisher;                 ///< Not for jobs that only read.
    publish::PolicyInForce const& initial_policy;  ///< In force until one is recorded.
    evidence::Files const& evidence;
    Instant now;
};

/// Carries out a job. Throws store::StoreFault when the database fails; any other trouble is in the outcome.
using CarryOut = std::function<api::JobOutcome(api::Job const&, JobContext const&)>;

}  // namespace safetycell::app
