#pragma once
// What the rating of the demo's contractors looks at beside injuries and violations: mentors' meetings and what
// they agreed, commitments, inspections, proposals, breaches, disputes, and who found a violation.

#include "commands/demo_enterprise.hpp"

namespace safetycell::commands {

/// Adds them to a demo that has its organizations and violations. Draws of its own, so that these records
/// change none of the others.
void add_rating_records(DemoEnterprise& demo, std::uint64_t seed, Date today, Date first_entry);

}  // namespace safetycell::commands
