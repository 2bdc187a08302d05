#pragma once
// The under-reporting signal: how likely so few reports are, given a contractor's hours and how its peers
// report. It offers help to the mentor; it is not in the rating and not on any public screen.
//
// Reports of peers vary by more than chance, so their number is a Poisson number with a Gamma-distributed rate:
// negative binomial. Mean and variance of that rate are taken by moments from the peers (Marshall 1991), the
// contractor itself left out; where the peers differ by no more than chance, it is a Poisson number.

#include "base/ids.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace safetycell::domain {

struct QuietPolicy {
    double probability = 0.05;  ///< Quiet below it.
    int version = 1;

    friend bool operator==(QuietPolicy const&, QuietPolicy const&) = default;
};

/// What one contractor reported (near misses, hazards, micro-injuries, first-aid cases) in its hours.
struct ReportCount {
    OrganizationId organization;
    std::int64_t reports = 0;
    double hours = 0;
};

struct QuietFigure {
    OrganizationId organization;
    std::int64_t reports = 0;
    double hours = 0;
    std::int64_t peers = 0;            ///< Others with hours.
    std::optional<double> peers_rate;  ///< Their reports per 100,000 hours; none without peers, as all below.
    std::optional<double> spread;  ///< Standard deviation of the peers' rates beyond chance, per 100,000 hours.
    std::optional<double> expected;     ///< At the peers' rate.
    std::optional<double> probability;  ///< Of so few reports or fewer.
    bool quiet = false;

    friend bool operator==(QuietFigure const&, QuietFigure const&) = default;
};

/// One figure for each contractor with hours, in the order given. Independent of that order.
std::vector<QuietFigure> find_quiet(std::span<ReportCount const> contractors, QuietPolicy const& policy);

}  // namespace safetycell::domain
