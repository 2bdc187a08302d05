#include "store/putting.hpp"

namespace safetycell::store {
domain::Incident Rows<domain::Incident>::read(Row const& row) {
    domain::Incident incident;
    incident.id = id_at<IncidentId>(row, 1);
    incident.reference = row.text(2);
    incident.event_reference = row.text(3);
    incident.organization = id_at<OrganizationId>(row, 4);
    incident.site = id_at<SiteId>(row, 5);
    incident.occurred_on = date_at(row, 6);
    if (!row.is_null(7)) incident.occurred_at = instant_at(row, 7);
    incident.reported_on = date_at(row, 8);
    incident.incident_class = word_at(row, 9, &domain::incident_class_from);
    incident.provisional = row.integer(10) != 0;
    incident.lost_days = known_at<std::int32_t>(row, 11);
    incident.restricted_days = known_at<std::int32_t>(row, 12);
    incident.returned_on = date_at(row, 13);
    incident.description = row.text(14);
    incident.voided = row.integer(15) != 0;
    return incident;
}

std::optional<domain::Incident> find_incident(ReadTx const& tx, std::string_view reference) {
    return record_of(find_by_reference<domain::Incident>(tx, reference));
}

Put<domain::Incident> put_incident(WriteTx& tx, domain::Incident incident) {
    return put_by_reference(tx, std::move(incident), [&](domain::Incident const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO incident_revision (change, id, event_reference, organization, site, occurred_on, "
            "occurred_at, "
            "reported_on, class, provisional, lost_days, restricted_days, returned_on, description, voided) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value).bind(2, std::string_view{record.event_reference});
        bind_id(insert, 3, record.organization);
        bind_id(insert, 4, record.site);
        bind_date(insert, 5, record.occurred_on);
        record.occurred_at ? insert.bind(6, seconds_of(*record.occurred_at)) : insert.bind_null(6);
        bind_date(insert, 7, record.reported_on);
        insert.bind(8, to_string(record.incident_class)).bind(9, record.provisional);
        bind_known(insert, 10, record.lost_days);
        bind_known(insert, 11, record.restricted_days);
        bind_date(insert, 12, record.returned_on);
        insert.bind(13, std::string_view{record.description}).bind(14, record.voided).run();
    });
}

}  // namespace safetycell::store
