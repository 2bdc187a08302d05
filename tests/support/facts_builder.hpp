#pragma once
// Facts as a test states them: one line a record, ids counted by themselves, dates as text. A reference to a
// record holds until the next record of its kind is added, long enough to set what the line did not say.

#include "domain/facts.hpp"
#include "domain/scopes.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

namespace safetycell::test {

/// "2025-08-31"
inline Date day(std::string_view text) {
    Result<Date> const parsed = parse_date(text);
    if (!parsed) throw std::invalid_argument(parsed.error().message);
    return *parsed;
}

inline domain::Period period(std::string_view first, std::string_view last) {
    return {day(first), day(last)};
}

inline TimeZone zone(std::string_view name) {
    Result<TimeZone> const found = TimeZone::find(name);
    if (!found) throw std::invalid_argument(found.error().message);
    return *found;
}

/// "2025-08-31T18:00" in the zone given, or with an offset of its own.
inline Instant instant(std::string_view text, TimeZone const& in = TimeZone{}) {
    Result<Instant> const parsed = parse_instant(text, in);
    if (!parsed) throw std::invalid_argument(parsed.error().message);
    return *parsed;
}

struct FactsBuilder {
    domain::Facts facts;

    explicit FactsBuilder(std::string_view enterprise_zone = "UTC") {
        facts.enterprise.name = "Example";
        facts.enterprise.time_zone = zone(enterprise_zone);
    }

    SiteId site(std::string code, std::string_view zone_name = "UTC") {
        domain::Site& site = add(facts.sites);
        site.name = "Site " + code;
        site.code = std::move(code);
        site.time_zone = zone(zone_name);
        return site.id;
    }

    OrganizationId contractor(std::string code) {
        return organization(std::move(code), domain::OrganizationKind::contractor);
    }
    OrganizationId own(std::string code) {
        return organization(std::move(code), domain::OrganizationKind::own);
    }
    domain::Organization& at(OrganizationId id) { return facts.organizations[id.index()]; }

    /// Hours rounded to the hundredths in which they are kept.
    domain::HoursRecord& hours(OrganizationId organization, SiteId site, std::string_view first,
                               std::string_view last, double hours_worked) {
        return hours(organization, site, period(first, last), hours_worked);
    }
    domain::HoursRecord& hours(OrganizationId organization, SiteId site, domain::Period over,
                               double hours_worked) {
        domain::HoursRecord& record = add(facts.hours);
        record.organization = organization;
        record.site = site;
        record.period = over;
        record.hours_hundredths = std::llround(hours_worked * 100);
        return record;
    }

    /// Its reference is "I" and its id: "I1", "I2".
    domain::Incident& incident(OrganizationId organization, SiteId site, std::string_view occurred_on,
                               domain::IncidentClass incident_class) {
        domain::Incident& record = add(facts.incidents);
        record.reference = "I" + std::to_string(record.id.value);
        record.organization = organization;
        record.site = site;
        record.occurred_on = day(occurred_on);
        record.reported_on = record.occurred_on;
        record.incident_class = incident_class;
        return record;
    }

    /// All counts unknown, and the hours too.
    domain::PeriodTotals& totals(OrganizationId organization, SiteId site, std::string_view first,
                                 std::string_view last) {
        domain::PeriodTotals& record = add(facts.period_totals);
        record.organization = organization;
        record.site = site;
        record.period = period(first, last);
        return record;
    }

    domain::Violation& violation(OrganizationId organization, SiteId site, std::string_view found_on,
                                 std::string_view due_on) {
        domain::Violation& record = add(facts.violations);
        record.organization = organization;
        record.site = site;
        record.found_on = day(found_on);
        record.due_on = day(due_on);
        return record;
    }

    /// Its reference is "O" and its id, and so on below. A meeting's rotation is the 28 days up to that day.
    domain::Obligation& obligation(OrganizationId organization, domain::ObligationKind kind,
                                   std::string_view due_on) {
        domain::Obligation& record = add(facts.obligations);
        record.reference = "O" + std::to_string(record.id.value);
        record.organization = organization;
        record.kind = kind;
        record.due_on = day(due_on);
        if (kind == domain::ObligationKind::meeting) record.first_on = record.due_on - 27;
        return record;
    }

    /// Started by the contractor.
    domain::Activity& activity(OrganizationId organization, domain::ActivityKind kind,
                               std::string_view held_on) {
        domain::Activity& record = add(facts.activities);
        record.reference = "A" + std::to_string(record.id.value);
        record.organization = organization;
        record.kind = kind;
        record.held_on = day(held_on);
        record.started_by = domain::StartedBy::contractor;
        return record;
    }

    domain::Breach& breach(OrganizationId organization, domain::BreachKind kind, std::string_view occurred_on) {
        domain::Breach& record = add(facts.breaches);
        record.reference = "B" + std::to_string(record.id.value);
        record.organization = organization;
        record.kind = kind;
        record.occurred_on = day(occurred_on);
        return record;
    }

    /// Open, of the record with that number in its family.
    domain::Dispute& dispute(domain::Disputed family, std::int32_t of, std::string_view submitted_on) {
        domain::Dispute& record = add(facts.disputes);
        record.reference = "D" + std::to_string(record.id.value);
        record.family = family;
        record.record = of;
        record.submitted_on = day(submitted_on);
        record.evidence = "Photograph";
        return record;
    }

    /// One minute before midnight of that day in the enterprise's zone.
    domain::AsOf evening_of(std::string_view date) const {
        return domain::AsOf{facts.enterprise.time_zone.instant_at(day(date), TimeOfDay{23 * 60 + 59}), facts};
    }

private:
    template <class Record>
    static Record& add(std::vector<Record>& records) {
        Record& record = records.emplace_back();
        record.id.value = static_cast<std::int32_t>(records.size());
        return record;
    }

    OrganizationId organization(std::string code, domain::OrganizationKind kind) {
        domain::Organization& organization = add(facts.organizations);
        organization.name = "Organization " + code;
        organization.code = std::move(code);
        organization.kind = kind;
        return organization.id;
    }
};

}  // namespace safetycell::test
