#pragma once
// What was agreed with a contractor and is to be done by a day: the mentor's meeting in each of its rotations,
// the measures that such a meeting agreed, the personal commitments of its managers, and the steps of a new
// contractor's plan for its first 30 days. For its rating only what has fallen due matters, so that whoever
// agrees on more loses nothing by it until then.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

enum class ObligationKind : std::uint8_t { meeting, measure, commitment, onboarding_step };
std::string_view to_string(ObligationKind kind);
std::optional<ObligationKind> obligation_kind_from(std::string_view text);

/// Dates are civil dates at the site.
struct Obligation {
    ObligationId id;
    std::string reference;  ///< Unique.
    ObligationKind kind = ObligationKind::measure;
    OrganizationId organization;
    SiteId site;  ///< None where it is of no one site.
    std::string description;
    std::int32_t weight = 1;        ///< Of a commitment beside others; the rating counts each as one.
    Date first_on = Date::never();  ///< Of a meeting: the first day of its rotation. Others have none.
    Date due_on;                    ///< Of a meeting: the last day of its rotation.
    Date done_on = Date::never();   ///< Never before `first_on`.
    std::string owner;              ///< Who is to do it.
    std::string confirmed_by;       ///< Who saw that it is done: never the owner.
    bool voided = false;

    friend bool operator==(Obligation const&, Obligation const&) = default;
};

/// The due day has ended at `local_date`. Voided ones never fall due.
bool has_fallen_due(Obligation const& obligation, Date local_date);

/// Done by the due day. A personal commitment counts only when somebody other than its owner confirmed it.
bool is_kept(Obligation const& obligation);

}  // namespace safetycell::domain
