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

void VisibleOrganizations::cut(domain::Charts& charts) const {
    std::erase_if(charts.funnel.points, [&](auto const& point) { return !contains(point.organization); });
}

void VisibleOrganizations::cut(domain::Restatement& restatement) const {
    std::erase_if(restatement.figures, [&](auto const& one) { return !contains_scope(one.scope); });
    std::erase_if(restatement.counters, [&](auto const& one) { return !contains_scope(one.change.scope); });
    std::erase_if(restatement.violations, [&](auto const& one) { return !contains_scope(one.scope); });
    std::erase_if(restatement.ratings, [&](auto const& one) { return !contains(one.organization); });
    std::erase_if(restatement.ranks, [&](auto const& one) { return !contains(one.organization); });
}

}  // namespace safetycell::api
