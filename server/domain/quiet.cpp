#include "domain/quiet.hpp"

#include "domain/shrinkage.hpp"

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>

namespace safetycell::domain {
namespace {

constexpr double rate_hours = 100'000;

/// The others, one by one.
std::vector<CountedExposure> peers_of(std::vector<ReportCount> const& contractors, OrganizationId of) {
    std::vector<CountedExposure> peers;
    for (ReportCount const& peer : contractors) {
        if (peer.organization != of) peers.push_back({peer.reports, peer.hours});
    }
    return peers;
}

/// P(at most so many reports in these hours).
double probability_of_so_few(std::int64_t reports, double hours, RateMoments const& rates) {
    auto const count = static_cast<double>(reports);
    if (rates.mean <= 0) return 1;  // Where nobody reports, nobody stands out.
    if (rates.between_variance <= 0) return cdf(boost::math::poisson{rates.mean * hours}, count);
    double const alpha = rates.mean * rates.mean / rates.between_variance;
    double const beta = rates.mean / rates.between_variance;
    return cdf(boost::math::negative_binomial{alpha, beta / (beta + hours)}, count);
}

}  // namespace

std::vector<QuietFigure> find_quiet(std::span<ReportCount const> contractors, QuietPolicy const& policy) {
    // Sums of fractions, so the order has to be the same whatever the order given.
    std::vector<ReportCount> with_hours;
    std::copy_if(contractors.begin(), contractors.end(), std::back_inserter(with_hours),
                 [](ReportCount const& contractor) { return contractor.hours > 0; });
    std::sort(with_hours.begin(), with_hours.end(), [](ReportCount const& left, ReportCount const& right) {
        return left.organization < right.organization;
    });

    std::vector<QuietFigure> figures;
    figures.reserve(with_hours.size());
    for (ReportCount const& contractor : contractors) {
        if (!(contractor.hours > 0)) continue;
        std::vector<CountedExposure> const peers = peers_of(with_hours, contractor.organization);
        RateMoments const rates = moments_of(peers);
        QuietFigure figure;
        figure.organization = contractor.organization;
        figure.reports = contractor.reports;
        figure.hours = contractor.hours;
        figure.peers = static_cast<std::int64_t>(peers.size());
        if (!peers.empty()) {
            figure.peers_rate = rates.mean * rate_hours;
            figure.spread = std::sqrt(rates.between_variance) * rate_hours;
            figure.expected = rates.mean * contractor.hours;
            figure.probability = probability_of_so_few(contractor.reports, contractor.hours, rates);
            figure.quiet = *figure.probability < policy.probability;
        }
        figures.push_back(figure);
    }
    return figures;
}

}  // namespace safetycell::domain
