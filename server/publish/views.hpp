#pragma once
// Every audience of an edition, with its message: rendered once, stored, and the same bytes for all.

#include "domain/edition.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace safetycell::publish {

/// The audience of the wall of a scope: "wall/enterprise", "wall/site:CODE".
std::string wall_audience(std::string_view scope_name);
/// Whether everybody may see it. Whatever is not for walls is not.
bool is_for_walls(std::string_view audience);

/// Mentors and safety specialists.
inline constexpr std::string_view hse_audience = "hse";

struct RenderedView {
    std::string audience;
    std::string text;
};

/// By audience: hse, then the walls in the order of the scopes. The same edition gives the same bytes.
std::vector<RenderedView> render_views(domain::Edition const& edition, domain::Facts const& facts,
                                       domain::Policy const& policy, std::string_view epoch);

}  // namespace safetycell::publish
