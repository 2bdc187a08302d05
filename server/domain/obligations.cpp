#include "domain/obligations.hpp"

namespace safetycell::domain {

std::string_view to_string(ObligationKind kind) {
    switch (kind) {
        case ObligationKind::meeting: return "meeting";
        case ObligationKind::measure: return "measure";
        case ObligationKind::commitment: return "commitment";
        case ObligationKind::onboarding_step: return "onboarding_step";
    }
    return "";
}

std::optional<ObligationKind> obligation_kind_from(std::string_view text) {
    using enum ObligationKind;
    for (ObligationKind const kind : {meeting, measure, commitment, onboarding_step}) {
        if (text == to_string(kind)) return kind;
    }
    return std::nullopt;
}

bool has_fallen_due(Obligation const& obligation, Date local_date) {
    return !obligation.voided && obligation.due_on < local_date;
}

bool is_kept(Obligation const& obligation) {
    if (obligation.done_on > obligation.due_on) return false;
    return obligation.kind != ObligationKind::commitment || !obligation.confirmed_by.empty();
}

}  // namespace safetycell::domain
