#pragma once
// How the revision rows of each family are selected and read: one record for records.hpp, all of them for
// facts.hpp.

#include "domain/facts.hpp"
#include "store/records.hpp"

#include <string_view>

namespace safetycell::store {

/// `select` gives one row for each revision, to be narrowed with WHERE: `r` is the revision and, where there is
/// a join, `i` the record it revises. Column 0 is the change. `read` makes the record of the row.
template <class Record>
struct Rows;

template <>
struct Rows<domain::Enterprise> {
    static constexpr std::string_view select =
        "SELECT r.change, r.name, r.time_zone, r.demo FROM enterprise_revision r";
    static domain::Enterprise read(Row const& row);
};

template <>
struct Rows<domain::Organization> {
    static constexpr std::string_view family = "organization";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.code, r.name, r.kind, r.counts_from, r.mobilized_on, r.demobilized_on, "
        "r.voided "
        "FROM organization_revision r JOIN organization i ON i.id = r.id";
    static domain::Organization read(Row const& row);
};

template <>
struct Rows<domain::Site> {
    static constexpr std::string_view family = "site";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.code, r.name, r.time_zone, r.voided "
        "FROM site_revision r JOIN site i ON i.id = r.id";
    static domain::Site read(Row const& row);
};

template <>
struct Rows<domain::HoursRecord> {
    static constexpr std::string_view family = "hours";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.organization, i.site, i.first_on, i.last_on, r.hours_hundredths, "
        "r.headcount, "
        "r.estimated, r.voided FROM hours_revision r JOIN hours i ON i.id = r.id";
    static domain::HoursRecord read(Row const& row);
};

template <>
struct Rows<domain::Incident> {
    static constexpr std::string_view family = "incident";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.reference, r.event_reference, r.organization, r.site, r.occurred_on, "
        "r.occurred_at, "
        "r.reported_on, r.class, r.provisional, r.lost_days, r.restricted_days, r.returned_on, r.description, "
        "r.voided "
        "FROM incident_revision r JOIN incident i ON i.id = r.id";
    static domain::Incident read(Row const& row);
};

/// Without its texts, and so without a join: there are millions.
template <>
struct Rows<domain::Violation> {
    static constexpr std::string_view family = "violation";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, r.organization, r.site, r.requirement, r.severity, r.voided, r.found_on, "
        "r.assigned_on, "
        "r.due_on, r.extended_due_on, r.extension_granted_on, r.fixed_on, r.verified_on, r.cancelled_on, "
        "r.self_found FROM violation_revision r";
    static domain::Violation read(Row const& row);
};

template <>
struct Rows<StoredViolation> {
    static constexpr std::string_view select =
        "SELECT r.change, r.id, r.organization, r.site, r.requirement, r.severity, r.voided, r.found_on, "
        "r.assigned_on, "
        "r.due_on, r.extended_due_on, r.extension_granted_on, r.fixed_on, r.verified_on, r.cancelled_on, "
        "r.self_found, i.reference, q.text, r.description, r.location "
        "FROM violation_revision r JOIN violation i ON i.id = r.id LEFT JOIN requirement q ON q.id = "
        "r.requirement";
    static StoredViolation read(Row const& row);
};

template <>
struct Rows<domain::PeriodTotals> {
    static constexpr std::string_view family = "period_totals";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.organization, i.site, i.first_on, i.last_on, r.hours_hundredths, "
        "r.headcount, "
        "r.fat_count, r.ptd_count, r.lwc_count, r.rwc_count, r.mtc_count, r.fac_count, r.micro_count, "
        "r.near_miss_count, r.hazard_count, r.lost_days, r.restricted_days, r.voided "
        "FROM period_totals_revision r JOIN period_totals i ON i.id = r.id";
    static domain::PeriodTotals read(Row const& row);
};

template <>
struct Rows<domain::Obligation> {
    static constexpr std::string_view family = "obligation";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.reference, r.kind, r.organization, r.site, r.description, r.weight, "
        "r.first_on, r.due_on, "
        "r.done_on, r.owner, r.confirmed_by, r.voided "
        "FROM obligation_revision r JOIN obligation i ON i.id = r.id";
    static domain::Obligation read(Row const& row);
};

template <>
struct Rows<domain::Activity> {
    static constexpr std::string_view family = "activity";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.reference, r.kind, r.organization, r.site, r.held_on, r.started_by, "
        "r.description, "
        "r.voided "
        "FROM activity_revision r JOIN activity i ON i.id = r.id";
    static domain::Activity read(Row const& row);
};

template <>
struct Rows<domain::Breach> {
    static constexpr std::string_view family = "breach";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.reference, r.kind, r.organization, r.site, r.occurred_on, r.established_on, "
        "r.resolved_on, r.description, r.voided "
        "FROM breach_revision r JOIN breach i ON i.id = r.id";
    static domain::Breach read(Row const& row);
};

template <>
struct Rows<domain::Dispute> {
    static constexpr std::string_view family = "dispute";
    static constexpr std::string_view select =
        "SELECT r.change, r.id, i.reference, r.violation, r.incident, r.obligation, r.breach, r.submitted_on, "
        "r.evidence, r.decided_on, r.upheld, r.decided_by, r.reason, r.voided "
        "FROM dispute_revision r JOIN dispute i ON i.id = r.id";
    static domain::Dispute read(Row const& row);
};

}  // namespace safetycell::store
