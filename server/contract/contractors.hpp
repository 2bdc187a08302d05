#pragma once
// What an edition says of contractors beside each other: rankings, ratings, and for mentors and safety
// specialists only, who reports suspiciously little.

#include "contract/edition_parts.hpp"

#include <set>
#include <string>
#include <string_view>

namespace safetycell::contract {

Json json_of(domain::Ranking const& ranking, domain::Facts const& facts, domain::Policy const& policy);
Json json_of(domain::Rating const& rating, domain::Edition const& edition, domain::Facts const& facts);
Json json_of(domain::RatingPolicy const& policy);

/// The view of mentors and safety specialists. `epoch` is the database's.
std::string render_hse(domain::Edition const& edition, domain::Facts const& facts, domain::Policy const& policy,
                       std::string_view epoch);

/// That view with the contractors of these codes only.
std::string cut_hse_to(std::string_view view, std::set<std::string, std::less<>> const& codes);

}  // namespace safetycell::contract
