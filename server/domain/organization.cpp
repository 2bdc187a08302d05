#include "domain/organization.hpp"

namespace safetycell::domain {

std::string_view to_string(OrganizationKind kind) {
    switch (kind) {
        case OrganizationKind::own: return "own";
        case OrganizationKind::contractor: return "contractor";
    }
    return "contractor";
}

std::optional<OrganizationKind> organization_kind_from(std::string_view text) {
    for (OrganizationKind const kind : {OrganizationKind::own, OrganizationKind::contractor}) {
        if (text == to_string(kind)) return kind;
    }
    return std::nullopt;
}

std::string_view to_string(CountsFrom source) {
    switch (source) {
        case CountsFrom::records: return "records";
        case CountsFrom::totals: return "totals";
    }
    return "records";
}

std::optional<CountsFrom> counts_from_from(std::string_view text) {
    for (CountsFrom const source : {CountsFrom::records, CountsFrom::totals}) {
        if (text == to_string(source)) return source;
    }
    return std::nullopt;
}

}  // namespace safetycell::domain
