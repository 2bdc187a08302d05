#include "domain/breaches.hpp"

namespace safetycell::domain {

std::string_view to_string(BreachKind kind) {
    return kind == BreachKind::cardinal_rule ? "cardinal_rule" : "concealment";
}

std::optional<BreachKind> breach_kind_from(std::string_view text) {
    if (text == to_string(BreachKind::cardinal_rule)) return BreachKind::cardinal_rule;
    if (text == to_string(BreachKind::concealment)) return BreachKind::concealment;
    return std::nullopt;
}

Date held_against_since(Breach const& breach) {
    return breach.kind == BreachKind::cardinal_rule ? breach.occurred_on : breach.established_on;
}

bool is_open_on(Breach const& breach, Date local_date) {
    return !breach.voided && held_against_since(breach) <= local_date && breach.resolved_on > local_date;
}

}  // namespace safetycell::domain
