#include "store/putting.hpp"

namespace safetycell::store {
namespace {

constexpr std::string_view newest_enterprise =
    "SELECT r.change, r.name, r.time_zone, r.demo FROM enterprise_revision r ORDER BY r.change DESC LIMIT 1";

template <class Record>
std::optional<Known<Record>> find_by_code(ReadTx const& tx, std::string_view code) {
    static std::string const sql =
        fmt::format("{} WHERE i.code = ?1 ORDER BY r.change DESC LIMIT 1", Rows<Record>::select);
    Statement statement = tx.connection().prepare(sql);
    statement.bind(0, code);
    return read_newest<Record>(statement);
}

std::string code_of(ReadTx const& tx, std::string_view family, std::int32_t id) {
    Statement statement = tx.connection().prepare(fmt::format("SELECT code FROM {} WHERE id = ?1", family));
    if (!statement.bind(0, id).step()) throw StoreFault(fmt::format("The {} {} is missing.", family, id));
    return std::string{statement.text(0)};
}

}  // namespace

domain::Enterprise Rows<domain::Enterprise>::read(Row const& row) {
    return {std::string{row.text(1)}, time_zone_at(row, 2), row.integer(3) != 0};
}

domain::Organization Rows<domain::Organization>::read(Row const& row) {
    domain::Organization organization;
    organization.id = id_at<OrganizationId>(row, 1);
    organization.code = row.text(2);
    organization.name = row.text(3);
    organization.kind = word_at(row, 4, &domain::organization_kind_from);
    organization.counts_from = word_at(row, 5, &domain::counts_from_from);
    organization.mobilized_on = date_at(row, 6);
    organization.demobilized_on = date_at(row, 7);
    organization.voided = row.integer(8) != 0;
    return organization;
}

domain::Site Rows<domain::Site>::read(Row const& row) {
    domain::Site site;
    site.id = id_at<SiteId>(row, 1);
    site.code = row.text(2);
    site.name = row.text(3);
    site.time_zone = time_zone_at(row, 4);
    site.voided = row.integer(5) != 0;
    return site;
}

std::optional<domain::Enterprise> find_enterprise(ReadTx const& tx) {
    Statement statement = tx.connection().prepare(newest_enterprise);
    return record_of(read_newest<domain::Enterprise>(statement));
}

Written put_enterprise(WriteTx& tx, domain::Enterprise const& enterprise) {
    Revision const change = tx.change();
    Statement newest = tx.connection().prepare(newest_enterprise);
    auto const known = read_newest<domain::Enterprise>(newest);
    if (known && !needs_revision(tx, *known, enterprise, "The enterprise")) return Written::unchanged;
    tx.connection()
        .prepare("INSERT INTO enterprise_revision (change, name, time_zone, demo) VALUES (?, ?, ?, ?)")
        .bind(0, change)
        .bind(1, std::string_view{enterprise.name})
        .bind(2, std::string_view{enterprise.time_zone.name()})
        .bind(3, enterprise.demo)
        .run();
    return known ? Written::revised : Written::created;
}

std::optional<domain::Organization> find_organization(ReadTx const& tx, std::string_view code) {
    return record_of(find_by_code<domain::Organization>(tx, code));
}

Put<domain::Organization> put_organization(WriteTx& tx, domain::Organization organization) {
    auto const known = find_by_code<domain::Organization>(tx, organization.code);
    std::string const code = organization.code;
    auto const create = [&] {
        tx.connection()
            .prepare("INSERT INTO organization (code) VALUES (?)")
            .bind(0, std::string_view{code})
            .run();
    };
    auto const revise = [&](domain::Organization const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO organization_revision (change, id, name, kind, counts_from, mobilized_on, "
            "demobilized_on, "
            "voided) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value).bind(2, std::string_view{record.name});
        insert.bind(3, to_string(record.kind)).bind(4, to_string(record.counts_from));
        bind_date(insert, 5, record.mobilized_on);
        bind_date(insert, 6, record.demobilized_on);
        insert.bind(7, record.voided).run();
    };
    return put_known(tx, std::move(organization), known, "Organization " + code, create, revise);
}

std::string organization_code(ReadTx const& tx, OrganizationId id) {
    return code_of(tx, "organization", id.value);
}

std::string site_code(ReadTx const& tx, SiteId id) {
    return code_of(tx, "site", id.value);
}

std::optional<domain::Site> find_site(ReadTx const& tx, std::string_view code) {
    return record_of(find_by_code<domain::Site>(tx, code));
}

Put<domain::Site> put_site(WriteTx& tx, domain::Site site) {
    auto const known = find_by_code<domain::Site>(tx, site.code);
    std::string const code = site.code;
    auto const create = [&] {
        tx.connection().prepare("INSERT INTO site (code) VALUES (?)").bind(0, std::string_view{code}).run();
    };
    auto const revise = [&](domain::Site const& record) {
        tx.connection()
            .prepare("INSERT INTO site_revision (change, id, name, time_zone, voided) VALUES (?, ?, ?, ?, ?)")
            .bind(0, tx.change())
            .bind(1, record.id.value)
            .bind(2, std::string_view{record.name})
            .bind(3, std::string_view{record.time_zone.name()})
            .bind(4, record.voided)
            .run();
    };
    return put_known(tx, std::move(site), known, "Site " + code, create, revise);
}

}  // namespace safetycell::store
