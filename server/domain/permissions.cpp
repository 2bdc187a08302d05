#include "domain/permissions.hpp"

#include <algorithm>
#include <array>

namespace safetycell::domain {
namespace {

struct Row {
    Action action;
    std::string_view name;
    Reach anybody;
    std::array<Reach, role_count> roles;  ///< As in Role.
};

constexpr Reach no = Reach::nothing;
constexpr Reach own = Reach::assigned;
constexpr Reach all = Reach::everything;

// clang-format off
constexpr std::array<Row, action_count> table{{
    //                                                   anybody  screen viewer superv. mentor ambass. HSE  director admin
    {Action::see_walls,           "see_walls",             all, {{all,   all,   all,    all,   all,    all, all,     all}}},
    {Action::use_account,         "use_account",           no,  {{no,    all,   all,    all,   all,    all, all,     all}}},
    {Action::see_enterprise,      "see_enterprise",        no,  {{no,    all,   all,    all,   all,    all, all,     all}}},
    {Action::see_figures,         "see_figures",           no,  {{no,    no,    own,    own,   own,    all, all,     no}}},
    {Action::see_contractors,     "see_contractors",       no,  {{no,    no,    no,     no,    no,     all, all,     no}}},
    {Action::see_rating_table,    "see_rating_table",      no,  {{no,    no,    all,    all,   no,     all, all,     no}}},
    {Action::see_signals,         "see_signals",           no,  {{no,    no,    no,     own,   no,     all, no,      no}}},
    {Action::see_directory,       "see_directory",         no,  {{no,    no,    own,    own,   all,    all, all,     all}}},
    {Action::see_records,         "see_records",           no,  {{no,    no,    own,    own,   own,    own, all,     no}}},
    {Action::see_personal_detail, "see_personal_detail",   no,  {{no,    no,    no,     no,    no,     own, no,      no}}},
    {Action::erase_personal_detail, "erase_personal_detail", no, {{no,   no,    no,     no,    no,     own, no,      all}}},
    {Action::record_directory,    "record_directory",      no,  {{no,    no,    no,     no,    no,     no,  no,      all}}},
    {Action::record_hours,        "record_hours",          no,  {{no,    no,    own,    no,    no,     own, no,      no}}},
    {Action::record_incident,     "record_incident",       no,  {{no,    no,    no,     no,    no,     own, no,      no}}},
    {Action::report_event,        "report_event",          no,  {{no,    no,    own,    own,   own,    own, no,      no}}},
    {Action::record_violation,    "record_violation",      no,  {{no,    no,    no,     no,    no,     own, no,      no}}},
    {Action::fix_violation,       "fix_violation",         no,  {{no,    no,    own,    no,    no,     own, no,      no}}},
    {Action::verify_violation,    "verify_violation",      no,  {{no,    no,    no,     own,   no,     own, no,      no}}},
    {Action::record_mentorship,   "record_mentorship",     no,  {{no,    no,    no,     own,   no,     own, no,      no}}},
    {Action::record_activity,     "record_activity",       no,  {{no,    no,    no,     no,    own,    own, no,      no}}},
    {Action::propose,             "propose",               no,  {{no,    no,    own,    own,   own,    own, no,      no}}},
    {Action::record_breach,       "record_breach",         no,  {{no,    no,    no,     no,    no,     own, no,      no}}},
    {Action::dispute,             "dispute",               no,  {{no,    no,    own,    no,    no,     no,  no,      no}}},
    {Action::decide_dispute,      "decide_dispute",        no,  {{no,    no,    no,     no,    no,     own, all,     no}}},
    {Action::import_records,      "import_records",        no,  {{no,    no,    no,     no,    no,     own, no,      no}}},
    {Action::publish_edition,     "publish_edition",       no,  {{no,    no,    no,     no,    no,     all, no,      no}}},
    {Action::manage_accounts,     "manage_accounts",       no,  {{no,    no,    no,     no,    no,     no,  no,      all}}},
    {Action::change_settings,     "change_settings",       no,  {{no,    no,    no,     no,    no,     no,  no,      all}}},
    {Action::see_audit,           "see_audit",             no,  {{no,    no,    no,     no,    no,     no,  all,     all}}},
}};
// clang-format on

constexpr bool rows_stand_in_the_order_of_actions() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].action != static_cast<Action>(i)) return false;
    }
    return true;
}
static_assert(rows_stand_in_the_order_of_actions());

Row const& row_of(Action action) {
    return table.at(static_cast<std::size_t>(action));
}

template <class SomeId>
bool contains(std::vector<SomeId> const& ids, SomeId id) {
    return std::binary_search(ids.begin(), ids.end(), id);
}

/// Assigned by the organization, by the site, or by both as the role has it.
bool is_assigned(Actor const& actor, Target const& target) {
    switch (assignment_of(actor.role)) {
        case Assignment::one_organization:
        case Assignment::organizations:
            return target.organization && contains(actor.organizations, target.organization);
        case Assignment::sites: return actor.all_sites || (target.site && contains(actor.sites, target.site));
        case Assignment::none: return false;
    }
    return false;
}

bool reaches(Actor const& actor, Action action, Target const& target) {
    Reach const reach = reach_of(actor.role, action);
    return reach == Reach::everything || (reach == Reach::assigned && is_assigned(actor, target));
}

}  // namespace

std::string_view to_string(Action action) {
    return row_of(action).name;
}

Reach reach_of(Role role, Action action) {
    return row_of(action).roles.at(static_cast<std::size_t>(role));
}

Reach reach_of_anybody(Action action) {
    return row_of(action).anybody;
}

Permission may_at_all(std::optional<Actor> const& actor, Action action) {
    if (reach_of_anybody(action) == Reach::everything) return Permission::allowed;
    if (!actor) return Permission::sign_in;
    return reach_of(actor->role, action) == Reach::nothing ? Permission::forbidden : Permission::allowed;
}

Permission may(std::optional<Actor> const& actor, Action action, Target const& target) {
    Permission const at_all = may_at_all(actor, action);
    if (at_all == Permission::sign_in || reach_of_anybody(action) == Reach::everything) return at_all;
    bool const is_seen = reaches(*actor, Action::see_records, target);
    if (at_all == Permission::allowed && reaches(*actor, action, target)) return Permission::allowed;
    return is_seen ? Permission::forbidden : Permission::hidden;
}

}  // namespace safetycell::domain
