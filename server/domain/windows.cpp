#include "domain/windows.hpp"

namespace safetycell::domain {

std::string_view to_string(WindowKind kind) {
    switch (kind) {
        case WindowKind::rolling_12_months: return "rolling_12_months";
        case WindowKind::year_to_date: return "year_to_date";
        case WindowKind::month: return "month";
    }
    return "";
}

std::optional<WindowKind> window_kind_from(std::string_view text) {
    for (WindowKind const kind : all_window_kinds) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

Period window_ending(WindowKind kind, Date as_of) {
    switch (kind) {
        case WindowKind::rolling_12_months: return {same_day_of_previous_year(as_of) + 1, as_of};
        case WindowKind::year_to_date: return {first_of_year(as_of), as_of};
        case WindowKind::month: return {first_of_month(as_of), as_of};
    }
    return {as_of, as_of};
}

}  // namespace safetycell::domain
