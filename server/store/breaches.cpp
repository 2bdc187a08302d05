#include "store/putting.hpp"

namespace safetycell::store {

domain::Breach Rows<domain::Breach>::read(Row const& row) {
    domain::Breach breach;
    breach.id = id_at<BreachId>(row, 1);
    breach.reference = row.text(2);
    breach.kind = word_at(row, 3, &domain::breach_kind_from);
    breach.organization = id_at<OrganizationId>(row, 4);
    breach.site = id_at<SiteId>(row, 5);
    breach.occurred_on = date_at(row, 6);
    breach.established_on = date_at(row, 7);
    breach.resolved_on = date_at(row, 8);
    breach.description = row.text(9);
    breach.voided = row.integer(10) != 0;
    return breach;
}

std::optional<domain::Breach> find_breach(ReadTx const& tx, std::string_view reference) {
    return record_of(find_by_reference<domain::Breach>(tx, reference));
}

Put<domain::Breach> put_breach(WriteTx& tx, domain::Breach breach) {
    return put_by_reference(tx, std::move(breach), [&](domain::Breach const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO breach_revision (change, id, kind, organization, site, occurred_on, "
            "established_on, resolved_on, description, voided) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value);
        insert.bind(2, to_string(record.kind));
        bind_id(insert, 3, record.organization);
        bind_id(insert, 4, record.site);
        bind_date(insert, 5, record.occurred_on);
        bind_date(insert, 6, record.established_on);
        bind_date(insert, 7, record.resolved_on);
        insert.bind(8, std::string_view{record.description}).bind(9, record.voided).run();
    });
}

}  // namespace safetycell::store
