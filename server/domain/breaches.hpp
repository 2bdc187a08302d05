#pragma once
// Breaches that close the way to every band but the last until a decision resolves them: of a cardinal
// (life-saving) rule, and concealment once it is proven.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

enum class BreachKind : std::uint8_t { cardinal_rule, concealment };
std::string_view to_string(BreachKind kind);
std::optional<BreachKind> breach_kind_from(std::string_view text);

/// Dates are civil dates at the site.
struct Breach {
    BreachId id;
    std::string reference;  ///< Unique.
    BreachKind kind = BreachKind::cardinal_rule;
    OrganizationId organization;
    SiteId site;  ///< None where unknown.
    Date occurred_on;
    Date established_on = Date::never();  ///< Proven. Before that, concealment is a suspicion.
    Date resolved_on = Date::never();     ///< By a recorded decision.
    std::string description;              ///< The rule that was broken, or what was concealed.
    bool voided = false;

    friend bool operator==(Breach const&, Breach const&) = default;
};

/// The first day it is held against the contractor: of a cardinal rule when it occurred, of concealment when it
/// was proven; never where it was not.
Date held_against_since(Breach const& breach);

/// Whether it is held against the contractor and not resolved on the evening of `local_date`.
bool is_open_on(Breach const& breach, Date local_date);

}  // namespace safetycell::domain
