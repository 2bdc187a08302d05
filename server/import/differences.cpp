#include "import/differences.hpp"

#include "import/faults.hpp"

#include <fmt/format.h>

namespace safetycell::importing {
namespace {

std::string in_words(Date date) {
    return date.is_never() ? std::string{} : to_string(date);
}

std::string in_words(bool yes) {
    return yes ? "yes" : "no";
}

/// Counts, days and heads, which are negative where they are unknown.
std::string in_words(std::int64_t count) {
    return count < 0 ? std::string{} : fmt::format("{}", count);
}

std::string hours_in_words(std::int64_t hundredths) {
    if (hundredths < 0) return {};
    if (hundredths % 100 == 0) return fmt::format("{}", hundredths / 100);
    return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

/// By the clocks of the site.
std::string time_of_day(domain::Incident const& incident, Codes& codes) {
    if (!incident.occurred_at) return {};
    return to_string(codes.time_zone_of(incident.site).time_of_day_at(*incident.occurred_at));
}

std::string period_key(OrganizationId organization, SiteId site, domain::Period period, Codes& codes) {
    return fmt::format("{}{}, {} to {}", codes.code_of(organization),
                       site ? fmt::format(" at {}", codes.code_of(site)) : std::string{},
                       to_string(period.first), to_string(period.last));
}

ColumnTexts period_key_columns(OrganizationId organization, SiteId site, domain::Period period, Codes& codes) {
    return {{Field::organization, codes.code_of(organization)},
            {Field::site, codes.code_of(site)},
            {Field::first, to_string(period.first)},
            {Field::last, to_string(period.last)}};
}

}  // namespace

ColumnTexts columns_of(domain::Organization const& organization, Codes&) {
    return {{Field::name, organization.name},
            {Field::kind, std::string{to_string(organization.kind)}},
            {Field::counts_from, std::string{to_string(organization.counts_from)}},
            {Field::mobilized_on, in_words(organization.mobilized_on)},
            {Field::demobilized_on, in_words(organization.demobilized_on)},
            {Field::voided, in_words(organization.voided)}};
}

ColumnTexts columns_of(domain::Site const& site, Codes&) {
    return {{Field::name, site.name},
            {Field::time_zone, site.time_zone.name()},
            {Field::voided, in_words(site.voided)}};
}

ColumnTexts columns_of(domain::HoursRecord const& hours, Codes&) {
    return {{Field::hours, hours_in_words(hours.hours_hundredths)},
            {Field::headcount, in_words(std::int64_t{hours.headcount})},
            {Field::estimated, in_words(hours.estimated)},
            {Field::voided, in_words(hours.voided)}};
}

ColumnTexts columns_of(domain::Incident const& incident, Codes& codes) {
    return {{Field::event, incident.event_reference},
            {Field::organization, codes.code_of(incident.organization)},
            {Field::site, codes.code_of(incident.site)},
            {Field::date, in_words(incident.occurred_on)},
            {Field::time, time_of_day(incident, codes)},
            {Field::reported_on, in_words(incident.reported_on)},
            {Field::incident_class, std::string{to_string(incident.incident_class)}},
            {Field::provisional, in_words(incident.provisional)},
            {Field::lost_days, in_words(std::int64_t{incident.lost_days})},
            {Field::restricted_days, in_words(std::int64_t{incident.restricted_days})},
            {Field::returned_on, in_words(incident.returned_on)},
            {Field::description, incident.description},
            {Field::voided, in_words(incident.voided)}};
}

ColumnTexts columns_of(store::StoredViolation const& stored, Codes& codes) {
    auto const& [violation, texts] = stored;
    return {{Field::organization, codes.code_of(violation.organization)},
            {Field::site, codes.code_of(violation.site)},
            {Field::requirement, texts.requirement},
            {Field::severity, std::string{to_string(violation.severity)}},
            {Field::found_on, in_words(violation.found_on)},
            {Field::assigned_on, in_words(violation.assigned_on)},
            {Field::due_on, to_string(violation.due_on)},
            {Field::extended_due_on, in_words(violation.extended_due_on)},
            {Field::extension_granted_on, in_words(violation.extension_granted_on)},
            {Field::fixed_on, in_words(violation.fixed_on)},
            {Field::verified_on, in_words(violation.verified_on)},
            {Field::cancelled_on, in_words(violation.cancelled_on)},
            {Field::description, texts.description},
            {Field::location, texts.location},
            {Field::self_found, in_words(violation.self_found)},
            {Field::voided, in_words(violation.voided)}};
}

ColumnTexts columns_of(domain::PeriodTotals const& totals, Codes&) {
    ColumnTexts columns{{Field::hours, hours_in_words(totals.hours_hundredths)},
                        {Field::headcount, in_words(std::int64_t{totals.headcount})}};
    for (domain::IncidentClass const incident_class : domain::all_incident_classes) {
        columns.emplace_back(count_field(incident_class),
                             in_words(totals.counts[static_cast<std::size_t>(incident_class)]));
    }
    columns.emplace_back(Field::lost_days, in_words(totals.lost_days));
    columns.emplace_back(Field::restricted_days, in_words(totals.restricted_days));
    columns.emplace_back(Field::voided, in_words(totals.voided));
    return columns;
}

ColumnTexts columns_of(domain::Obligation const& obligation, Codes& codes) {
    return {{Field::kind, std::string{to_string(obligation.kind)}},
            {Field::organization, codes.code_of(obligation.organization)},
            {Field::site, codes.code_of(obligation.site)},
            {Field::description, obligation.description},
            {Field::weight, in_words(std::int64_t{obligation.weight})},
            {Field::first, in_words(obligation.first_on)},
            {Field::due_on, in_words(obligation.due_on)},
            {Field::done_on, in_words(obligation.done_on)},
            {Field::owner, obligation.owner},
            {Field::confirmed_by, obligation.confirmed_by},
            {Field::voided, in_words(obligation.voided)}};
}

ColumnTexts columns_of(domain::Activity const& activity, Codes& codes) {
    return {{Field::kind, std::string{to_string(activity.kind)}},
            {Field::organization, codes.code_of(activity.organization)},
            {Field::site, codes.code_of(activity.site)},
            {Field::date, in_words(activity.held_on)},
            {Field::started_by, std::string{to_string(activity.started_by)}},
            {Field::description, activity.description},
            {Field::voided, in_words(activity.voided)}};
}

ColumnTexts columns_of(domain::Breach const& breach, Codes& codes) {
    return {{Field::kind, std::string{to_string(breach.kind)}},
            {Field::organization, codes.code_of(breach.organization)},
            {Field::site, codes.code_of(breach.site)},
            {Field::date, in_words(breach.occurred_on)},
            {Field::established_on, in_words(breach.established_on)},
            {Field::resolved_on, in_words(breach.resolved_on)},
            {Field::description, breach.description},
            {Field::voided, in_words(breach.voided)}};
}

// What it disputes never changes.
ColumnTexts columns_of(domain::Dispute const& dispute, Codes&) {
    return {{Field::submitted_on, in_words(dispute.submitted_on)},
            {Field::evidence, dispute.evidence},
            {Field::decided_on, in_words(dispute.decided_on)},
            {Field::upheld, in_words(dispute.upheld)},
            {Field::decided_by, dispute.decided_by},
            {Field::reason, dispute.reason},
            {Field::voided, in_words(dispute.voided)}};
}

ColumnTexts key_columns_of(domain::Organization const& organization, Codes&) {
    return {{Field::code, organization.code}};
}

ColumnTexts key_columns_of(domain::Site const& site, Codes&) {
    return {{Field::code, site.code}};
}

ColumnTexts key_columns_of(domain::HoursRecord const& hours, Codes& codes) {
    return period_key_columns(hours.organization, hours.site, hours.period, codes);
}

ColumnTexts key_columns_of(domain::Incident const& incident, Codes&) {
    return {{Field::reference, incident.reference}};
}

ColumnTexts key_columns_of(store::StoredViolation const& stored, Codes&) {
    return {{Field::reference, stored.texts.reference}};
}

ColumnTexts key_columns_of(domain::PeriodTotals const& totals, Codes& codes) {
    return period_key_columns(totals.organization, totals.site, totals.period, codes);
}

ColumnTexts key_columns_of(domain::Obligation const& obligation, Codes&) {
    return {{Field::reference, obligation.reference}};
}

ColumnTexts key_columns_of(domain::Activity const& activity, Codes&) {
    return {{Field::reference, activity.reference}};
}

ColumnTexts key_columns_of(domain::Breach const& breach, Codes&) {
    return {{Field::reference, breach.reference}};
}

ColumnTexts key_columns_of(domain::Dispute const& dispute, Codes& codes) {
    return {{Field::reference, dispute.reference},
            {Field::disputed, std::string{to_string(dispute.family)}},
            {Field::record, codes.reference_of(dispute.family, dispute.record)}};
}

std::string key_in_words(domain::Organization const& organization, Codes&) {
    return organization.code;
}

std::string key_in_words(domain::Site const& site, Codes&) {
    return site.code;
}

std::string key_in_words(domain::HoursRecord const& hours, Codes& codes) {
    return period_key(hours.organization, hours.site, hours.period, codes);
}

std::string key_in_words(domain::Incident const& incident, Codes&) {
    return incident.reference;
}

std::string key_in_words(store::StoredViolation const& stored, Codes&) {
    return stored.texts.reference;
}

std::string key_in_words(domain::PeriodTotals const& totals, Codes& codes) {
    return period_key(totals.organization, totals.site, totals.period, codes);
}

std::string key_in_words(domain::Obligation const& obligation, Codes&) {
    return obligation.reference;
}

std::string key_in_words(domain::Activity const& activity, Codes&) {
    return activity.reference;
}

std::string key_in_words(domain::Breach const& breach, Codes&) {
    return breach.reference;
}

std::string key_in_words(domain::Dispute const& dispute, Codes&) {
    return dispute.reference;
}

std::string differences(ColumnTexts const& before, ColumnTexts const& after) {
    auto const shown = [](std::string const& text) {
        return text.empty() ? std::string{"nothing"} : shortened(text);
    };
    std::string words;
    for (std::size_t i = 0; i < after.size(); ++i) {
        auto const& [field, text] = after[i];
        if (before[i].second == text) continue;
        words += fmt::format("{}{} {} -> {}", words.empty() ? "" : ", ", column_of(field).name,
                             shown(before[i].second), shown(text));
    }
    return words;
}

}  // namespace safetycell::importing
