#include "domain/quiet.hpp"

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>

namespace safetycell::domain {
namespace {

constexpr double rate_hours = 100'000;

/// The distribution of the peers' rates, per hour.
struct PeerRates {
    std::int64_t peers = 0;
    double mean = 0;
    double variance = 0;  ///< Between contractors, beyond chance; 0 where there is none.
};

PeerRates rates_of_peers(std::vector<ReportCount> const& contractors, OrganizationId of) {
    PeerRates rates;
    double reports = 0;
    double hours = 0;
    for (ReportCount const& peer : contractors) {
        if (peer.organization == of) continue;
        ++rates.peers;
        reports += static_cast<double>(peer.reports);
        hours += peer.hours;
    }
    if (rates.peers == 0) return rates;
    rates.mean = reports / hours;
    double squares = 0;
    for (ReportCount const& peer : contractors) {
        if (peer.organization == of) continue;
        double const deviation = static_cast<double>(peer.reports) / peer.hours - rates.mean;
        squares += peer.hours * deviation * deviation;
    }
    double const mean_hours = hours / static_cast<double>(rates.peers);
    rates.variance = std::max(squares / hours - rates.mean / mean_hours, 0.0);
    return rates;
}

/// P(at most so many reports in these hours).
double probability_of_so_few(std::int64_t reports, double hours, PeerRates const& rates) {
    auto const count = static_cast<double>(reports);
    if (rates.mean <= 0) return 1;  // Where nobody reports, nobody stands out.
    if (rates.variance <= 0) return cdf(boost::math::poisson{rates.mean * hours}, count);
    double const alpha = rates.mean * rates.mean / rates.variance;
    double const beta = rates.mean / rates.variance;
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
        PeerRates const rates = rates_of_peers(with_hours, contractor.organization);
        QuietFigure figure;
        figure.organization = contractor.organization;
        figure.reports = contractor.reports;
        figure.hours = contractor.hours;
        figure.peers = rates.peers;
        if (rates.peers > 0) {
            figure.peers_rate = rates.mean * rate_hours;
            figure.spread = std::sqrt(rates.variance) * rate_hours;
            figure.expected = rates.mean * contractor.hours;
            figure.probability = probability_of_so_few(contractor.reports, contractor.hours, rates);
            figure.quiet = *figure.probability < policy.probability;
        }
        figures.push_back(figure);
    }
    return figures;
}

}  // namespace safetycell::domain
