#pragma once
// Where one figure comes from, as JSON.

#include "domain/edition.hpp"
#include "domain/lineage.hpp"

#include <string>

namespace safetycell::contract {

std::string render_lineage(domain::Lineage const& lineage, domain::EditionHeader const& header,
                           domain::Facts const& facts, domain::Policy const& policy);

}  // namespace safetycell::contract
