#include "publish/views.hpp"

#include "contract/contractors.hpp"
#include "contract/wall.hpp"

namespace safetycell::publish {
namespace {

constexpr std::string_view wall_prefix = "wall/";

bool has_wall(domain::ScopeKind kind) {
    return kind != domain::ScopeKind::organization;
}

}  // namespace

std::string wall_audience(std::string_view scope_name) {
    return fmt::format("{}{}", wall_prefix, scope_name);
}

bool is_for_walls(std::string_view audience) {
    return audience.starts_with(wall_prefix);
}

std::vector<RenderedView> render_views(domain::Edition const& edition, domain::Facts const& facts,
                                       domain::Policy const& policy, std::string_view epoch) {
    std::vector<RenderedView> views;
    views.push_back({std::string{hse_audience}, contract::render_hse(edition, facts, policy, epoch)});
    for (domain::Scope const scope : edition.scopes) {
        if (!has_wall(scope.kind)) continue;
        views.push_back({wall_audience(domain::scope_name(scope, facts)),
                         contract::render_wall(edition, scope, facts, policy, epoch)});
    }
    return views;
}

}  // namespace safetycell::publish
