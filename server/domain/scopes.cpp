#include "domain/scopes.hpp"

#include <algorithm>

namespace safetycell::domain {
namespace {

/// Ids of the records that hold, by code.
template <class Record>
std::vector<decltype(Record::id)> ids_by_code(std::vector<Record> const& records) {
    std::vector<decltype(Record::id)> ids;
    for (Record const& record : records) {
        if (!record.voided) ids.push_back(record.id);
    }
    std::sort(ids.begin(), ids.end(), [&records](auto left, auto right) {
        return records[left.index()].code < records[right.index()].code;
    });
    return ids;
}

}  // namespace

std::string scope_name(Scope scope, Facts const& facts) {
    switch (scope.kind) {
        case ScopeKind::enterprise: return "enterprise";
        case ScopeKind::own: return "own";
        case ScopeKind::contractors: return "contractors";
        case ScopeKind::site: return "site:" + facts.sites[scope.site.index()].code;
        case ScopeKind::organization:
            return "organization:" + facts.organizations[scope.organization.index()].code;
    }
    return "";
}

std::vector<Scope> all_scopes(Facts const& facts) {
    std::vector<Scope> scopes{{.kind = ScopeKind::enterprise, .site = {}, .organization = {}},
                              {.kind = ScopeKind::own, .site = {}, .organization = {}},
                              {.kind = ScopeKind::contractors, .site = {}, .organization = {}}};
    for (SiteId const site : ids_by_code(facts.sites)) {
        scopes.push_back({.kind = ScopeKind::site, .site = site, .organization = {}});
    }
    for (OrganizationId const organization : ids_by_code(facts.organizations)) {
        scopes.push_back({.kind = ScopeKind::organization, .site = {}, .organization = organization});
    }
    return scopes;
}

std::optional<Scope> scope_from(std::string_view name, Facts const& facts) {
    for (Scope const& scope : all_scopes(facts)) {
        if (scope_name(scope, facts) == name) return scope;
    }
    return std::nullopt;
}

bool are_apart(Scope left, Scope right, Facts const& facts) {
    auto const kind_of = [&facts](Scope scope) -> std::optional<OrganizationKind> {
        switch (scope.kind) {
            case ScopeKind::own: return OrganizationKind::own;
            case ScopeKind::contractors: return OrganizationKind::contractor;
            case ScopeKind::organization: return facts.organizations[scope.organization.index()].kind;
            case ScopeKind::enterprise:
            case ScopeKind::site: break;
        }
        return std::nullopt;
    };
    if (left.kind == right.kind) {
        return left != right && (left.kind == ScopeKind::site || left.kind == ScopeKind::organization);
    }
    auto const left_kind = kind_of(left);
    auto const right_kind = kind_of(right);
    return left_kind && right_kind && *left_kind != *right_kind;
}

AsOf AsOf::evening_of(Date day, Facts const& facts) {
    AsOf as_of{facts.enterprise.time_zone.start_of(day + 1) - seconds{1}, facts};
    std::fill(as_of.date_at_site.begin(), as_of.date_at_site.end(), day);
    return as_of;
}

AsOf::AsOf(Instant as_of, Facts const& facts)
    : instant(as_of), date(facts.enterprise.time_zone.date_at(as_of)) {
    date_at_site.reserve(facts.sites.size());
    for (Site const& site : facts.sites)
        date_at_site.push_back(site.time_zone.date_at(as_of));
}

}  // namespace safetycell::domain
