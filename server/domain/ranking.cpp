#include "domain/ranking.hpp"

#include <algorithm>
#include <array>

namespace safetycell::domain {
namespace {

constexpr std::array<std::string_view, 2> ranked_rates{"ltifr", "trifr"};

Ranking rank(std::size_t definition, Facts const& facts, Policy const& policy, Rates const& rates) {
    Ranking ranking;
    ranking.definition = definition;
    double const base = policy.rates[definition].base;
    std::vector<CountedExposure> exposures;
    for (Figure const& figure : rates.figures) {
        if (figure.definition != definition || figure.window != ranking.window ||
            figure.scope.kind != ScopeKind::organization) {
            continue;
        }
        OrganizationId const organization = figure.scope.organization;
        if (facts.organizations[organization.index()].kind != OrganizationKind::contractor) continue;
        if (!figure.value) {
            ranking.left_out.push_back(organization);
            continue;
        }
        exposures.push_back({figure.numerator, *figure.denominator / base});
        ranking.organizations.push_back({organization, figure.numerator, figure.hours, *figure.value, {}});
    }
    if (exposures.empty()) {
        ranking.no_ranking = NoRanking::no_hours;
        return ranking;
    }

    Shrinkage const shrinkage = shrink(exposures);
    ranking.mean = shrinkage.mean;
    ranking.pooled = shrinkage.pooled;
    ranking.between_variance = shrinkage.between_variance;
    ranking.alpha = shrinkage.alpha;
    ranking.beta = shrinkage.beta;
    if (exposures.size() == 1) {
        ranking.no_ranking = NoRanking::one_contractor;
    } else if (shrinkage.mean == 0) {
        ranking.no_ranking = NoRanking::no_cases;
    }
    for (std::size_t i = 0; i < exposures.size(); ++i)
        ranking.organizations[i].shrunk = shrinkage.each[i];
    // Figures stand by the code of the organization, which therefore decides between equal rates.
    std::stable_sort(ranking.organizations.begin(), ranking.organizations.end(),
                     [](RankedOrganization const& left, RankedOrganization const& right) {
                         return left.shrunk.mean > right.shrunk.mean;
                     });
    return ranking;
}

}  // namespace

std::string_view to_string(NoRanking reason) {
    switch (reason) {
        case NoRanking::no_hours: return "no_hours";
        case NoRanking::one_contractor: return "one_contractor";
        case NoRanking::no_cases: return "no_cases";
    }
    return "";
}

RankedOrganization const* Ranking::find(OrganizationId organization) const {
    auto const found = std::find_if(organizations.begin(), organizations.end(),
                                    [=](auto const& ranked) { return ranked.organization == organization; });
    return found == organizations.end() ? nullptr : &*found;
}

std::vector<Ranking> rank_contractors(Facts const& facts, Policy const& policy, Rates const& rates) {
    std::vector<Ranking> rankings;
    for (std::string_view const id : ranked_rates) {
        if (auto const definition = find_rate(policy, id)) {
            rankings.push_back(rank(*definition, facts, policy, rates));
        }
    }
    return rankings;
}

}  // namespace safetycell::domain
