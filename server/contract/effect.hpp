#pragma once
// Two figures of one rate compared, as JSON.

#include "domain/effect.hpp"
#include "domain/facts.hpp"
#include "domain/policy.hpp"

#include <string>
#include <vector>

namespace safetycell::contract {

/// Before and after a date.
std::string render_effect(std::vector<domain::Effect> const& effects, domain::Facts const& facts,
                          domain::Policy const& policy, Date date, std::int32_t months);
/// One scope (`after`) against another (`before`).
std::string render_comparison(domain::Effect const& effect, domain::Facts const& facts,
                              domain::Policy const& policy);

}  // namespace safetycell::contract
