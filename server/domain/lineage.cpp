#include "domain/lineage.hpp"

namespace safetycell::domain {
namespace {

/// What does not stand at the scope's site is not part of a site's figure.
bool is_at(Scope scope, SiteId site) {
    return scope.kind != ScopeKind::site || scope.site == site;
}

void add_incidents(Lineage& lineage, WindowEvidence const& evidence, Rate const& rate, Scope scope,
                   bool included) {
    for (CountedIncident const& counted : evidence.incidents) {
        auto const index = static_cast<std::size_t>(counted.incident->incident_class);
        bool const is_case = rate.definition.classes.test(index);
        bool const is_divisor =
            rate.definition.denominator == Denominator::non_fatal_lti && rate.non_fatal_lti.test(index);
        if ((!is_case && !is_divisor) || !is_at(scope, counted.incident->site)) continue;
        std::int64_t counts = 0;
        if (is_case && included) counts = rate.definition.numerator == Numerator::cases ? 1 : counted.lost_days;
        lineage.incidents.push_back({counted.incident, counts});
    }
}

void add_totals(Lineage& lineage, WindowEvidence const& evidence, Rate const& rate, Scope scope,
                bool included) {
    for (SettledTotals const& settled : evidence.totals) {
        if (!settled.counts() || !is_at(scope, settled.totals->site)) continue;
        LineageTotals& line = lineage.totals.emplace_back();
        line.totals = settled.totals;
        line.counted = settled.counted;
        if (!included) continue;
        if (rate.definition.numerator == Numerator::lost_days) {
            if (settled.counted.test(lost_days_quantity)) line.counts = settled.totals->lost_days;
            continue;
        }
        for (std::size_t i = 0; i < incident_class_count; ++i) {
            if (rate.definition.classes.test(i) && settled.counted.test(i))
                line.counts += settled.totals->counts[i];
        }
    }
}

void add_hours(Lineage& lineage, WindowEvidence const& evidence, Scope scope, bool count) {
    for (HoursShare const& share : evidence.hours) {
        if (!is_at(scope, share.site)) continue;
        LineageHours& line = lineage.hours.emplace_back();
        line.organization = evidence.organization;
        line.site = share.site;
        line.counted = share.counted;
        line.estimated = share.estimated;
        line.counted_hours = count ? share.hours.in_hours() : 0;
        if (share.entry == nullptr) {
            line.source = HoursSource::estimate;
            line.period = share.counted;
            line.hours = share.hours.in_hours();
        } else {
            line.source = share.entry->from_totals ? HoursSource::totals : HoursSource::record;
            line.period = share.entry->period;
            line.hours = static_cast<double>(share.entry->hours_hundredths) / 100;
        }
    }
}

}  // namespace

std::string_view to_string(HoursSource source) {
    switch (source) {
        case HoursSource::record: return "record";
        case HoursSource::totals: return "totals";
        case HoursSource::estimate: return "estimate";
    }
    return "";
}

Lineage trace_figure(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                     Scope scope, WindowKind window) {
    Rate const rate(policy.rates[definition], policy.case_sets);
    Period const period = window_ending(window, as_of.date);
    std::vector<WindowEvidence> const all = collect_evidence(facts, policy, as_of, scope, period);
    Lineage lineage;
    Parts parts;
    for (WindowEvidence const& evidence : all) {
        auto const part = part_in(scope, evidence.organization, evidence.window);
        if (!part) continue;
        parts.push_back(*part);
        LineageOrganization& line = lineage.organizations.emplace_back();
        line.organization = evidence.organization;
        line.period = part->period;
        line.reason = rate.reason_left_out(*part);
        line.included = !line.reason || scope.kind == ScopeKind::organization;
        line.numerator = rate.count(part->contribution->cases).number;
        if (!part->hours_missing) {
            line.hours = part->contribution->hours.in_hours();
            line.estimated_hours = part->contribution->estimated.in_hours();
        }
        add_incidents(lineage, evidence, rate, scope, line.included);
        add_totals(lineage, evidence, rate, scope, line.included);
        add_hours(lineage, evidence, scope, line.included && !part->hours_missing);
    }
    lineage.figure = figure_of(parts, rate, scope, period);
    lineage.figure.definition = definition;
    lineage.figure.window = window;
    return lineage;
}

}  // namespace safetycell::domain
