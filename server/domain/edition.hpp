#pragma once
// The numbered, immutable picture: everything a screen or a page may show of one moment, computed by pure
// functions from the facts. The same facts, policy and header give the same edition, to the byte.

#include "domain/changes.hpp"
#include "domain/day_counts.hpp"
#include "domain/quiet.hpp"
#include "domain/ranking.hpp"
#include "domain/rates.hpp"
#include "domain/rating.hpp"
#include "domain/violations.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace safetycell::domain {

enum class EditionKind : std::uint8_t {
    slot,         ///< Published for its slot, in time.
    late,         ///< Published after its slot, from what was known at the slot.
    out_of_slot,  ///< Asked for by a person, with a reason.
};
std::string_view to_string(EditionKind kind);

/// What an edition is, before its figures.
struct EditionHeader {
    std::int64_t number = 0;
    EditionKind kind = EditionKind::slot;
    std::optional<Instant> slot;  ///< None out of slot.
    Instant as_of;                ///< What is dated later does not exist for it.
    Revision known_through = 0;   ///< Inputs through this revision.
    Instant published_at;
    std::string published_by;     ///< "schedule", or who asked.
    std::string reason;           ///< Why, when out of slot.
    std::int64_t previous = 0;    ///< The edition its changes are told against; 0: none.
    Instant next_slot_at;         ///< The first slot after it, so that screens know when to expect news.
    seconds longest_slot_gap{0};  ///< The longest time between two slots of the schedule in force.
};

struct ScopedViolations {
    Scope scope;
    ViolationFigures figures;

    friend bool operator==(ScopedViolations const&, ScopedViolations const&) = default;
};

struct Edition {
    EditionHeader header;
    Date as_of_date;  ///< In the enterprise's zone.
    std::vector<Scope> scopes;
    std::vector<std::string> scope_names;  ///< Parallel to `scopes`.
    Rates rates;
    std::vector<DayCount> day_counts;
    Period violations_window;
    std::vector<ScopedViolations> violations;
    std::vector<Ranking> rankings;
    std::vector<Rating> ratings;     ///< By code of the contractor.
    std::vector<QuietFigure> quiet;  ///< Likewise. For mentors and safety specialists only.
    std::vector<FigureChange> changes;
    std::vector<CounterChange> counter_changes;
    /// How people call the violations that ratings name; facts do not hold it. Filled by whoever can look it
    /// up.
    std::map<ViolationId, std::string> violation_references;
};

/// Those that the ratings name, in gates, as persistence and as disputed.
std::set<ViolationId> violations_named(std::vector<Rating> const& ratings, Facts const& facts);

/// All that the ratings look at, with what the rankings say of injuries.
std::vector<RatingInputs> rating_inputs(Facts const& facts, Policy const& policy, AsOf const& as_of,
                                        std::vector<Ranking> const& rankings);

/// The violation figures of every scope; `due` and `on_time` over the rolling 12 months.
std::vector<ScopedViolations> compute_violations(Facts const& facts, Policy const& policy, AsOf const& as_of);

/// What an edition is told against: the edition before it and all that was recorded in between.
struct Predecessor {
    PublishedEdition edition;
    RecordedChanges recorded;
};

/// Builds the whole edition; `predecessor` is null for the first one, which has no changes to tell.
Edition build_edition(Facts const& facts, Policy const& policy, EditionHeader header,
                      Predecessor const* predecessor);

}  // namespace safetycell::domain
