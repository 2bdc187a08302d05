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

std::string period_key(OrganizationId organization, SiteId site, domain::Period period, Directory& directory) {
    return fmt::format("{}{}, {} to {}", directory.code_of(organization),
                       site ? fmt::format(" at {}", directory.code_of(site)) : std::string{},
                       to_string(period.first), to_string(period.last));
}

}  // namespace

ColumnTexts columns_of(domain::Organization const& organization, Directory&) {
    return {{Field::name, organization.name},
            {Field::kind, std::string{to_string(organization.kind)}},
            {Field::counts_from, std::string{to_string(organization.counts_from)}},
            {Field::mobilized_on, in_words(organization.mobilized_on)},
            {Field::demobilized_on, in_words(organization.demobilized_on)},
            {Field::voided, in_words(organization.voided)}};
}

ColumnTexts columns_of(domain::Site const& site, Directory&) {
    return {{Field::name, site.name},
            {Field::time_zone, site.time_zone.name()},
            {Field::voided, in_words(site.voided)}};
}

ColumnTexts columns_of(domain::HoursRecord const& hours, Directory&) {
    return {{Field::hours, hours_in_words(hours.hours_hundredths)},
            {Field::headcount, in_words(std::int64_t{hours.headcount})},
            {Field::estimated, in_words(hours.estimated)},
            {Field::voided, in_words(hours.voided)}};
}

ColumnTexts columns_of(domain::Incident const& incident, Directory& directory) {
    return {{Field::event, incident.event_reference},
            {Field::organization, directory.code_of(incident.organization)},
            {Field::site, directory.code_of(incident.site)},
            {Field::date, in_words(incident.occurred_on)},
            {Field::time, incident.occurred_at ? safetycell::to_string(*incident.occurred_at) : std::string{}},
            {Field::reported_on, in_words(incident.reported_on)},
            {Field::incident_class, std::string{to_string(incident.incident_class)}},
            {Field::provisional, in_words(incident.provisional)},
            {Field::lost_days, in_words(std::int64_t{incident.lost_days})},
            {Field::restricted_days, in_words(std::int64_t{incident.restricted_days})},
            {Field::returned_on, in_words(incident.returned_on)},
            {Field::description, incident.description},
            {Field::voided, in_words(incident.voided)}};
}

ColumnTexts columns_of(store::StoredViolation const& stored, Directory& directory) {
    auto const& [violation, texts] = stored;
    return {{Field::organization, directory.code_of(violation.organization)},
            {Field::site, directory.code_of(violation.site)},
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

ColumnTexts columns_of(domain::PeriodTotals const& totals, Directory&) {
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

ColumnTexts columns_of(domain::Obligation const& obligation, Directory& directory) {
    return {{Field::kind, std::string{to_string(obligation.kind)}},
            {Field::organization, directory.code_of(obligation.organization)},
            {Field::site, directory.code_of(obligation.site)},
            {Field::description, obligation.description},
            {Field::weight, in_words(std::int64_t{obligation.weight})},
            {Field::first, in_words(obligation.first_on)},
            {Field::due_on, in_words(obligation.due_on)},
            {Field::done_on, in_words(obligation.done_on)},
            {Field::owner, obligation.owner},
            {Field::confirmed_by, obligation.confirmed_by},
            {Field::voided, in_words(obligation.voided)}};
}

ColumnTexts columns_of(domain::Activity const& activity, Directory& directory) {
    return {{Field::kind, std::string{to_string(activity.kind)}},
            {Field::organization, directory.code_of(activity.organization)},
            {Field::site, directory.code_of(activity.site)},
            {Field::date, in_words(activity.held_on)},
            {Field::started_by, std::string{to_string(activity.started_by)}},
            {Field::description, activity.description},
            {Field::voided, in_words(activity.voided)}};
}

ColumnTexts columns_of(domain::Breach const& breach, Directory& directory) {
    return {{Field::kind, std::string{to_string(breach.kind)}},
            {Field::organization, directory.code_of(breach.organization)},
            {Field::site, directory.code_of(breach.site)},
            {Field::date, in_words(breach.occurred_on)},
            {Field::established_on, in_words(breach.established_on)},
            {Field::resolved_on, in_words(breach.resolved_on)},
            {Field::description, breach.description},
            {Field::voided, in_words(breach.voided)}};
}

// What it disputes never changes.
ColumnTexts columns_of(domain::Dispute const& dispute, Directory&) {
    return {{Field::submitted_on, in_words(dispute.submitted_on)},
            {Field::evidence, dispute.evidence},
            {Field::decided_on, in_words(dispute.decided_on)},
            {Field::upheld, in_words(dispute.upheld)},
            {Field::decided_by, dispute.decided_by},
            {Field::reason, dispute.reason},
            {Field::voided, in_words(dispute.voided)}};
}

std::string key_in_words(domain::Organization const& organization, Directory&) {
    return organization.code;
}

std::string key_in_words(domain::Site const& site, Directory&) {
    return site.code;
}

std::string key_in_words(domain::HoursRecord const& hours, Directory& directory) {
    return period_key(hours.organization, hours.site, hours.period, directory);
}

std::string key_in_words(domain::Incident const& incident, Directory&) {
    return incident.reference;
}

std::string key_in_words(store::StoredViolation const& stored, Directory&) {
    return stored.texts.reference;
}

std::string key_in_words(domain::PeriodTotals const& totals, Directory& directory) {
    return period_key(totals.organization, totals.site, totals.period, directory);
}

std::string key_in_words(domain::Obligation const& obligation, Directory&) {
    return obligation.reference;
}

std::string key_in_words(domain::Activity const& activity, Directory&) {
    return activity.reference;
}

std::string key_in_words(domain::Breach const& breach, Directory&) {
    return breach.reference;
}

std::string key_in_words(domain::Dispute const& dispute, Directory&) {
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
