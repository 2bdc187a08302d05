#pragma once
// The life of a violation, step by step: assigned, more time asked for and granted or refused, fixed, verified
// or returned, cancelled, reopened, commented. One function says which step may follow, by whom, and which
// dates the violation has after it. Whoever ever said that it is fixed judges no fix of it, also after it was
// returned and somebody else fixed it. Dates come from the calendar at the site and never run backwards. Pure.

#include "domain/permissions.hpp"
#include "domain/violations.hpp"

#include "base/result.hpp"

#include <string>
#include <vector>

namespace safetycell::domain {

enum class StepKind : std::uint8_t {
    assigned,
    extension_asked,
    extension_granted,
    extension_refused,
    fixed,
    verified,
    returned,  ///< It is not fixed after all: the date of the fix is taken back, the due date stays.
    reopened,  ///< After it was verified or cancelled.
    cancelled,
    commented,
};
inline constexpr std::size_t step_kind_count = 10;
std::string_view to_string(StepKind kind);
std::optional<StepKind> step_kind_from(std::string_view text);

/// What somebody says with a step.
struct Step {
    StepKind kind = StepKind::commented;
    std::string text;            ///< What was done or seen, or why; empty where nothing was said.
    std::string assigned_to;     ///< Of an assignment: a name or an account.
    Date until = Date::never();  ///< Of an extension that is asked for, and of its answer.

    friend bool operator==(Step const&, Step const&) = default;
};

struct TakenStep {
    Step step;
    std::string who;  ///< Login.
    Date on;          ///< At the site.

    friend bool operator==(TakenStep const&, TakenStep const&) = default;
};

/// A violation, and what decides which step may follow.
struct ViolationCase {
    Violation violation;
    std::vector<TakenStep> steps;  ///< The newest last.
    std::vector<std::string>
        fixed_by;  ///< Everybody who ever gave it a date of the fix, by a step or otherwise.
};

/// The request for more time that nobody has answered; none as well once it is fixed, or was cancelled.
TakenStep const* open_request(ViolationCase const& before);

struct StepOutcome {
    Violation violation;  ///< As before, where the step moves no date.
    Step step;            ///< As it is to be kept: an answer has the date that was asked for.
};

/// `today` is the date at the site. Errors, each a sentence: `forbidden` for whoever may not take this step,
/// `conflict` where it does not follow from what was done so far, `invalid` with the field that is wrong.
Result<StepOutcome> take_step(ViolationCase const& before, Step step, Actor const& actor, Date today);

/// The steps that the actor may take now, for buttons.
std::vector<StepKind> steps_open_to(ViolationCase const& before, Actor const& actor);

}  // namespace safetycell::domain
