#pragma once
// A database of a test's own, and records to put into it.

#include "store/accounts.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/facts.hpp"
#include "store/imports.hpp"
#include "store/personal_detail.hpp"
#include "store/photos.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"
#include "store/settings.hpp"
#include "store/violation_steps.hpp"
#include "support/facts_builder.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

namespace safetycell::test {

inline Instant const made_at = instant("2026-01-01T00:00:00Z");

class TestDatabase {
public:
    TestDatabase() : connection_(store::create_database(file(), made_at).value()) {}

    std::filesystem::path file() const { return folder_ / "enterprise.db"; }
    std::filesystem::path beside(std::string_view name) const { return folder_ / name; }
    store::Connection& connection() { return connection_; }

    /// Commits what `body` puts as one change, an hour after the one before; gives the newest revision.
    Revision change(std::function<void(store::WriteTx&)> const& body) {
        now_ += std::chrono::hours{1};
        return change_at(now_, body);
    }
    Revision change_at(Instant now, std::function<void(store::WriteTx&)> const& body) {
        {
            store::WriteTx tx{connection_, now};
            tx.open_change({"tester", "a test", "memory"});
            body(tx);
            tx.commit();
        }
        return store::newest_revision(store::ReadTx{connection_});
    }

    domain::Facts facts(Revision revision) { return store::load_facts(store::ReadTx{connection_}, revision); }
    std::vector<std::string> chain_faults() { return store::find_chain_faults(store::ReadTx{connection_}); }
    std::vector<std::string> storage_faults() { return store::find_storage_faults(store::ReadTx{connection_}); }

    std::int64_t number(std::string_view sql) {
        store::Statement statement = connection_.prepare(sql);
        return statement.step() ? statement.integer(0) : -1;
    }

    /// Closes it, so that all of it stands in the one file; `reopen` opens it again.
    void close() { connection_ = store::Connection::in_memory(); }
    void reopen() { connection_ = store::open_database(file(), made_at).value(); }

private:
    TemporaryFolder folder_;
    store::Connection connection_;
    Instant now_ = made_at;
};

inline domain::Enterprise example_enterprise() {
    return {"Nordmetall", zone("Europe/Berlin"), false};
}

inline domain::Organization example_organization(std::string code = "C1") {
    domain::Organization organization;
    organization.code = std::move(code);
    organization.name = "Подрядчик";
    organization.mobilized_on = day("2025-03-01");
    return organization;
}

inline domain::Site example_site(std::string code = "NORTH") {
    domain::Site site;
    site.code = std::move(code);
    site.name = "North works";
    site.time_zone = zone("Asia/Almaty");
    return site;
}

/// The records of the other families belong to the first organization and the first site.
inline domain::HoursRecord example_hours(std::string_view first = "2025-04-01",
                                         std::string_view last = "2025-04-30") {
    domain::HoursRecord hours;
    hours.organization.value = 1;
    hours.site.value = 1;
    hours.period = period(first, last);
    hours.hours_hundredths = 1'234'567;
    hours.headcount = 80;
    return hours;
}

inline domain::Incident example_incident(std::string reference = "I-214") {
    domain::Incident incident;
    incident.reference = std::move(reference);
    incident.event_reference = "E-7";
    incident.organization.value = 1;
    incident.site.value = 1;
    incident.occurred_on = day("2025-05-06");
    incident.occurred_at = instant("2025-05-06T07:15:00Z");
    incident.reported_on = day("2025-05-07");
    incident.incident_class = domain::IncidentClass::lost_work_day_case;
    incident.provisional = true;
    incident.lost_days = 12;
    incident.description = "Hand caught between rolls";
    return incident;
}

inline store::StoredViolation example_violation(std::string reference = "V-1") {
    store::StoredViolation stored;
    stored.violation.organization.value = 1;
    stored.violation.site.value = 1;
    stored.violation.severity = domain::Severity::high;
    stored.violation.found_on = day("2025-06-01");
    stored.violation.assigned_on = day("2025-06-02");
    stored.violation.due_on = day("2025-06-04");
    stored.violation.extended_due_on = day("2025-06-10");
    stored.violation.extension_granted_on = day("2025-06-03");
    stored.violation.fixed_on = day("2025-06-09");
    stored.texts = {std::move(reference), "Guard rails at every opening", "No rail at the pit", "Hall 3"};
    return stored;
}

inline domain::PeriodTotals example_totals(std::string_view first = "2024-01-01",
                                           std::string_view last = "2024-12-31") {
    domain::PeriodTotals totals;
    totals.organization.value = 1;
    totals.period = period(first, last);
    totals.hours_hundredths = 98'765'400;
    totals.counts = {0, 0, 3, 1, 5, -1, -1, 40, -1};
    totals.lost_days = 55;
    return totals;
}

inline domain::Obligation example_obligation(std::string reference = "O-1") {
    domain::Obligation obligation;
    obligation.reference = std::move(reference);
    obligation.kind = domain::ObligationKind::meeting;
    obligation.organization.value = 1;
    obligation.site.value = 1;
    obligation.description = "Permits to work";
    obligation.first_on = day("2025-06-01");
    obligation.due_on = day("2025-06-28");
    obligation.done_on = day("2025-06-12");
    obligation.owner = "A. Mentor";
    obligation.confirmed_by = "B. Supervisor";
    return obligation;
}

inline domain::Activity example_activity(std::string reference = "A-1") {
    domain::Activity activity;
    activity.reference = std::move(reference);
    activity.kind = domain::ActivityKind::joint_inspection;
    activity.organization.value = 1;
    activity.site.value = 1;
    activity.held_on = day("2025-06-05");
    activity.started_by = domain::StartedBy::contractor;
    activity.description = "Lifting gear";
    return activity;
}

inline domain::Breach example_breach(std::string reference = "B-1") {
    domain::Breach breach;
    breach.reference = std::move(reference);
    breach.kind = domain::BreachKind::concealment;
    breach.organization.value = 1;
    breach.site.value = 1;
    breach.occurred_on = day("2025-05-06");
    breach.established_on = day("2025-06-02");
    breach.resolved_on = day("2025-07-01");
    breach.description = "A cut hand told as first aid";
    return breach;
}

/// Of the first violation.
inline domain::Dispute example_dispute(std::string reference = "D-1") {
    domain::Dispute dispute;
    dispute.reference = std::move(reference);
    dispute.family = domain::Disputed::violation;
    dispute.record = 1;
    dispute.submitted_on = day("2025-06-05");
    dispute.evidence = "The rail stood there; photograph 7";
    dispute.decided_on = day("2025-06-09");
    dispute.upheld = true;
    dispute.decided_by = "C. Head of safety";
    dispute.reason = "The photograph shows it";
    return dispute;
}

/// One record of every family, in three changes.
inline void put_one_of_each(TestDatabase& database) {
    database.change([](store::WriteTx& tx) {
        put_enterprise(tx, example_enterprise());
        put_policy_revision(tx, "[rates]");
        put_settings(tx, {"ru", {TimeOfDay{6 * 60}, TimeOfDay{18 * 60}}});
        put_organization(tx, example_organization());
        put_site(tx, example_site());
    });
    database.change([](store::WriteTx& tx) {
        put_hours(tx, example_hours());
        put_incident(tx, example_incident());
        put_period_totals(tx, example_totals());
        put_obligation(tx, example_obligation());
        put_activity(tx, example_activity());
        put_breach(tx, example_breach());
    });
    database.change([](store::WriteTx& tx) {
        ViolationId const violation =
            put_violation(tx, example_violation().violation, example_violation().texts).record.id;
        add_violation_step(tx, violation, {domain::StepKind::assigned, "Weld it", "Crew 4", Date::never()},
                           example_violation().violation.found_on);
        add_photo(tx, {0,
                       {violation, {}},
                       store::PhotoMoment::before,
                       "Gate 3",
                       "image/jpeg",
                       640,
                       480,
                       1234,
                       std::string(64, 'a'),
                       std::string(64, 'b')});
        put_dispute(tx, example_dispute());
        domain::Account account;
        account.login = "boris";
        account.name = "Boris";
        account.role = domain::Role::mentor;
        account.organizations = {OrganizationId{1}};
        account = put_account(tx, account).record;
        log_account_event(tx, account.id, store::AccountEvent::link_made, "by an administrator");
        put_personal_detail(tx, IncidentId{1}, {"Boris", "A broken arm"});
        log_import(tx, {0, 0, 0, account.id, "hours", "hours.xlsx", 1, 2, 3});
    });
}

inline bool same(domain::Facts const& left, domain::Facts const& right) {
    return left.revision == right.revision && left.enterprise == right.enterprise &&
           left.organizations == right.organizations && left.sites == right.sites &&
           left.hours == right.hours && left.incidents == right.incidents &&
           left.period_totals == right.period_totals && left.violations == right.violations &&
           left.obligations == right.obligations && left.activities == right.activities &&
           left.breaches == right.breaches && left.disputes == right.disputes;
}

}  // namespace safetycell::test
