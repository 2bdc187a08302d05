#pragma once
// What the walls show first: the section [wall] of a policy.

#include "config/toml_reader.hpp"
#include "domain/policy.hpp"

#include <string>
#include <string_view>

namespace safetycell::config {

/// Absent in policies of editions published before one could choose: then as it was always.
domain::WallPolicy read_wall(TomlTable& root, std::vector<domain::RateDefinition> const& rates);

/// The shipped policy with this section instead of its own; the rest, comments too, as it is.
std::string shipped_policy_with(domain::WallPolicy const& wall);

}  // namespace safetycell::config
