#include "domain/charts.hpp"

#include "domain/day_counts.hpp"
#include "domain/rate_parts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace safetycell::domain {
namespace {

constexpr std::array<std::string_view, 2> charted_rates{"ltifr", "trifr"};
constexpr std::size_t funnel_steps = 60;

class Drawer {
public:
    Drawer(Facts const& facts, Policy const& policy, AsOf const& as_of, Scope scope)
        : facts_(facts), policy_(policy), as_of_(as_of), scope_(scope) {}

    TimeBetween time_between() const {
        TimeBetween result;
        std::map<Date, Incident const*> events;
        for (Incident const& incident : facts_.incidents) {
            auto const index = static_cast<std::size_t>(incident.incident_class);
            if (!policy_.case_sets.lti.test(index) || !counts(incident)) continue;
            Incident const*& first = events[incident.occurred_on];
            if (first == nullptr || incident.reference < first->reference) first = &incident;
        }
        if (events.empty()) return result;
        for (auto event = std::next(events.begin()); event != events.end(); ++event) {
            result.points.push_back(
                {event->first, event->second->reference, days_between(std::prev(event)->first, event->first)});
        }
        if (result.points.size() > TimeBetween::most_points) {
            result.points.erase(result.points.begin(),
                                result.points.end() - static_cast<std::ptrdiff_t>(TimeBetween::most_points));
        }
        std::vector<std::int64_t> gaps;
        for (TimeBetween::Point const& point : result.points)
            gaps.push_back(point.days);
        result.chart = time_between_chart(gaps);
        return result;
    }

    ViolationRate violations() const {
        ExposureByMonth exposures = inspections_by_month();
        ViolationRate result;
        result.per = exposures.empty() ? ViolationRate::Per::hours : ViolationRate::Per::inspections;
        if (exposures.empty()) exposures = hours_by_month();
        for (auto const& [first, exposure] : exposures)
            result.points.push_back({{first, last_of_month(first)}, 0, exposure.sum});
        bool const is_per_inspection = result.per == ViolationRate::Per::inspections;
        for (Violation const& violation : facts_.violations) {
            if (!is_within(violation.organization, violation.site) || !has_been_found(violation)) continue;
            if (is_per_inspection && violation.self_found) continue;
            auto const point = std::find_if(
                result.points.begin(), result.points.end(),
                [&](auto const& candidate) { return candidate.month.contains(violation.found_on); });
            if (point == result.points.end()) continue;
            if (exposures[point->month.first].included.contains(violation.organization)) ++point->count;
        }
        std::vector<CountedExposure> counted;
        for (ViolationRate::Point const& point : result.points)
            counted.push_back({point.count, point.exposure / result.unit()});
        result.chart = rate_chart(counted);
        return result;
    }

    Closing closing() const {
        ViolationTally tally(window_ending(WindowKind::rolling_12_months, as_of_.date));
        for (Violation const& violation : facts_.violations) {
            if (is_within(violation.organization, violation.site))
                tally.add(violation, as_of_.at(violation.site));
        }
        return {tally.closure_curve(), tally.figures(policy_.on_time)};
    }

    /// One trend for each definition; `moments` are those that editions were published about.
    std::vector<Trend> trends(std::vector<std::size_t> const& definitions,
                              std::map<Date, Instant> const& moments) const {
        std::vector<Trend> result;
        for (std::size_t const definition : definitions)
            result.push_back({definition, {}});
        Date const this_month = first_of_month(as_of_.date);
        for (std::int32_t back = Trend::months - 1; back >= 0; --back) {
            Date const day = back == 0 ? as_of_.date : months_before(this_month, back - 1) - 1;
            auto const published = moments.find(day);
            AsOf const as_of = back == 0                    ? as_of_
                               : published != moments.end() ? AsOf{published->second, facts_}
                                                            : AsOf::evening_of(day, facts_);
            Period const window = window_ending(WindowKind::rolling_12_months, day);
            std::vector<WindowEvidence> const evidence =
                collect_evidence(facts_, policy_, as_of, scope_, window);
            Parts parts;
            for (WindowEvidence const& of : evidence) {
                if (auto const part = part_in(scope_, of.organization, of.window)) parts.push_back(*part);
            }
            for (Trend& trend : result) {
                Rate const rate(policy_.rates[trend.definition], policy_.case_sets);
                Figure figure = figure_of(parts, rate, scope_, window);
                figure.definition = trend.definition;
                trend.points.push_back({as_of.instant, figure});
            }
        }
        return result;
    }

    SafetyCross safety_cross() const {
        SafetyCross result;
        for (Date day = first_of_month(as_of_.date); day <= as_of_.date; day = day + 1)
            result.days.push_back({day, std::nullopt, 0});
        for (Incident const& incident : facts_.incidents) {
            if (incident.occurred_on < result.days.front().on || incident.occurred_on > as_of_.date ||
                !counts(incident)) {
                continue;
            }
            SafetyCross::Day& day =
                result
                    .days[static_cast<std::size_t>(days_between(result.days.front().on, incident.occurred_on))];
            ++day.count;
            // Classes stand from the worst to the least.
            day.worst = std::min(day.worst.value_or(incident.incident_class), incident.incident_class);
        }
        return result;
    }

private:
    /// What of one month the violations found in it are told per, and whose it is.
    struct Exposure {
        double sum = 0;
        std::set<OrganizationId> included;
    };
    using ExposureByMonth = std::map<Date, Exposure>;  ///< By first day; months without any are not there.

    ExposureByMonth inspections_by_month() const {
        Date const this_month = first_of_month(as_of_.date);
        Period const months{months_before(this_month, ViolationRate::months), this_month - 1};
        ExposureByMonth exposures;
        for (Activity const& activity : facts_.activities) {
            if (!is_inspection(activity) || !months.contains(activity.held_on) ||
                !is_within(activity.organization, activity.site) ||
                !has_been_held(activity, as_of_.at(activity.site))) {
                continue;
            }
            Exposure& exposure = exposures[first_of_month(activity.held_on)];
            exposure.sum += 1;
            exposure.included.insert(activity.organization);
        }
        return exposures;
    }

    ExposureByMonth hours_by_month() const {
        Date const this_month = first_of_month(as_of_.date);
        ExposureByMonth exposures;
        for (std::int32_t back = ViolationRate::months; back > 0; --back) {
            Period const month{months_before(this_month, back), months_before(this_month, back - 1) - 1};
            Exposure exposure;
            for (WindowEvidence const& evidence : evidence_of(month)) {
                auto const part = part_in(scope_, evidence.organization, evidence.window);
                // A total that reaches back into earlier months says nothing of this one.
                if (!part || part->hours_missing || part->period.first < month.first) continue;
                exposure.included.insert(evidence.organization);
                exposure.sum += part->contribution->hours.in_hours();
            }
            if (exposure.sum > 0) exposures.emplace(month.first, std::move(exposure));
        }
        return exposures;
    }

    bool is_within(OrganizationId organization, SiteId site) const {
        Organization const& of = facts_.organizations[organization.index()];
        if (of.voided) return false;
        switch (scope_.kind) {
            case ScopeKind::enterprise: return true;
            case ScopeKind::own: return of.kind == OrganizationKind::own;
            case ScopeKind::contractors: return of.kind == OrganizationKind::contractor;
            case ScopeKind::site: return scope_.site == site;
            case ScopeKind::organization: return scope_.organization == organization;
        }
        return false;
    }

    bool counts(Incident const& incident) const {
        return !incident.voided && is_within(incident.organization, incident.site) &&
               has_occurred(incident, as_of_.instant, as_of_.at(incident.site));
    }

    bool has_been_found(Violation const& violation) const {
        ViolationStatus const status = status_on(violation, as_of_.at(violation.site));
        return status != ViolationStatus::not_found_yet && status != ViolationStatus::cancelled;
    }

    /// As of the last evening of the month.
    std::vector<WindowEvidence> evidence_of(Period month) const {
        return collect_evidence(facts_, policy_, AsOf::evening_of(month.last, facts_), scope_, month);
    }

    Facts const& facts_;
    Policy const& policy_;
    AsOf const& as_of_;
    Scope scope_;
};

Funnel funnel_of(Rates const& rates, std::size_t definition, Facts const& facts, Policy const& policy) {
    Funnel funnel;
    double const base = policy.rates[definition].base;
    double cases = 0;
    double hours = 0;
    for (Figure const& figure : rates.figures) {
        if (figure.definition != definition || figure.window != WindowKind::rolling_12_months ||
            !figure.value || figure.scope.kind != ScopeKind::organization ||
            facts.organizations[figure.scope.organization.index()].kind != OrganizationKind::contractor) {
            continue;
        }
        funnel.points.push_back({figure.scope.organization, figure.numerator, figure.hours, *figure.value});
        cases += static_cast<double>(figure.numerator);
        hours += figure.hours;
    }
    if (funnel.points.empty()) return funnel;
    funnel.mean = cases * base / hours;
    if (cases == 0) return funnel;
    auto const [fewest, most] = std::minmax_element(
        funnel.points.begin(), funnel.points.end(),
        [](Funnel::Point const& left, Funnel::Point const& right) { return left.hours < right.hours; });
    // In equal ratios: the limits bend most where there are few hours.
    double const ratio = std::pow(most->hours / fewest->hours, 1.0 / (funnel_steps - 1));
    double at = fewest->hours;
    for (std::size_t i = 0; i < funnel_steps; ++i, at *= ratio)
        funnel.limits.push_back({at, funnel_limits(*funnel.mean, at / base)});
    return funnel;
}

Figure const* rolling_figure(Rates const& rates, Scope scope, std::size_t definition) {
    for (Figure const& figure : rates.figures) {
        if (figure.scope == scope && figure.definition == definition &&
            figure.window == WindowKind::rolling_12_months) {
            return &figure;
        }
    }
    return nullptr;
}

}  // namespace

std::string_view to_string(ViolationRate::Per per) {
    return per == ViolationRate::Per::inspections ? "inspections" : "hours";
}

std::optional<double> streak_of(std::int64_t days, Figure const& figure, Figure const& average, double base) {
    if (figure.reason || !average.value || *average.value == 0 || figure.hours == 0) return std::nullopt;
    double const hours_a_day = figure.hours / figure.period.days();
    return streak_probability(*average.value / base, hours_a_day * static_cast<double>(days));
}

Charts compute_charts(Facts const& facts, Policy const& policy, AsOf const& as_of, Scope scope,
                      std::map<Date, Instant> const& moments) {
    Drawer const drawer(facts, policy, as_of, scope);
    Rates const rates = compute_rates(facts, policy, as_of);
    Charts charts;
    charts.scope = scope;
    charts.time_between = drawer.time_between();
    charts.violations = drawer.violations();
    charts.closing = drawer.closing();
    charts.safety_cross = drawer.safety_cross();
    std::vector<std::size_t> definitions;
    for (std::string_view const id : charted_rates) {
        if (auto const definition = find_rate(policy, id)) definitions.push_back(*definition);
    }
    charts.trends = drawer.trends(definitions, moments);
    if (auto const trifr = find_rate(policy, "trifr")) charts.funnel = funnel_of(rates, *trifr, facts, policy);
    // The open gap is the day counter's, which knows the days off site and the events of period totals.
    for (DayCount const& count : compute_day_counts(facts, policy, as_of)) {
        if (count.scope != scope || count.counter_class != CounterClass::lti || count.last_on.is_never())
            continue;
        charts.time_between.open_days = count.days;
    }
    if (auto const ltifr = find_rate(policy, "ltifr"); ltifr && charts.time_between.open_days) {
        Figure const* const own = rolling_figure(rates, scope, *ltifr);
        Figure const* const average = rolling_figure(rates, Scope{}, *ltifr);
        if (own != nullptr && average != nullptr) {
            charts.time_between.streak_probability =
                streak_of(*charts.time_between.open_days, *own, *average, policy.rates[*ltifr].base);
        }
    }
    return charts;
}

}  // namespace safetycell::domain
