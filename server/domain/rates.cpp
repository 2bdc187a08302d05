#include "domain/rates.hpp"

#include "domain/contributions.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace safetycell::domain {
namespace {

/// One organization as a scope sees it: whole, or its part at the scope's site.
struct Part {
    OrganizationId organization;
    Period period;
    bool hours_missing = false;
    Contribution const* contribution = nullptr;
};

/// The active organizations of one scope in one window, by code.
using Parts = std::vector<Part>;

struct Count {
    std::int64_t number = 0;
    std::int64_t provisional = 0;
};

std::int64_t sum_over(std::bitset<incident_class_count> const& classes,
                      std::array<std::int64_t, incident_class_count> const& numbers) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < incident_class_count; ++i) {
        if (classes.test(i)) sum += numbers[i];
    }
    return sum;
}

/// A definition with what follows from it once for all figures.
struct Rate {
    RateDefinition const& definition;
    std::bitset<incident_class_count> non_fatal_lti;
    Quantities needed;  ///< What must be known for every day.

    Rate(RateDefinition const& of, CaseSets const& case_sets) : definition(of), non_fatal_lti(case_sets.lti) {
        non_fatal_lti.reset(static_cast<std::size_t>(IncidentClass::fatality));
        if (definition.numerator == Numerator::lost_days) needed.set(lost_days_quantity);
        for (std::size_t i = 0; i < incident_class_count; ++i) {
            bool const is_case = definition.numerator == Numerator::cases && definition.classes.test(i);
            bool const is_divisor =
                definition.denominator == Denominator::non_fatal_lti && non_fatal_lti.test(i);
            if (is_case || is_divisor) needed.set(i);
        }
    }

    Count count(Cases const& cases) const {
        if (definition.numerator == Numerator::cases) {
            return {sum_over(definition.classes, cases.cases), sum_over(definition.classes, cases.provisional)};
        }
        return {sum_over(definition.classes, cases.lost_days) + cases.lost_days_in_totals,
                sum_over(definition.classes, cases.provisional_lost_days)};
    }

    /// Why this organization has no rate of its own and is left out of the totals; none when it counts.
    std::optional<NoRateReason> reason_left_out(Part const& part) const {
        // Days per case need no hours.
        if (definition.denominator != Denominator::non_fatal_lti && part.hours_missing) {
            return NoRateReason::hours_missing;
        }
        if (definition.denominator == Denominator::headcount && !part.contribution->headcount_known) {
            return NoRateReason::headcount_missing;
        }
        if ((part.contribution->cases.unknown & needed).any()) return NoRateReason::counts_missing;
        return std::nullopt;
    }
};

/// Hours, people and cases of those that count, added up.
struct Sum {
    HoursSum hours;
    HoursSum estimated;
    double average_headcount = 0;
    std::int64_t non_fatal_lti = 0;

    void add(Part const& part, Rate const& rate) {
        if (!part.hours_missing) {
            hours += part.contribution->hours;
            estimated += part.contribution->estimated;
        }
        average_headcount += part.contribution->average_headcount;
        non_fatal_lti += sum_over(rate.non_fatal_lti, part.contribution->cases.cases);
    }

    double denominator(Denominator kind) const {
        switch (kind) {
            case Denominator::hours: return hours.in_hours();
            case Denominator::headcount: return average_headcount;
            case Denominator::non_fatal_lti: return static_cast<double>(non_fatal_lti);
        }
        return 0;
    }
};

Figure figure_of(Parts const& parts, Rate const& rate, Scope scope, Period window) {
    bool const is_one_organization = scope.kind == ScopeKind::organization;
    Denominator const kind = rate.definition.denominator;
    Figure figure;
    figure.scope = scope;
    figure.period = window;

    Sum sum;
    bool has_denominator = false;
    std::optional<NoRateReason> left_out_because;
    for (Part const& part : parts) {
        std::optional<NoRateReason> const reason = rate.reason_left_out(part);
        Count const count = rate.count(part.contribution->cases);
        // A combined figure leaves out both its hours and its count; alone, its count stands with the reason.
        if (reason && !is_one_organization) {
            ++figure.left_out_organizations;
            figure.left_out_numerator += count.number;
        } else {
            figure.numerator += count.number;
            figure.provisional += count.provisional;
            figure.period.first = std::min(figure.period.first, part.period.first);
            sum.add(part, rate);
        }
        if (!reason) has_denominator = true;
        // Hours are the first thing to ask for, then people, then counts: the order of the reasons themselves.
        if (reason && (!left_out_because || *reason < *left_out_because)) left_out_because = reason;
    }
    figure.reaches_back = figure.period.first < window.first;
    figure.hours = sum.hours.in_hours();
    figure.estimated_hours = sum.estimated.in_hours();

    if (!has_denominator && left_out_because) {
        figure.reason = left_out_because;
        return figure;
    }
    if (kind == Denominator::non_fatal_lti) {
        figure.denominator = sum.denominator(kind);
        if (sum.non_fatal_lti == 0) figure.reason = NoRateReason::no_cases;
    } else if (!has_denominator) {
        figure.reason = NoRateReason::hours_missing;
    } else {
        figure.denominator = sum.denominator(kind);
        if (*figure.denominator == 0) figure.reason = NoRateReason::zero_exposure;
    }
    if (!figure.reason) {
        figure.value = static_cast<double>(figure.numerator) * rate.definition.base / *figure.denominator;
    }
    return figure;
}

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

Completeness completeness_of(Scope scope, Parts const& parts) {
    Completeness completeness;
    completeness.scope = scope;
    HoursSum hours;
    HoursSum estimated;
    for (Part const& part : parts) {
        ++completeness.organizations;
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
