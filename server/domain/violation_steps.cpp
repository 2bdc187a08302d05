#include "domain/violation_steps.hpp"

#include <algorithm>
#include <array>

namespace safetycell::domain {
namespace {

enum class Stage : std::uint8_t { open, fixed, closed, cancelled };

Stage stage_of(Violation const& violation) {
    if (!violation.cancelled_on.is_never()) return Stage::cancelled;
    if (!violation.verified_on.is_never()) return Stage::closed;
    return violation.fixed_on.is_never() ? Stage::open : Stage::fixed;
}

constexpr std::array all_steps{
    StepKind::assigned,  StepKind::extension_asked, StepKind::extension_granted, StepKind::extension_refused,
    StepKind::fixed,     StepKind::verified,        StepKind::returned,          StepKind::reopened,
    StepKind::cancelled, StepKind::commented,
};
static_assert(all_steps.size() == step_kind_count);

/// One of them is enough.
std::vector<Action> actions_of(StepKind kind) {
    switch (kind) {
        case StepKind::fixed:
        case StepKind::extension_asked: return {Action::fix_violation};
        case StepKind::verified:
        case StepKind::returned: return {Action::verify_violation};
        case StepKind::commented:
            return {Action::fix_violation, Action::verify_violation, Action::record_violation};
        case StepKind::assigned:
        case StepKind::extension_granted:
        case StepKind::extension_refused:
        case StepKind::reopened:
        case StepKind::cancelled: break;
    }
    return {Action::record_violation};
}

Result<void> check_role(Violation const& violation, StepKind kind, Actor const& actor) {
    Target const target{violation.organization, violation.site};
    for (Action const action : actions_of(kind))
        if (may(actor, action, target) == Permission::allowed) return {};
    return failure(ErrorCode::forbidden,
                   "This step is not for your account; ask a safety specialist of the site, the mentor, or "
                   "whoever must fix it.",
                   "step");
}

bool is_among(std::string_view login, std::vector<std::string> const& logins) {
    return std::find(logins.begin(), logins.end(), login) != logins.end();
}

/// A judgement is not for whoever is judged by it.
Result<void> check_is_another(ViolationCase const& before, StepKind kind, Actor const& actor) {
    bool const judges_fix = kind == StepKind::verified || kind == StepKind::returned;
    if (judges_fix && is_among(actor.login, before.fixed_by)) {
        return failure(ErrorCode::forbidden,
                       "Whoever says that a violation is fixed does not verify it; ask somebody else.", "step");
    }
    bool const judges_request = kind == StepKind::extension_granted || kind == StepKind::extension_refused;
    TakenStep const* const request = open_request(before);
    if (judges_request && request != nullptr && request->who == actor.login) {
        return failure(ErrorCode::forbidden,
                       "Whoever asks for more time does not answer the request; ask somebody else.", "step");
    }
    return {};
}

tl::unexpected<Error> conflict(std::string sentence) {
    return failure(ErrorCode::conflict, std::move(sentence), "step");
}

Result<void> check_order(ViolationCase const& before, StepKind kind) {
    Violation const& violation = before.violation;
    if (violation.voided) return conflict("This violation was withdrawn; take the withdrawal back first.");
    Stage const stage = stage_of(violation);
    if (stage == Stage::cancelled && kind != StepKind::reopened) {
        return conflict("This violation was cancelled; the only step it takes is to be reopened.");
    }
    bool const has_request = open_request(before) != nullptr;
    switch (kind) {
        case StepKind::assigned:
        case StepKind::fixed:
            if (stage != Stage::open) return conflict("It is fixed already; it can be verified or returned.");
            break;
        case StepKind::extension_asked:
            if (stage != Stage::open) return conflict("It is fixed already and needs no more time.");
            if (has_request) {
                return conflict("More time was asked for already; wait until the request is answered.");
            }
            if (due_date_on(violation, Date::never()).is_never()) {
                return conflict("It has no due date, so it needs no more time.");
            }
            break;
        case StepKind::extension_granted:
        case StepKind::extension_refused:
            if (!has_request) return conflict("Nobody is waiting for more time; there is nothing to answer.");
            break;
        case StepKind::verified:
        case StepKind::returned:
            if (stage == Stage::open) return conflict("Nobody has said yet that it is fixed.");
            if (stage == Stage::closed) {
                return conflict("It is verified already; reopen it if it is not fixed after all.");
            }
            break;
        case StepKind::reopened:
            if (stage == Stage::open || stage == Stage::fixed) {
                return conflict("It is open; only what was verified or cancelled is reopened.");
            }
            break;
        case StepKind::cancelled:
            if (stage == Stage::closed) {
                return conflict("It is verified and closed; reopen it first if it is to be cancelled.");
            }
            break;
        case StepKind::commented: break;
    }
    return {};
}

/// The calendar at the site is never behind what was done already.
Result<void> check_calendar(ViolationCase const& before, Date today) {
    Violation const& violation = before.violation;
    Date latest = violation.found_on;
    for (Date const date : {violation.assigned_on, violation.extension_granted_on, violation.fixed_on,
                            violation.verified_on, violation.cancelled_on}) {
        if (!date.is_never()) latest = std::max(latest, date);
    }
    if (!before.steps.empty()) latest = std::max(latest, before.steps.back().on);
    if (latest <= today) return {};
    return conflict(
        fmt::format("Something of it is dated {}, and at the site it is {}; correct the date, or the "
                    "clock of the server.",
                    to_string(latest), to_string(today)));
}

bool needs_words(StepKind kind) {
    switch (kind) {
        case StepKind::assigned:
        case StepKind::fixed:
        case StepKind::verified: return false;
        case StepKind::extension_asked:
        case StepKind::extension_granted:
        case StepKind::extension_refused:
        case StepKind::returned:
        case StepKind::reopened:
        case StepKind::cancelled:
        case StepKind::commented: break;
    }
    return true;
}

Result<void> check_words(ViolationCase const& before, Step const& step, Date today) {
    if (step.text.empty() && needs_words(step.kind)) {
        return failure(ErrorCode::invalid, "Say why, in a few words.", "text");
    }
    if (step.assigned_to.empty() == (step.kind == StepKind::assigned)) {
        return failure(ErrorCode::invalid, "Say who is to fix it, with an assignment and with no other step.",
                       "assigned_to");
    }
    if (step.until.is_never() == (step.kind == StepKind::extension_asked)) {
        return failure(ErrorCode::invalid,
                       "Say until when, with a request for more time and with no other step.", "until");
    }
    if (step.kind != StepKind::extension_asked) return {};
    Date const due = due_date_on(before.violation, Date::never());
    if (step.until > due && step.until > today) return {};
    return failure(ErrorCode::invalid,
                   fmt::format("More time ends after the due date, {}, and after today.", to_string(due)),
                   "until");
}

}  // namespace

std::string_view to_string(StepKind kind) {
    switch (kind) {
        case StepKind::assigned: return "assigned";
        case StepKind::extension_asked: return "extension_asked";
        case StepKind::extension_granted: return "extension_granted";
        case StepKind::extension_refused: return "extension_refused";
        case StepKind::fixed: return "fixed";
        case StepKind::verified: return "verified";
        case StepKind::returned: return "returned";
        case StepKind::reopened: return "reopened";
        case StepKind::cancelled: return "cancelled";
        case StepKind::commented: break;
    }
    return "commented";
}

std::optional<StepKind> step_kind_from(std::string_view text) {
    for (StepKind const kind : all_steps)
        if (text == to_string(kind)) return kind;
    return std::nullopt;
}

TakenStep const* open_request(ViolationCase const& before) {
    if (stage_of(before.violation) != Stage::open) return nullptr;
    for (auto taken = before.steps.rbegin(); taken != before.steps.rend(); ++taken) {
        switch (taken->step.kind) {
            case StepKind::extension_asked: return &*taken;
            case StepKind::assigned:
            case StepKind::commented: break;
            case StepKind::extension_granted:
            case StepKind::extension_refused:
            case StepKind::fixed:
            case StepKind::verified:
            case StepKind::returned:
            case StepKind::reopened:
            case StepKind::cancelled: return nullptr;
        }
    }
    return nullptr;
}

Result<StepOutcome> take_step(ViolationCase const& before, Step step, Actor const& actor, Date today) {
    if (auto allowed = check_role(before.violation, step.kind, actor); !allowed) {
        return tl::unexpected(allowed.error());
    }
    if (auto follows = check_order(before, step.kind); !follows) return tl::unexpected(follows.error());
    if (auto another = check_is_another(before, step.kind, actor); !another) {
        return tl::unexpected(another.error());
    }
    if (auto forward = check_calendar(before, today); !forward) return tl::unexpected(forward.error());
    if (auto said = check_words(before, step, today); !said) return tl::unexpected(said.error());

    StepOutcome outcome{before.violation, std::move(step)};
    Violation& after = outcome.violation;
    switch (outcome.step.kind) {
        case StepKind::assigned: after.assigned_on = today; break;
        case StepKind::extension_granted:
            outcome.step.until = open_request(before)->step.until;
            after.extended_due_on = outcome.step.until;
            after.extension_granted_on = today;
            break;
        case StepKind::extension_refused: outcome.step.until = open_request(before)->step.until; break;
        case StepKind::fixed: after.fixed_on = today; break;
        case StepKind::verified: after.verified_on = today; break;
        case StepKind::returned: after.fixed_on = Date::never(); break;
        case StepKind::reopened: after.fixed_on = after.verified_on = after.cancelled_on = Date::never(); break;
        case StepKind::cancelled: after.cancelled_on = today; break;
        case StepKind::extension_asked:
        case StepKind::commented: break;
    }
    return outcome;
}

std::vector<StepKind> steps_open_to(ViolationCase const& before, Actor const& actor) {
    std::vector<StepKind> open;
    for (StepKind const kind : all_steps) {
        if (check_role(before.violation, kind, actor) && check_order(before, kind) &&
            check_is_another(before, kind, actor)) {
            open.push_back(kind);
        }
    }
    return open;
}

}  // namespace safetycell::domain
