#include "store/filings.hpp"

#include "store/columns.hpp"
#include "store/rows.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace safetycell::store {
namespace {

constexpr int all = std::numeric_limits<int>::max();
/// Days. Records are found by their last day: hours are stated for a year at most, totals for as long as
/// anybody likes.
constexpr std::int32_t longest_hours = 366;
constexpr std::int32_t any_length = 4'000'000;

domain::Period period_of(domain::HoursRecord const& record) {
    return record.period;
}
domain::Period period_of(domain::PeriodTotals const& record) {
    return record.period;
}
domain::Period period_of(domain::Incident const& record) {
    return {record.occurred_on, record.occurred_on};
}

template <class Record>
std::map<OrganizationId, std::vector<Record>> load(ReadTx const& tx, Visible const& visible,
                                                   OrganizationId organization, domain::Period period,
                                                   Date last_day) {
    Filter filter;
    filter.organization = organization;
    filter.from = period.first;
    filter.to = last_day;
    std::map<OrganizationId, std::vector<Record>> by_organization;
    for (auto& one : browse<Record>(tx, visible, filter, Order::by_date, {}, all)) {
        if (period_of(one.record).overlaps(period))
            by_organization[one.record.organization].push_back(std::move(one.record));
    }
    for (auto& [id, records] : by_organization) {
        std::ranges::stable_sort(records, {}, [](Record const& record) { return period_of(record).first; });
    }
    return by_organization;
}

/// Every organization in force; who may know of which is decided by its records.
std::vector<domain::Organization> load_organizations(ReadTx const& tx, OrganizationId only) {
    Filter filter;
    std::vector<domain::Organization> organizations;
    Visible const visible{!only, {only}, {}};
    for (auto& one : browse<domain::Organization>(tx, visible, filter, Order::by_record, {}, all))
        organizations.push_back(std::move(one.record));
    std::ranges::reverse(organizations);
    return organizations;
}

Date first_trace_of(ReadTx const& tx, OrganizationId organization) {
    Statement statement = tx.connection().prepare(
        "SELECT min(first_on) FROM (SELECT first_on FROM hours WHERE organization = ?1 "
        "UNION ALL SELECT first_on FROM period_totals WHERE organization = ?1)");
    statement.bind(0, organization.value);
    return statement.step() && !statement.is_null(0) ? date_at(statement, 0) : Date::never();
}

Instant recorded_at_of(ReadTx const& tx, OrganizationId organization) {
    Statement statement = tx.connection().prepare(
        "SELECT c.recorded_at FROM change c WHERE c.number = "
        "(SELECT min(change) FROM organization_revision WHERE id = ?1)");
    statement.bind(0, organization.value);
    return statement.step() ? instant_at(statement, 0) : Instant{};
}

/// The organizations of which hours or totals, wherever, touch the period.
std::set<OrganizationId> organizations_told_of(ReadTx const& tx, domain::Period period) {
    Statement statement = tx.connection().prepare(
        "SELECT organization FROM hours_now WHERE first_on <= ?2 AND last_on >= ?1 AND voided = 0 "
        "UNION SELECT organization FROM period_totals_now WHERE first_on <= ?2 AND last_on >= ?1 AND voided = "
        "0");
    statement.bind(0, to_string(period.first));
    statement.bind(1, to_string(period.last));
    std::set<OrganizationId> organizations;
    while (statement.step())
        organizations.insert(id_at<OrganizationId>(statement, 0));
    return organizations;
}

std::map<OrganizationId, std::vector<StatedForm>> load_stated(ReadTx const& tx, domain::Period period) {
    Statement statement = tx.connection().prepare(
        "SELECT t.organization, t.site, c.recorded_at FROM period_totals_now t JOIN change c ON c.number = "
        "(SELECT min(change) FROM period_totals_revision WHERE id = t.id) "
        "WHERE t.first_on <= ?1 AND t.last_on >= ?2 AND t.voided = 0");
    statement.bind(0, to_string(period.first));
    statement.bind(1, to_string(period.last));
    std::map<OrganizationId, std::vector<StatedForm>> stated;
    while (statement.step()) {
        stated[id_at<OrganizationId>(statement, 0)].push_back(
            {id_at<SiteId>(statement, 1), instant_at(statement, 2)});
    }
    return stated;
}

template <class Record>
bool touches(std::vector<Record> const& records, domain::Period period) {
    return std::ranges::any_of(records,
                               [period](Record const& record) { return period_of(record).overlaps(period); });
}

std::vector<FilingRecords> load(ReadTx const& tx, Visible const& visible, OrganizationId only,
                                domain::Period period, Date since) {
    domain::Period const looked_at{since, period.last};
    auto hours = load<domain::HoursRecord>(tx, visible, only, looked_at, period.last + longest_hours);
    auto totals = load<domain::PeriodTotals>(tx, visible, only, looked_at, Date::never());
    auto incidents = load<domain::Incident>(tx, visible, only, looked_at, period.last);
    auto stated = load_stated(tx, period);
    bool const misses_others = !visible.everything && !visible.sites.empty();
    auto const told_of = misses_others ? organizations_told_of(tx, period) : std::set<OrganizationId>{};
    std::vector<FilingRecords> found;
    for (domain::Organization& organization : load_organizations(tx, only)) {
        OrganizationId const id = organization.id;
        FilingRecords records;
        records.hours = std::move(hours[id]);
        records.totals = std::move(totals[id]);
        records.incidents = std::move(incidents[id]);
        bool const is_seen = visible.everything || std::ranges::count(visible.organizations, id) > 0 ||
                             touches(records.hours, period) || touches(records.totals, period) ||
                             (misses_others && !told_of.contains(id));
        if (!is_seen) continue;
        if (organization.mobilized_on.is_never()) {
            records.first_trace = first_trace_of(tx, id);
            records.recorded_at = recorded_at_of(tx, id);
        }
        records.stated = std::move(stated[id]);
        records.organization = std::move(organization);
        found.push_back(std::move(records));
    }
    return found;
}

}  // namespace

std::vector<FilingRecords> load_filing_records(ReadTx const& tx, Visible const& visible, domain::Period period,
                                               Date since) {
    return load(tx, visible, {}, period, since);
}

std::optional<FilingRecords> load_filing_records_of(ReadTx const& tx, Visible const& visible,
                                                    OrganizationId organization, domain::Period period,
                                                    Date since) {
    auto found = load(tx, visible, organization, period, since);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

}  // namespace safetycell::store
