#include "api/record_permissions.hpp"

#include <algorithm>
#include <initializer_list>

namespace safetycell::api {
namespace {

using domain::Action;
using importing::ColumnTexts;
using importing::Field;
using importing::Kind;

bool is_reported_by_anybody(ColumnTexts const& incident) {
    std::string const incident_class = text_of(incident, Field::incident_class);
    return incident_class == "NEAR_MISS" || incident_class == "HAZARD" || incident_class == "MICRO";
}

/// Whether nothing but these fields differs. Both are of one kind, so their columns stand in one order.
bool differ_only_in(ColumnTexts const& before, ColumnTexts const& after, std::initializer_list<Field> fields) {
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (before[i].second == after[i].second) continue;
        if (std::find(fields.begin(), fields.end(), after[i].first) == fields.end()) return false;
    }
    return true;
}

}  // namespace

std::string text_of(ColumnTexts const& columns, Field field) {
    for (auto const& [known, text] : columns)
        if (known == field) return text;
    return {};
}

Action action_to_see(Kind kind) {
    return kind == Kind::organizations || kind == Kind::sites ? Action::see_directory : Action::see_records;
}

Action action_to_write(Kind kind, ColumnTexts const* before, ColumnTexts const& after) {
    switch (kind) {
        case Kind::organizations:
        case Kind::sites: return Action::record_directory;
        case Kind::hours:
        case Kind::period_totals: return Action::record_hours;
        case Kind::incidents: {
            bool const was = before == nullptr || is_reported_by_anybody(*before);
            return was && is_reported_by_anybody(after) ? Action::report_event : Action::record_incident;
        }
        case Kind::violations:
            if (before == nullptr) return Action::record_violation;
            if (differ_only_in(*before, after, {Field::fixed_on})) return Action::fix_violation;
            if (differ_only_in(*before, after, {Field::verified_on})) return Action::verify_violation;
            return Action::record_violation;
        case Kind::obligations: return Action::record_mentorship;
        case Kind::activities:
            return text_of(after, Field::kind) == "inspection" ? Action::record_activity : Action::propose;
        case Kind::breaches: return Action::record_breach;
        case Kind::disputes:
            if (before != nullptr &&
                differ_only_in(*before, after,
                               {Field::decided_on, Field::upheld, Field::decided_by, Field::reason})) {
                return Action::decide_dispute;
            }
            return Action::dispute;
    }
    return Action::record_directory;
}

store::Visible visible_to(domain::Actor const& actor, Kind kind) {
    // Where the enterprise works is no secret among those who may sign in.
    bool const everything = kind == Kind::sites || actor.all_sites ||
                            reach_of(actor.role, action_to_see(kind)) == domain::Reach::everything;
    return {everything, actor.organizations, actor.sites};
}

std::string author_of_value(std::vector<importing::FormRevision> const& revisions, Field field) {
    std::string author;
    std::string value;
    for (importing::FormRevision const& revision : revisions) {
        std::string const now = text_of(revision.columns, field);
        if (now != value) author = revision.change.author.who;
        value = now;
    }
    return author;
}

}  // namespace safetycell::api
