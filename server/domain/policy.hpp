#pragma once
// Every choice a figure depends on, in one value: the registry of rates and the named settings. The text it
// was read from is stored with each edition.

#include "domain/definitions.hpp"
#include "domain/hours.hpp"
#include "domain/quiet.hpp"
#include "domain/rating.hpp"
#include "domain/violations.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

struct Policy {
    std::vector<RateDefinition> rates;  ///< In the order in which they are shown.
    CaseSets case_sets;
    GapPolicy gaps;
    int violations_version = 1;  ///< Of `due` and `on_time` together.
    DuePolicy due;
    OnTimeDefinition on_time = OnTimeDefinition::fixed_by_extended_due;
    RatingPolicy rating;
    QuietPolicy quiet;
};

/// Index into Policy::rates; none when there is no such rate.
std::optional<std::size_t> find_rate(Policy const& policy, std::string_view id);

}  // namespace safetycell::domain
