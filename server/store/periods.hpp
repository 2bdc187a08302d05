#pragma once
// What hours and period totals have in common: both are known by organization, site and period, and those in
// force of one organization and site never overlap.

#include "store/putting.hpp"

namespace safetycell::store {

/// Binds the key from parameter 0 on: organization, site (0: none), first and last day.
template <class Record>
void bind_key(Statement& statement, Record const& record) {
    statement.bind(0, record.organization.value).bind(1, record.site.value);
    bind_date(statement, 2, record.period.first);
    bind_date(statement, 3, record.period.last);
}

template <class Record>
std::optional<Known<Record>> find_by_key(ReadTx const& tx, Record const& record) {
    static std::string const sql = fmt::format(
        "{} WHERE i.organization = ?1 AND coalesce(i.site, 0) = ?2 AND i.first_on = ?3 AND i.last_on = ?4 "
        "ORDER BY r.change DESC LIMIT 1",
        Rows<Record>::select);
    Statement statement = tx.connection().prepare(sql);
    bind_key(statement, record);
    return read_newest<Record>(statement);
}

template <class Record>
std::vector<Record> load_all_of(ReadTx const& tx, OrganizationId organization) {
    static std::string const sql = fmt::format(
        "{0} WHERE i.organization = ?1 AND r.change = (SELECT max(change) FROM {1}_revision WHERE id = i.id) "
        "ORDER BY i.first_on, i.id",
        Rows<Record>::select, Rows<Record>::family);
    Statement statement = tx.connection().prepare(sql);
    statement.bind(0, organization.value);
    std::vector<Record> records;
    while (statement.step())
        records.push_back(Rows<Record>::read(statement));
    return records;
}

template <class Record, class Revise>
Put<Record> put_period(WriteTx& tx, Record record, Revise revise) {
    auto const known = find_by_key(tx, record);
    auto const create = [&] {
        static std::string const sql = fmt::format(
            "INSERT INTO {} (organization, site, first_on, last_on) VALUES (?1, nullif(?2, 0), ?3, ?4)",
            Rows<Record>::family);
        Statement insert = tx.connection().prepare(sql);
        bind_key(insert, record);
        insert.run();
    };
    std::string const name = fmt::format("The {} of organization {}, site {}, {} to {}", Rows<Record>::family,
                                         record.organization.value, record.site.value,
                                         to_string(record.period.first), to_string(record.period.last));
    return put_known(tx, record, known, name, create, revise);
}

}  // namespace safetycell::store
