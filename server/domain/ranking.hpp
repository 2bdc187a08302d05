#pragma once
// The contractors in a fair order: by rates drawn towards the mean of all, each with the band of ranks it may
// have. Never by raw rates, which put the smallest first and last.

#include "domain/rates.hpp"
#include "domain/shrinkage.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace safetycell::domain {

/// Why there is nothing to tell apart.
enum class NoRanking : std::uint8_t {
    no_hours,        ///< No contractor has complete hours.
    one_contractor,  ///< Only one has.
    no_cases,        ///< Nobody had a case.
};
std::string_view to_string(NoRanking reason);

struct RankedOrganization {
    OrganizationId organization;
    std::int64_t numerator = 0;
    double hours = 0;
    double raw = 0;
    Shrunk shrunk;

    friend bool operator==(RankedOrganization const&, RankedOrganization const&) = default;
};

/// One rate of all contractors over the rolling 12 months, rates in its own unit.
struct Ranking {
    std::size_t definition = 0;  ///< Index into Policy::rates.
    WindowKind window = WindowKind::rolling_12_months;
    std::optional<NoRanking> no_ranking;
    std::optional<double> mean;  ///< All cases over all hours; none without hours.
    bool pooled = true;          ///< The data show no difference: everybody has the mean, nobody a rank.
    double between_variance = 0;
    std::optional<double> alpha;
    std::optional<double> beta;
    std::vector<RankedOrganization> organizations;  ///< Highest shrunk rate first; equal ones by code.
    std::vector<OrganizationId> left_out;           ///< Without a rate of their own; by code.

    RankedOrganization const* find(OrganizationId organization) const;
};

/// LTIFR and TRIFR, as far as the policy has them.
std::vector<Ranking> rank_contractors(Facts const& facts, Policy const& policy, Rates const& rates);

}  // namespace safetycell::domain
