#pragma once
// The rating of contractors: 0 to 100 and a band, from components whose inputs, points and possible raises are
// all named, so that a supervisor reads what it is made of and what would raise it. Pure: the same inputs give
// the same ratings, in whatever order they come.
//
// Nothing in it counts how many violations somebody found, which measures looking, and nothing in it falls when
// somebody reports. From this follow:
// * Shares (on time, without repeats) are shrunk toward the share of all contractors with a fixed weight, but
// what
//   stands against that weight is exposure, never the number of violations: a contractor with the average hours
//   of all counts as `average_sample` observations, one with half of them as half as many. Shrunk by their own
//   number, as a beta-binomial model does, the same shares would give other points after more inspections. For
//   the same reason the share of all is the mean of the contractors' shares by their hours. Only ratios of
//   hours occur, so that hours and counts of everybody together may be scaled. Unknown hours count as average
//   ones.
// * A self-found violation counts when it was eliminated on time, and then only as such: it opens no gate, is
// no
//   repeat, and makes no other one a repeat.
// * Initiative is assessed whether or not there are reports, so that its possible points do not come with the
// first
//   one. It gains half of what is missing with every further such number of reports per hour: no quota, no end.
//   What only adds needs something to add to: it makes no score alone.
// * First-aid cases, appeals of workers and stopped work are no inputs at all.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class RatingComponent : std::uint8_t {
    elimination_on_time,
    repeats,
    injuries,
    mentorship,
    commitments,
    initiative,
};
inline constexpr std::size_t rating_component_count = 6;
std::string_view to_string(RatingComponent component);
std::optional<RatingComponent> rating_component_from(std::string_view text);

/// From best to worst.
enum class Band : std::uint8_t { a, b, c, d };
inline constexpr std::size_t band_count = 4;
std::string_view to_string(Band band);  ///< "A" to "D"

/// What puts a contractor in the last band whatever its points.
enum class Gate : std::uint8_t {
    critical_overdue,      ///< A critical violation is overdue.
    cardinal_rule_breach,  ///< A breach of a life-saving rule that is not resolved.
    concealment,           ///< Proven.
    hours_missing,         ///< Of a closed month, in a gap too long to fill.
};
inline constexpr std::size_t gate_count = 4;
std::string_view to_string(Gate gate);
std::optional<Gate> gate_from(std::string_view text);

/// What makes a persistent ("malicious") violator.
enum class PersistentRule : std::uint8_t {
    repeats_of_one_requirement,
    critical_overdue_at_once,
    gate_in_two_months,  ///< At the end of the previous month, and now.
};
std::string_view to_string(PersistentRule rule);

struct RatingPolicy {
    int version = 1;
    /// Possible points, as in RatingComponent; 100 together.
    std::array<std::int32_t, rating_component_count> weights{35, 15, 20, 15, 5, 10};
    /// The least score of bands A, B and C; descending.
    std::array<double, band_count - 1> least_scores{85, 70, 50};
    double prior_weight = 10;    ///< Of the share of all contractors.
    double average_sample = 20;  ///< For how many observations average hours count, against that weight.
    /// Reports, joint inspections and proposals per 100,000 hours that give half the points of initiative.
    double half_initiative_per_100_000_hours = 5;
    std::int32_t repeat_days = 90;  ///< A repeat comes at most so long after an earlier one.
    std::bitset<gate_count> gates{0b1111};
    std::int32_t persistent_repeats = 3;  ///< Of one requirement, within `repeat_days` before the as-of date.
    std::int32_t persistent_critical_overdue = 2;

    friend bool operator==(RatingPolicy const&, RatingPolicy const&) = default;
};

/// What fell due within the window, and what of it was done in time.
struct Kept {
    std::int64_t due = 0;
    std::int64_t kept = 0;

    friend bool operator==(Kept const&, Kept const&) = default;
};

/// The records behind a judgement.
struct Evidence {
    std::vector<ViolationId> violations;
    std::vector<std::string> references;  ///< Of other records; months without hours as "2026-09".

    friend bool operator==(Evidence const&, Evidence const&) = default;
};

struct OpenGate {
    Gate gate = Gate::critical_overdue;
    Evidence records;
    std::optional<Date> since;  ///< The first day of it, where known.

    friend bool operator==(OpenGate const&, OpenGate const&) = default;
};

struct RequirementRepeats {
    std::int32_t requirement = 0;
    std::vector<ViolationId> repeats;

    friend bool operator==(RequirementRepeats const&, RequirementRepeats const&) = default;
};

struct MentorshipInputs {
    Kept meetings;  ///< Rotations ended, and those with a meeting.
    Kept measures;  ///< Agreed measures that fell due, and those done on time.

    friend bool operator==(MentorshipInputs const&, MentorshipInputs const&) = default;
};

struct CommitmentInputs {
    Kept commitments;
    Kept onboarding;  ///< The steps of a new contractor's 30-day plan.

    friend bool operator==(CommitmentInputs const&, CommitmentInputs const&) = default;
};

struct InitiativeInputs {
    std::int64_t near_misses = 0;
    std::int64_t hazards = 0;
    std::int64_t micro_injuries = 0;
    /// Started by the contractor. None where the enterprise records no activities at all.
    std::optional<std::int64_t> joint_inspections;
    std::optional<std::int64_t> proposals;

    friend bool operator==(InitiativeInputs const&, InitiativeInputs const&) = default;
};

/// All that the rating of one contractor looks at. What is not known is absent, and not assessed; it is no
/// zero.
struct RatingInputs {
    OrganizationId organization;
    std::optional<double> hours;  ///< Worked in the window.
    Kept elimination;             ///< Violations that others found.
    Kept self_found_elimination;
    std::int64_t open_not_overdue = 0;  ///< Violations that may still be eliminated on time.
    std::int64_t comparable = 0;  ///< Violations found in the window that name a requirement, not self-found.
    std::int64_t repeats = 0;     ///< Of these.
    /// Those found in the last days that the policy looks at for persistence; by requirement.
    std::vector<RequirementRepeats> recent_repeats;
    std::optional<double> p_rate_at_most_mean;  ///< P(own TRI rate <= mean of the contractors).
    std::optional<MentorshipInputs> mentorship;
    std::optional<CommitmentInputs> commitments;
    InitiativeInputs initiative;
    std::int64_t first_aid_cases = 0;  ///< For the under-reporting signal; the rating does not look at them.
    std::vector<OpenGate> gates;       ///< At most one of a kind.
    std::vector<OpenGate> gates_at_end_of_previous_month;
    std::vector<DisputeId> disputed;  ///< Disputes of these inputs that nobody has decided.

    friend bool operator==(RatingInputs const&, RatingInputs const&) = default;
};

struct NamedInput {
    std::string_view name;
    double value = 0;

    friend bool operator==(NamedInput const&, NamedInput const&) = default;
};

struct ComponentRating {
    RatingComponent component = RatingComponent::elimination_on_time;
    double points = 0;  ///< 0 when not assessed.
    std::int32_t possible = 0;
    bool assessed = false;           ///< Not assessed: gives no points and takes none away.
    std::vector<NamedInput> inputs;  ///< Also when not assessed: whatever is known.

    friend bool operator==(ComponentRating const&, ComponentRating const&) = default;
};

enum class RaiseAction : std::uint8_t {
    fix_open_on_time,      ///< The open ones that are not overdue; none are open: as many of the next ones.
    fix_critical_overdue,  ///< Closes the gate.
    no_further_repeats,    ///< Until those counted have left the window.
    hold_missed_meetings,
    do_measures_on_time,
    fulfil_commitments,
    finish_onboarding,
    report_near_misses,
    send_missing_hours,  ///< Of that many months; closes the gate.
};
std::string_view to_string(RaiseAction action);

/// A change, and the rating with it: worked out by rating once more.
struct Raise {
    RatingComponent component = RatingComponent::elimination_on_time;
    RaiseAction action = RaiseAction::fix_open_on_time;
    std::int64_t amount = 0;
    std::optional<double> score;
    std::optional<Band> band;

    friend bool operator==(Raise const&, Raise const&) = default;
};

struct Persistence {
    PersistentRule rule = PersistentRule::repeats_of_one_requirement;
    Evidence records;

    friend bool operator==(Persistence const&, Persistence const&) = default;
};

/// A rating in short.
struct RatingVersion {
    double points = 0;
    std::int32_t possible = 0;
    std::optional<double> score;
    std::optional<Band> band;
    bool persistent = false;  ///< A persistent violator.

    friend bool operator==(RatingVersion const&, RatingVersion const&) = default;
};

struct Rating {
    OrganizationId organization;
    double points = 0;
    std::int32_t possible = 0;    ///< Of the assessed components.
    std::optional<double> score;  ///< 100 * points / possible; none when nothing but initiative is assessed.
    /// Of the score as it is printed, with one decimal; D behind any gate; none without score and gate.
    std::optional<Band> band;
    std::vector<OpenGate> gates;                                     ///< Those in force by the policy.
    std::vector<Persistence> persistent;                             ///< Not empty: a persistent violator.
    std::array<ComponentRating, rating_component_count> components;  ///< As in RatingComponent.
    std::vector<Raise> raises;        ///< Only what gives a better band or a higher score; best first.
    std::vector<DisputeId> disputed;  ///< Of its inputs, not decided.
    std::optional<RatingVersion> without_disputed;  ///< Where any are: the rating without those inputs.

    friend bool operator==(Rating const&, Rating const&) = default;
};

/// The ratings, in the order of the inputs. Each organization occurs once. `undisputed` are the inputs of those
/// with open disputes without what they dispute; everybody else is as they are.
std::vector<Rating> rate_contractors(std::span<RatingInputs const> contractors, RatingPolicy const& policy,
                                     std::span<RatingInputs const> undisputed = {});

}  // namespace safetycell::domain
