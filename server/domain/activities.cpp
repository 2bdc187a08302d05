#include "domain/activities.hpp"

namespace safetycell::domain {

std::string_view to_string(ActivityKind kind) {
    switch (kind) {
        case ActivityKind::inspection: return "inspection";
        case ActivityKind::joint_inspection: return "joint_inspection";
        case ActivityKind::proposal: return "proposal";
    }
    return "";
}

std::optional<ActivityKind> activity_kind_from(std::string_view text) {
    using enum ActivityKind;
    for (ActivityKind const kind : {inspection, joint_inspection, proposal}) {
        if (text == to_string(kind)) return kind;
    }
    return std::nullopt;
}

std::string_view to_string(StartedBy side) {
    return side == StartedBy::contractor ? "contractor" : "enterprise";
}

std::optional<StartedBy> started_by_from(std::string_view text) {
    if (text == to_string(StartedBy::contractor)) return StartedBy::contractor;
    if (text == to_string(StartedBy::enterprise)) return StartedBy::enterprise;
    return std::nullopt;
}

bool has_been_held(Activity const& activity, Date local_date) {
    return !activity.voided && activity.held_on <= local_date;
}

bool is_inspection(Activity const& activity) {
    return activity.kind != ActivityKind::proposal;
}

bool shows_initiative(Activity const& activity) {
    return activity.kind != ActivityKind::inspection && activity.started_by == StartedBy::contractor;
}

}  // namespace safetycell::domain
