#pragma once
// Who may see and do what: one table of roles and actions. Everything that asks "may they?" asks here: each
// route names its action, and each handler that looks at one record names what it is about. Pure.
//
// What somebody may not even see is answered as if it did not exist, so that nobody learns from a refusal which
// contractors, incidents or violations there are.

#include "domain/account.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class Action : std::uint8_t {
    see_walls,              ///< What hangs in the open: the walls, the definitions, the pages themselves.
    use_account,            ///< One's own: password, sessions, tokens.
    see_enterprise,         ///< Figures of the enterprise, its own people, all contractors together, a site.
    see_figures,            ///< Of one contractor, with what they are made of.
    see_contractors,        ///< Everything of an edition, all contractors beside one another.
    see_rating_table,       ///< The ratings of all contractors in short, with their names or without.
    see_signals,            ///< Quiet contractors: for mentors and safety specialists only.
    see_directory,          ///< Which organizations there are; sites are no secret to anybody who is signed in.
    see_records,            ///< Single records, without personal detail.
    see_personal_detail,    ///< The name and medical detail of an injured person; to record it, too.
    erase_personal_detail,  ///< To know whether it is kept, and erase it.
    record_directory,       ///< Organizations and sites.
    record_hours,           ///< Hours, and the monthly form of counts.
    record_incident,        ///< An injury.
    report_event,           ///< A near miss, a hazard, a micro-injury: anybody at work reports them.
    record_violation,
    fix_violation,  ///< Say that it is fixed, ask for more time.
    verify_violation,
    record_mentorship,  ///< Meetings, measures, commitments, onboarding.
    record_activity,    ///< Inspections.
    propose,            ///< Improvement proposals and joint inspections.
    record_breach,      ///< Of cardinal rules; concealment.
    dispute,
    decide_dispute,
    import_records,
    publish_edition,  ///< Out of slot.
    manage_accounts,
    change_settings,  ///< Of the enterprise: name, zone, language, times of publication.
    see_audit,
};
inline constexpr std::size_t action_count = 29;
std::string_view to_string(Action action);

/// How far a role reaches with an action.
enum class Reach : std::uint8_t {
    nothing,
    assigned,  ///< What is of the organizations and sites that the actor is assigned to.
    everything,
};
Reach reach_of(Role role, Action action);
/// Of somebody who is not signed in.
Reach reach_of_anybody(Action action);

/// Somebody who is signed in, or a program that carries somebody's token.
struct Actor {
    AccountId account;
    std::string login;
    Role role = Role::viewer;
    std::vector<OrganizationId> organizations;  ///< Ascending.
    std::vector<SiteId> sites;                  ///< Ascending.
    bool all_sites = false;

    friend bool operator==(Actor const&, Actor const&) = default;
};

/// What an action is about. Without organization and site: the whole enterprise.
struct Target {
    OrganizationId organization;
    SiteId site;
};

enum class Permission : std::uint8_t {
    allowed,
    sign_in,    ///< Nobody is signed in who could be asked about.
    forbidden,  ///< May see it, and may not do this.
    hidden,     ///< May not know of it.
};

/// Whether the action may be asked for at all, whatever it is about.
Permission may_at_all(std::optional<Actor> const& actor, Action action);
/// Whether it may be done to this.
Permission may(std::optional<Actor> const& actor, Action action, Target const& target);

}  // namespace safetycell::domain
