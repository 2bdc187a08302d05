#pragma once
// What supervisors ask: does the process run, and does it take records?

#include "api/route.hpp"

namespace safetycell::api {

/// Answers while the process runs, whatever else fails.
Result<Reply> get_health(Context const& context);
/// Error `unavailable` while the database refuses writes.
Result<Reply> get_readiness(Context const& context);

}  // namespace safetycell::api
