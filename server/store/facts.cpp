#include "store/facts.hpp"

#include "store/rows.hpp"

#include <map>
#include <stdexcept>
#include <utility>

namespace safetycell::store {
namespace {

/// Applies the revisions recorded in (after, through] in order, so that the newest of each record stays.
template <class Record>
void advance(ReadTx const& tx, std::vector<Record>& records, Revision after, Revision through) {
    if (after == 0) {
        Statement count = tx.connection().prepare(fmt::format("SELECT max(id) FROM {}", Rows<Record>::family));
        if (count.step()) records.reserve(static_cast<std::size_t>(count.integer(0)));
    }
    std::pair<Revision, std::int64_t> before;
    auto const take = [&](Row const& row) {
        std::pair const place{row.integer(0), row.integer(1)};
        if (place <= before) throw std::logic_error("Revisions must be come upon in their order.");
        before = place;
        Record record = Rows<Record>::read(row);
        std::size_t const index = record.id.index();
        if (index < records.size()) {
            records[index] = std::move(record);
        } else if (index == records.size()) {
            records.push_back(std::move(record));
        } else {
            // Records are numbered as they are created, each with its first revision.
            throw StoreFault(
                fmt::format("Record {} of the table {} has no first revision; restore a copy of the "
                            "database and run safetycell verify.",
                            records.size() + 1, Rows<Record>::family));
        }
    };
    tx.connection().for_each_row(
        fmt::format("{} WHERE r.change > ?1 AND r.change <= ?2 ORDER BY r.change, r.id", Rows<Record>::select),
        {after, through}, take);
}

void advance(ReadTx const& tx, domain::Enterprise& enterprise, Revision after, Revision through) {
    Statement statement = tx.connection().prepare(
        fmt::format("{} WHERE r.change > ?1 AND r.change <= ?2 ORDER BY r.change DESC LIMIT 1",
                    Rows<domain::Enterprise>::select));
    if (statement.bind(0, after).bind(1, through).step())
        enterprise = Rows<domain::Enterprise>::read(statement);
}

/// Each record revised in (from, to], by id, with its newest revision at `from` and at `to`.
template <class Record>
std::vector<domain::Revised<Record>> load_revised(ReadTx const& tx, Revision from, Revision to) {
    std::map<std::int32_t, domain::Revised<Record>> by_id;
    Statement after = tx.connection().prepare(
        fmt::format("{} WHERE r.change > ?1 AND r.change <= ?2 ORDER BY r.change, r.id", Rows<Record>::select));
    after.bind(0, from).bind(1, to);
    while (after.step()) {
        Record record = Rows<Record>::read(after);
        auto& revised = by_id[record.id.value];
        revised.after = std::move(record);
        revised.change = after.integer(0);
    }
    Statement before = tx.connection().prepare(fmt::format(
        "{} WHERE r.id = ?1 AND r.change <= ?2 ORDER BY r.change DESC LIMIT 1", Rows<Record>::select));
    std::vector<domain::Revised<Record>> all;
    all.reserve(by_id.size());
    for (auto& [id, revised] : by_id) {
        before.bind(0, id).bind(1, from);
        if (before.step()) revised.before = Rows<Record>::read(before);
        before.reset();
        all.push_back(std::move(revised));
    }
    return all;
}

void advance_facts(ReadTx const& tx, domain::Facts& facts, Revision revision, Violations violations) {
    if (revision < facts.revision) throw std::logic_error("Facts advance; an earlier revision must be loaded.");
    advance(tx, facts.enterprise, facts.revision, revision);
    advance(tx, facts.organizations, facts.revision, revision);
    advance(tx, facts.sites, facts.revision, revision);
    advance(tx, facts.hours, facts.revision, revision);
    advance(tx, facts.incidents, facts.revision, revision);
    advance(tx, facts.period_totals, facts.revision, revision);
    advance(tx, facts.obligations, facts.revision, revision);
    advance(tx, facts.activities, facts.revision, revision);
    advance(tx, facts.breaches, facts.revision, revision);
    advance(tx, facts.disputes, facts.revision, revision);
    if (violations == Violations::loaded) advance(tx, facts.violations, facts.revision, revision);
    facts.revision = revision;
}

}  // namespace

domain::Facts load_facts(ReadTx const& tx, Revision revision, Violations violations) {
    domain::Facts facts;
    advance_facts(tx, facts, revision, violations);
    return facts;
}

void advance_facts(ReadTx const& tx, domain::Facts& facts, Revision revision) {
    advance_facts(tx, facts, revision, Violations::loaded);
}

domain::RecordedChanges load_recorded_changes(ReadTx const& tx, Revision from, Revision to) {
    return {load_revised<domain::Organization>(tx, from, to), load_revised<domain::HoursRecord>(tx, from, to),
            load_revised<domain::Incident>(tx, from, to),     load_revised<domain::PeriodTotals>(tx, from, to),
            load_revised<domain::Obligation>(tx, from, to),   load_revised<domain::Activity>(tx, from, to),
            load_revised<domain::Breach>(tx, from, to),       load_revised<domain::Dispute>(tx, from, to)};
}

std::vector<domain::Revised<domain::Violation>> load_recorded_violations(ReadTx const& tx, Revision from,
                                                                         Revision to) {
    return load_revised<domain::Violation>(tx, from, to);
}

}  // namespace safetycell::store
