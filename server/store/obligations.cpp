#include "store/putting.hpp"

namespace safetycell::store {

domain::Obligation Rows<domain::Obligation>::read(Row const& row) {
    domain::Obligation obligation;
    obligation.id = id_at<ObligationId>(row, 1);
    obligation.reference = row.text(2);
    obligation.kind = word_at(row, 3, &domain::obligation_kind_from);
    obligation.organization = id_at<OrganizationId>(row, 4);
    obligation.site = id_at<SiteId>(row, 5);
    obligation.description = row.text(6);
    obligation.weight = static_cast<std::int32_t>(row.integer(7));
    obligation.first_on = date_at(row, 8);
    obligation.due_on = date_at(row, 9);
    obligation.done_on = date_at(row, 10);
    obligation.owner = row.text(11);
    obligation.confirmed_by = row.text(12);
    obligation.voided = row.integer(13) != 0;
    return obligation;
}

std::optional<domain::Obligation> find_obligation(ReadTx const& tx, std::string_view reference) {
    return record_of(find_by_reference<domain::Obligation>(tx, reference));
}

Put<domain::Obligation> put_obligation(WriteTx& tx, domain::Obligation obligation) {
    return put_by_reference(tx, std::move(obligation), [&](domain::Obligation const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO obligation_revision (change, id, kind, organization, site, description, "
            "weight, first_on, due_on, done_on, owner, confirmed_by, voided) VALUES (?, ?, ?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value);
        insert.bind(2, to_string(record.kind));
        bind_id(insert, 3, record.organization);
        bind_id(insert, 4, record.site);
        insert.bind(5, std::string_view{record.description}).bind(6, record.weight);
        bind_date(insert, 7, record.first_on);
        bind_date(insert, 8, record.due_on);
        bind_date(insert, 9, record.done_on);
        insert.bind(10, std::string_view{record.owner}).bind(11, std::string_view{record.confirmed_by});
        insert.bind(12, record.voided).run();
    });
}

}  // namespace safetycell::store
