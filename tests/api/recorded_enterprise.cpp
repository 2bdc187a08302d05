#include "api/recorded_enterprise.hpp"

#include "publish/policy.hpp"
#include "store/records.hpp"
#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

namespace safetycell::test {
namespace {

using domain::IncidentClass;

constexpr Instant first_day{seconds{1'795'327'200}};  // 2026-11-22 06:00 UTC.
constexpr std::chrono::hours one_day{24};

OrganizationId contractor(store::WriteTx& tx, std::string code) {
    domain::Organization organization;
    organization.name = "Contractor " + code;
    organization.code = std::move(code);
    organization.kind = domain::OrganizationKind::contractor;
    return store::put_organization(tx, organization).record.id;
}

void put_year_of_hours(store::WriteTx& tx, OrganizationId organization, SiteId site, double hours_a_month) {
    Date first = day("2025-11-01");
    while (first < day("2026-11-01")) {
        domain::HoursRecord hours;
        hours.organization = organization;
        hours.site = site;
        hours.period = {first, last_of_month(first)};
        hours.hours_hundredths = std::llround(hours_a_month * 100);
        store::put_hours(tx, hours);
        first = hours.period.last + 1;
    }
}

void put_incident(store::WriteTx& tx, std::string reference, OrganizationId organization, SiteId site,
                  std::string_view on, IncidentClass incident_class) {
    domain::Incident incident;
    incident.reference = std::move(reference);
    incident.organization = organization;
    incident.site = site;
    incident.occurred_on = incident.reported_on = day(on);
    incident.incident_class = incident_class;
    store::put_incident(tx, incident);
}

void put_violation(store::WriteTx& tx, std::string reference, OrganizationId organization, SiteId site,
                   std::string_view found_on, std::string_view due_on, std::string_view fixed_on,
                   domain::Severity severity = domain::Severity::medium) {
    domain::Violation violation;
    violation.organization = organization;
    violation.site = site;
    violation.severity = severity;
    violation.found_on = day(found_on);
    violation.due_on = day(due_on);
    if (!fixed_on.empty()) violation.fixed_on = violation.verified_on = day(fixed_on);
    store::put_violation(tx, violation, {std::move(reference), "Guard rails", "", ""});
}

}  // namespace

RecordedEnterprise::RecordedEnterprise() : PublishedDatabase(0) {
    record("set-up", "first records", [](store::WriteTx& tx) {
        OrganizationId const own = store::find_organization(tx, "OWN")->id;
        SiteId const mine = store::find_site(tx, "ШАХТА 1")->id;
        OrganizationId const acme = contractor(tx, "ACME");
        OrganizationId const bolt = contractor(tx, "BOLT");
        OrganizationId const crane = contractor(tx, "CRANE");
        put_year_of_hours(tx, own, mine, 100'000);
        put_year_of_hours(tx, acme, mine, 20'000);
        put_year_of_hours(tx, bolt, mine, 30'000);
        put_year_of_hours(tx, crane, mine, 40'000);
        int month = 0;
        for (char const* const on : {"2025-12-10", "2026-02-07", "2026-03-19", "2026-06-01", "2026-08-24"}) {
            put_incident(tx, fmt::format("O-{}", ++month), own, mine, on, IncidentClass::lost_work_day_case);
        }
        put_incident(tx, "A-1", acme, mine, "2026-03-03", IncidentClass::medical_treatment_case);
        put_incident(tx, "A-2", acme, mine, "2026-09-05", IncidentClass::medical_treatment_case);
        put_incident(tx, "A-3", acme, mine, "2026-09-25", IncidentClass::medical_treatment_case);
        put_incident(tx, "A-4", acme, mine, "2026-10-05", IncidentClass::near_miss);
        put_incident(tx, "A-5", acme, mine, "2026-10-15", IncidentClass::medical_treatment_case);
        put_incident(tx, "A-6", acme, mine, "2026-10-25", IncidentClass::medical_treatment_case);
        put_incident(tx, "A-7", acme, mine, "2026-10-27", IncidentClass::medical_treatment_case);
        put_incident(tx, "B-1", bolt, mine, "2026-04-04", IncidentClass::lost_work_day_case);
        put_violation(tx, "V-1", acme, mine, "2026-11-01", "2026-11-02", "", domain::Severity::critical);
        put_violation(tx, "V-2", acme, mine, "2026-09-01", "2026-09-11", "2026-09-10");
        put_violation(tx, "V-3", bolt, mine, "2026-09-03", "2026-09-13", "2026-09-20");
        put_violation(tx, "V-4", crane, mine, "2026-10-01", "2026-10-11", "2026-10-02");
        domain::PeriodTotals totals;
        totals.organization = own;
        totals.site = mine;
        totals.period = period("2024-01-01", "2024-12-31");
        totals.hours_hundredths = 120'000'000;
        totals.counts.fill(1);
        store::put_period_totals(tx, totals);
    });
    publish();
}

void RecordedEnterprise::record(std::string_view who, std::string_view why,
                                std::function<void(store::WriteTx&)> const& body) {
    store::WriteTx tx(connection(), first_day + one_day * day_++ + std::chrono::hours{1});
    tx.open_change({std::string{who}, std::string{why}, "a test"});
    body(tx);
    tx.commit();
}

void RecordedEnterprise::publish() {
    Instant const now = first_day + one_day * day_;
    publish::Publisher publisher(connection(), publish::shipped_policy(), {TimeOfDay{6 * 60}},
                                 [](live::FramesByAudience const&) {});
    REQUIRE(publisher.publish({now, std::nullopt, "tester", "a test"}, now).has_value());
}

nlohmann::json RecordedEnterprise::answer(Question const& question) {
    api::Reply const reply = ask(question);
    REQUIRE_MESSAGE(reply.status == 200, *reply.body);
    return nlohmann::json::parse(*reply.body);
}

}  // namespace safetycell::test
