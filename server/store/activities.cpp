#include "store/putting.hpp"

namespace safetycell::store {

domain::Activity Rows<domain::Activity>::read(Row const& row) {
    domain::Activity activity;
    activity.id = id_at<ActivityId>(row, 1);
    activity.reference = row.text(2);
    activity.kind = word_at(row, 3, &domain::activity_kind_from);
    activity.organization = id_at<OrganizationId>(row, 4);
    activity.site = id_at<SiteId>(row, 5);
    activity.held_on = date_at(row, 6);
    activity.started_by = word_at(row, 7, &domain::started_by_from);
    activity.description = row.text(8);
    activity.voided = row.integer(9) != 0;
    return activity;
}

std::optional<domain::Activity> find_activity(ReadTx const& tx, std::string_view reference) {
    return record_of(find_by_reference<domain::Activity>(tx, reference));
}

Put<domain::Activity> put_activity(WriteTx& tx, domain::Activity activity) {
    return put_by_reference(tx, std::move(activity), [&](domain::Activity const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO activity_revision (change, id, kind, organization, site, held_on, "
            "started_by, description, voided) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value);
        insert.bind(2, to_string(record.kind));
        bind_id(insert, 3, record.organization);
        bind_id(insert, 4, record.site);
        bind_date(insert, 5, record.held_on);
        insert.bind(6, to_string(record.started_by)).bind(7, std::string_view{record.description});
        insert.bind(8, record.voided).run();
    });
}

}  // namespace safetycell::store
