#include "domain/edition.hpp"

#include "domain/charts.hpp"
#include "domain/rating_inputs.hpp"

#include <algorithm>
#include <utility>

namespace safetycell::domain {
namespace {

constexpr std::size_t no_scope = static_cast<std::size_t>(-1);

/// Where the tallies of sites and organizations stand; no_scope for voided ones.
struct ScopePlaces {
    std::size_t enterprise = no_scope;
    std::size_t own = no_scope;
    std::size_t contractors = no_scope;
    std::vector<std::size_t> sites;
    std::vector<std::size_t> organizations;

    ScopePlaces(std::vector<Scope> const& scopes, Facts const& facts)
        : sites(facts.sites.size(), no_scope), organizations(facts.organizations.size(), no_scope) {
        for (std::size_t i = 0; i < scopes.size(); ++i) {
            switch (scopes[i].kind) {
                case ScopeKind::enterprise: enterprise = i; break;
                case ScopeKind::own: own = i; break;
                case ScopeKind::contractors: contractors = i; break;
                case ScopeKind::site: sites[scopes[i].site.index()] = i; break;
                case ScopeKind::organization: organizations[scopes[i].organization.index()] = i; break;
            }
        }
    }
};

Period violations_window_at(AsOf const& as_of) {
    return window_ending(WindowKind::rolling_12_months, as_of.date);
}

/// How likely each streak is, at the enterprise's rate of the rolling 12 months.
void tell_streaks(Edition& edition, Policy const& policy) {
    std::map<std::pair<Scope, std::size_t>, Figure const*> rolling;
    for (Figure const& figure : edition.rates.figures) {
        if (figure.window == WindowKind::rolling_12_months)
            rolling[{figure.scope, figure.definition}] = &figure;
    }
    for (DayCount& count : edition.day_counts) {
        auto const rate = find_rate(policy, count.counter_class == CounterClass::lti ? "ltifr" : "trifr");
        if (!rate || !count.days) continue;
        auto const own = rolling.find({count.scope, *rate});
        auto const average = rolling.find({Scope{}, *rate});
        if (own == rolling.end() || average == rolling.end()) continue;
        count.streak_probability =
            streak_of(*count.days, *own->second, *average->second, policy.rates[*rate].base);
    }
}

/// What the rankings say of injuries.
void add_injuries(std::vector<RatingInputs>& inputs, std::vector<Ranking> const& rankings,
                  Policy const& policy) {
    auto const trifr = std::find_if(rankings.begin(), rankings.end(), [&](Ranking const& ranking) {
        return policy.rates[ranking.definition].id == "trifr";
    });
    if (trifr == rankings.end()) return;
    for (RatingInputs& one : inputs) {
        if (RankedOrganization const* const ranked = trifr->find(one.organization)) {
            one.p_rate_at_most_mean = 1 - ranked->shrunk.p_above_mean;
        }
    }
}

/// Ratings and the under-reporting signal, which look at the same inputs.
void rate_and_listen(Edition& edition, Facts const& facts, Policy const& policy, AsOf const& as_of) {
    std::vector<RatingInputs> const inputs = rating_inputs(facts, policy, as_of, edition.rankings);
    std::vector<RatingInputs> undisputed = collect_undisputed_inputs(facts, policy, as_of);
    add_injuries(undisputed, edition.rankings, policy);
    edition.ratings = rate_contractors(inputs, policy.rating, undisputed);
    edition.quiet = find_quiet(report_counts(inputs), policy.quiet);
}

}  // namespace

std::string_view to_string(EditionKind kind) {
    switch (kind) {
        case EditionKind::slot: return "slot";
        case EditionKind::late: return "late";
        case EditionKind::out_of_slot: return "out_of_slot";
    }
    return "";
}

std::set<ViolationId> violations_named(std::vector<Rating> const& ratings, Facts const& facts) {
    std::set<ViolationId> named;
    auto const add = [&named](Evidence const& evidence) {
        named.insert(evidence.violations.begin(), evidence.violations.end());
    };
    for (Rating const& rating : ratings) {
        for (OpenGate const& gate : rating.gates)
            add(gate.records);
        for (Persistence const& one : rating.persistent)
            add(one.records);
        for (DisputeId const id : rating.disputed) {
            Dispute const& dispute = facts.disputes[id.index()];
            if (dispute.family == Disputed::violation) named.insert({dispute.record});
        }
    }
    return named;
}

std::vector<RatingInputs> rating_inputs(Facts const& facts, Policy const& policy, AsOf const& as_of,
                                        std::vector<Ranking> const& rankings) {
    std::vector<RatingInputs> inputs = collect_rating_inputs(facts, policy, as_of);
    add_injuries(inputs, rankings, policy);
    return inputs;
}

std::vector<ScopedViolations> compute_violations(Facts const& facts, Policy const& policy, AsOf const& as_of) {
    std::vector<Scope> const scopes = all_scopes(facts);
    ScopePlaces const places(scopes, facts);
    std::vector<ViolationTally> tallies(scopes.size(), ViolationTally(violations_window_at(as_of)));
    for (Violation const& violation : facts.violations) {
        std::size_t const organization = places.organizations[violation.organization.index()];
        if (organization == no_scope) continue;
        Date const local_date = as_of.at(violation.site);
        tallies[organization].add(violation, local_date);
        if (!violation.site) continue;
        std::size_t const site = places.sites[violation.site.index()];
        if (site != no_scope) tallies[site].add(violation, local_date);
    }
    for (Organization const& organization : facts.organizations) {
        std::size_t const place = places.organizations[organization.id.index()];
        if (place == no_scope) continue;
        tallies[organization.kind == OrganizationKind::own ? places.own : places.contractors].add(
            tallies[place]);
    }
    tallies[places.enterprise].add(tallies[places.own]);
    tallies[places.enterprise].add(tallies[places.contractors]);

    std::vector<ScopedViolations> all;
    all.reserve(scopes.size());
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        all.push_back({scopes[i], tallies[i].figures(policy.on_time)});
    }
    return all;
}

Edition build_edition(Facts const& facts, Policy const& policy, EditionHeader header,
                      Predecessor const* predecessor) {
    AsOf const as_of(header.as_of, facts);
    Edition edition;
    edition.header = std::move(header);
    edition.as_of_date = as_of.date;
    edition.scopes = all_scopes(facts);
    for (Scope const& scope : edition.scopes)
        edition.scope_names.push_back(scope_name(scope, facts));
    edition.rates = compute_rates(facts, policy, as_of);
    edition.day_counts = compute_day_counts(facts, policy, as_of);
    tell_streaks(edition, policy);
    edition.violations_window = violations_window_at(as_of);
    edition.violations = compute_violations(facts, policy, as_of);
    edition.rankings = rank_contractors(facts, policy, edition.rates);
    rate_and_listen(edition, facts, policy, as_of);
    if (predecessor != nullptr) {
        edition.changes =
            find_changes(predecessor->edition, edition.rates, facts, policy, as_of, predecessor->recorded);
        edition.counter_changes = find_counter_changes(predecessor->edition, edition.day_counts, facts);
    }
    return edition;
}

}  // namespace safetycell::domain
