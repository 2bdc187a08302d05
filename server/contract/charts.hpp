#pragma once
// The charts of one scope, as JSON.

#include "domain/charts.hpp"
#include "domain/edition.hpp"

#include <map>
#include <string>

namespace safetycell::contract {

/// What an edition published of a rate of a scope at the end of a month.
struct PublishedPoint {
    std::int64_t edition = 0;
    std::int64_t numerator = 0;
    std::optional<double> value;
};

/// By id of the rate and as-of date.
using PublishedTrend = std::map<std::pair<std::string, Date>, PublishedPoint>;

std::string render_charts(domain::Charts const& charts, PublishedTrend const& published,
                          domain::EditionHeader const& header, domain::Facts const& facts,
                          domain::Policy const& policy);

}  // namespace safetycell::contract
