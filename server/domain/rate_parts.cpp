#include "domain/rate_parts.hpp"

namespace safetycell::domain {
namespace {

std::int64_t sum_over(std::bitset<incident_class_count> const& classes,
                      std::array<std::int64_t, incident_class_count> const& numbers) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < incident_class_count; ++i) {
        if (classes.test(i)) sum += numbers[i];
    }
    return sum;
}

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

}  // namespace

Rate::Rate(RateDefinition const& of, CaseSets const& case_sets) : definition(of), non_fatal_lti(case_sets.lti) {
    non_fatal_lti.reset(static_cast<std::size_t>(IncidentClass::fatality));
    if (definition.numerator == Numerator::lost_days) needed.set(lost_days_quantity);
    for (std::size_t i = 0; i < incident_class_count; ++i) {
        bool const is_case = definition.numerator == Numerator::cases && definition.classes.test(i);
        bool const is_divisor = definition.denominator == Denominator::non_fatal_lti && non_fatal_lti.test(i);
        if (is_case || is_divisor) needed.set(i);
    }
}

Count Rate::count(Cases const& cases) const {
    if (definition.numerator == Numerator::cases) {
        return {sum_over(definition.classes, cases.cases), sum_over(definition.classes, cases.provisional)};
    }
    return {sum_over(definition.classes, cases.lost_days) + cases.lost_days_in_totals,
            sum_over(definition.classes, cases.provisional_lost_days)};
}

std::optional<NoRateReason> Rate::reason_left_out(Part const& part) const {
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

std::optional<Part> part_in(Scope scope, OrganizationId organization, OrganizationWindow const& window) {
    if (!window.active) return std::nullopt;
    if (scope.kind != ScopeKind::site) {
        return Part{organization, window.period, window.hours_missing, &window.whole};
    }
    Contribution const* const at_site = window.at(scope.site);
    if (at_site == nullptr) return std::nullopt;
    return Part{organization, window.period, window.hours_missing || !at_site->has_hours, at_site};
}

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

Figure compute_figure(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                      Scope scope, Period window) {
    std::vector<WindowEvidence> const evidence = collect_evidence(facts, policy, as_of, scope, window);
    Parts parts;
    for (WindowEvidence const& of : evidence) {
        if (auto const part = part_in(scope, of.organization, of.window)) parts.push_back(*part);
    }
    Figure figure = figure_of(parts, Rate(policy.rates[definition], policy.case_sets), scope, window);
    figure.definition = definition;
    return figure;
}

}  // namespace safetycell::domain
