#pragma once
// What a wall screen gets of an edition: schema/messages/wall.schema.json.

#include "domain/edition.hpp"

#include <string>
#include <string_view>

namespace safetycell::contract {

/// The wall's message for one scope of the edition. `epoch` is the database's. The same edition gives the same
/// bytes.
std::string render_wall(domain::Edition const& edition, domain::Scope scope, domain::Facts const& facts,
                        domain::Policy const& policy, std::string_view epoch);

}  // namespace safetycell::contract
