#include "api/visibility.hpp"

#include "store/records.hpp"

namespace safetycell::api {
namespace {

constexpr std::string_view organization_prefix = "organization:";

}  // namespace

VisibleOrganizations::VisibleOrganizations(Asker const& asker, store::ReadTx const& tx) {
    if (!asker.actor) return;
    everything_ = reach_of(asker.actor->role, domain::Action::see_contractors) == domain::Reach::everything;
    for (OrganizationId const id : asker.actor->organizations) {
        ids_.insert(id);
        codes_.insert(store::organization_code(tx, id));
    }
}

bool VisibleOrganizations::contains(OrganizationId id) const {
    return everything_ || ids_.contains(id);
}

bool VisibleOrganizations::contains(std::string_view code) const {
    return everything_ || codes_.contains(code);
}

bool VisibleOrganizations::contains_scope(std::string_view name) const {
    return !name.starts_with(organization_prefix) || contains(name.substr(organization_prefix.size()));
}

void VisibleOrganizations::cut(domain::Lineage& lineage) const {
    auto const hide = [&](auto& lines, auto organization_of) {
        lineage.hidden += static_cast<std::int64_t>(
            std::erase_if(lines, [&](auto const& line) { return !contains(organization_of(line)); }));
    };
    hide(lineage.organizations, [](auto const& line) { return line.organization; });
    hide(lineage.incidents, [](auto const& line) { return line.incident->organization; });
    hide(lineage.totals, [](auto const& line) { return line.totals->organization; });
    hide(lineage.hours, [](auto const& line) { return line.organization; });
}

template <class Told>
void VisibleOrganizations::cut_causes(Told& told) const {
    told.more_causes += static_cast<std::int64_t>(std::erase_if(told.causes, [&](domain::Cause const& cause) {
        return !cause.organization.empty() && !contains(cause.organization);
    }));
}

void VisibleOrganizations::cut(domain::Charts& charts) const {
    bool const is_of_one = charts.scope.kind == domain::ScopeKind::organization;
    if (!everything_ && !is_of_one) {
        for (auto& point : charts.time_between.points)
            point.reference.clear();
    }
    std::erase_if(charts.funnel.points, [&](auto const& point) { return !contains(point.organization); });
}

void VisibleOrganizations::cut(domain::Restatement& restatement) const {
    std::erase_if(restatement.figures, [&](auto const& one) { return !contains_scope(one.scope); });
    std::erase_if(restatement.counters, [&](auto const& one) { return !contains_scope(one.change.scope); });
    std::erase_if(restatement.violations, [&](auto const& one) { return !contains_scope(one.scope); });
    std::erase_if(restatement.ratings, [&](auto const& one) { return !contains(one.organization); });
    std::erase_if(restatement.ranks, [&](auto const& one) { return !contains(one.organization); });
    for (auto& one : restatement.figures)
        cut_causes(one);
    auto const cut_all = [&](auto& list) {
        for (auto& one : list)
            cut_causes(one.why);
    };
    cut_all(restatement.counters);
    cut_all(restatement.violations);
    cut_all(restatement.ratings);
    cut_all(restatement.ranks);
}

}  // namespace safetycell::api
