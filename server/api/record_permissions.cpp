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

/// The fields that differ; of a new record those that say anything. Both are of one kind, so their columns
/// stand in one order.
std::vector<Field> changed_fields(ColumnTexts const* before, ColumnTexts const& after) {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < after.size(); ++i) {
        auto const& [field, text] = after[i];
        bool const says_nothing = text.empty() || text == "no";
        if (before == nullptr ? !says_nothing : (*before)[i].second != text) fields.push_back(field);
    }
    return fields;
}

bool contains(std::initializer_list<Field> fields, Field field) {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

std::vector<Action> actions_to_write_dispute(ColumnTexts const* before, ColumnTexts const& after) {
    std::vector<Action> actions;
    bool const was_decided = before != nullptr && !text_of(*before, Field::decided_on).empty();
    for (Field const field : changed_fields(before, after)) {
        bool const decides =
            contains({Field::decided_on, Field::upheld, Field::decided_by, Field::reason}, field);
        // What was decided is not argued anew by changing what it was about.
        if (decides || was_decided) actions.push_back(Action::decide_dispute);
        if (!decides) actions.push_back(Action::dispute);
    }
    return actions;
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

std::vector<Action> actions_of(Kind kind) {
    switch (kind) {
        case Kind::organizations:
        case Kind::sites: return {Action::record_directory};
        case Kind::hours:
        case Kind::period_totals: return {Action::record_hours};
        case Kind::incidents: return {Action::report_event, Action::record_incident};
        // Fixing and verifying are steps; the form only corrects what was recorded.
        case Kind::violations: return {Action::record_violation};
        case Kind::obligations: return {Action::record_mentorship};
        case Kind::activities: return {Action::record_activity, Action::propose};
        case Kind::breaches: return {Action::record_breach};
        case Kind::disputes: break;
    }
    return {Action::dispute, Action::decide_dispute};
}

std::vector<Action> actions_to_write(Kind kind, ColumnTexts const* before, ColumnTexts const& after,
                                     bool began_it) {
    switch (kind) {
        case Kind::incidents: {
            bool const may_anybody = is_reported_by_anybody(after) &&
                                     (before == nullptr || (began_it && is_reported_by_anybody(*before)));
            return {may_anybody ? Action::report_event : Action::record_incident};
        }
        case Kind::activities: {
            bool const is_proposed =
                text_of(after, Field::kind) != "inspection" &&
                (before == nullptr || (began_it && text_of(*before, Field::kind) != "inspection"));
            return {is_proposed ? Action::propose : Action::record_activity};
        }
        case Kind::disputes: return actions_to_write_dispute(before, after);
        case Kind::organizations:
        case Kind::sites:
        case Kind::hours:
        case Kind::violations:
        case Kind::period_totals:
        case Kind::obligations:
        case Kind::breaches: break;
    }
    return actions_of(kind);
}

store::Visible visible_to(domain::Actor const& actor, Kind kind) {
    // Where the enterprise works is no secret among those who may sign in.
    bool const everything = kind == Kind::sites || actor.all_sites ||
                            reach_of(actor.role, action_to_see(kind)) == domain::Reach::everything;
    return {everything, actor.organizations, actor.sites};
}

bool has_written(std::string_view who, std::vector<importing::FormRevision> const& revisions, Field field) {
    std::string value;
    for (importing::FormRevision const& revision : revisions) {
        std::string const now = text_of(revision.columns, field);
        if (now != value && !now.empty() && revision.change.author.who == who) return true;
        value = now;
    }
    return false;
}

}  // namespace safetycell::api
