#pragma once
// What was done for safety at a contractor and never counts against anybody: inspections, which are the
// exposure of the violations they find, inspections held together, and proposals for improvement.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

enum class ActivityKind : std::uint8_t { inspection, joint_inspection, proposal };
std::string_view to_string(ActivityKind kind);
std::optional<ActivityKind> activity_kind_from(std::string_view text);

enum class StartedBy : std::uint8_t { contractor, enterprise };
std::string_view to_string(StartedBy side);
std::optional<StartedBy> started_by_from(std::string_view text);

struct Activity {
    ActivityId id;
    std::string reference;  ///< Unique.
    ActivityKind kind = ActivityKind::inspection;
    OrganizationId organization;  ///< At whose work, or whose proposal.
    SiteId site;                  ///< None where unknown.
    Date held_on;                 ///< At the site; of a proposal the day it was made.
    StartedBy started_by = StartedBy::enterprise;
    std::string description;
    bool voided = false;

    friend bool operator==(Activity const&, Activity const&) = default;
};

/// Whether it has happened on the evening of `local_date` at its site.
bool has_been_held(Activity const& activity, Date local_date);

/// Of either kind.
bool is_inspection(Activity const& activity);

/// A joint inspection or a proposal that the contractor itself started.
bool shows_initiative(Activity const& activity);

}  // namespace safetycell::domain
