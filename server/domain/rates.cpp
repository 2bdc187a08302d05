#include "domain/rates.hpp"

#include "domain/contributions.hpp"
#include "domain/rate_parts.hpp"

#include <algorithm>
#include <cmath>

namespace safetycell::domain {
namespace {

/// The parts of every scope, as in all_scopes.
std::vector<Parts> parts_by_scope(std::vector<Scope> const& scopes, Contributions const& contributions,
                                  std::size_t window, Facts const& facts) {
    std::vector<std::size_t> scope_of_site(facts.sites.size());
    std::vector<std::size_t> scope_of_organization(facts.organizations.size());
    std::size_t enterprise = 0;
    std::size_t own = 0;
    std::size_t contractors = 0;
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        switch (scopes[i].kind) {
            case ScopeKind::enterprise: enterprise = i; break;
            case ScopeKind::own: own = i; break;
            case ScopeKind::contractors: contractors = i; break;
            case ScopeKind::site: scope_of_site[scopes[i].site.index()] = i; break;
            case ScopeKind::organization: scope_of_organization[scopes[i].organization.index()] = i; break;
        }
    }

    std::vector<Parts> parts(scopes.size());
    for (OrganizationContributions const& of : contributions.organizations) {
        OrganizationWindow const& in_window = of.windows[window];
        if (!in_window.active) continue;
        Organization const& organization = facts.organizations[of.organization.index()];
        Part const whole{of.organization, in_window.period, in_window.hours_missing, &in_window.whole};
        parts[enterprise].push_back(whole);
        parts[organization.kind == OrganizationKind::own ? own : contractors].push_back(whole);
        parts[scope_of_organization[of.organization.index()]].push_back(whole);
        for (SiteContribution const& at_site : in_window.sites) {
            if (facts.sites[at_site.site.index()].voided) continue;
            bool const hours_missing = in_window.hours_missing || !at_site.contribution.has_hours;
            parts[scope_of_site[at_site.site.index()]].push_back(
                {of.organization, in_window.period, hours_missing, &at_site.contribution});
        }
    }
    return parts;
}

std::int64_t reports_in(Cases const& cases) {
    std::int64_t reports = 0;
    for (IncidentClass const reported :
         {IncidentClass::near_miss, IncidentClass::hazard, IncidentClass::micro_injury}) {
        reports += cases.cases[static_cast<std::size_t>(reported)];
    }
    return reports;
}

Completeness completeness_of(Scope scope, Parts const& parts) {
    Completeness completeness;
    completeness.scope = scope;
    HoursSum hours;
    HoursSum estimated;
    for (Part const& part : parts) {
        ++completeness.organizations;
        completeness.reports += reports_in(part.contribution->cases);
        if (part.hours_missing) {
            completeness.missing.push_back(part.organization);
            continue;
        }
        ++completeness.complete;
        hours += part.contribution->hours;
        estimated += part.contribution->estimated;
    }
    completeness.hours = hours.in_hours();
    completeness.estimated_hours = estimated.in_hours();
    return completeness;
}

}  // namespace

std::string_view to_string(NoRateReason reason) {
    switch (reason) {
        case NoRateReason::hours_missing: return "hours_missing";
        case NoRateReason::zero_exposure: return "zero_exposure";
        case NoRateReason::headcount_missing: return "headcount_missing";
        case NoRateReason::counts_missing: return "counts_missing";
        case NoRateReason::no_cases: return "no_cases";
    }
    return "";
}

double round_half_up(double value, int decimals) {
    double const unit = std::pow(10.0, decimals);
    // A few units in the last place of a double: far less than any difference between two counts or hours.
    double const slack = std::abs(value * unit) * 1e-14;
    return std::floor(value * unit + 0.5 + slack) / unit;
}

Rates compute_rates(Facts const& facts, Policy const& policy, AsOf const& as_of) {
    std::vector<Scope> const scopes = all_scopes(facts);
    Contributions contributions = collect_contributions(facts, policy, as_of);
    std::vector<Rate> rates;
    for (RateDefinition const& definition : policy.rates)
        rates.emplace_back(definition, policy.case_sets);

    std::array<std::vector<Parts>, all_window_kinds.size()> parts;
    std::array<Period, all_window_kinds.size()> windows;
    for (std::size_t window = 0; window < all_window_kinds.size(); ++window) {
        windows[window] = window_ending(all_window_kinds[window], as_of.date);
        parts[window] = parts_by_scope(scopes, contributions, window, facts);
    }

    Rates result;
    result.figures.reserve(scopes.size() * rates.size() * all_window_kinds.size());
    result.completeness.reserve(scopes.size());
    for (std::size_t scope = 0; scope < scopes.size(); ++scope) {
        for (std::size_t definition = 0; definition < rates.size(); ++definition) {
            for (std::size_t window = 0; window < all_window_kinds.size(); ++window) {
                Figure figure =
                    figure_of(parts[window][scope], rates[definition], scopes[scope], windows[window]);
                figure.definition = definition;
                figure.window = all_window_kinds[window];
                result.figures.push_back(figure);
            }
        }
        static_assert(all_window_kinds[0] == WindowKind::rolling_12_months);
        result.completeness.push_back(completeness_of(scopes[scope], parts[0][scope]));
    }
    result.differences = std::move(contributions.differences);
    return result;
}

}  // namespace safetycell::domain
