#include "store/periods.hpp"

namespace safetycell::store {

domain::HoursRecord Rows<domain::HoursRecord>::read(Row const& row) {
    domain::HoursRecord hours;
    hours.id = id_at<HoursId>(row, 1);
    hours.organization = id_at<OrganizationId>(row, 2);
    hours.site = id_at<SiteId>(row, 3);
    hours.period = {date_at(row, 4), date_at(row, 5)};
    hours.hours_hundredths = row.integer(6);
    hours.headcount = known_at<std::int32_t>(row, 7);
    hours.estimated = row.integer(8) != 0;
    hours.voided = row.integer(9) != 0;
    return hours;
}

Put<domain::HoursRecord> put_hours(WriteTx& tx, domain::HoursRecord hours) {
    return put_period(tx, hours, [&](domain::HoursRecord const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO hours_revision (change, id, hours_hundredths, headcount, estimated, voided) "
            "VALUES (?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value).bind(2, record.hours_hundredths);
        bind_known(insert, 3, record.headcount);
        insert.bind(4, record.estimated).bind(5, record.voided).run();
    });
}

std::optional<domain::HoursRecord> find_hours(ReadTx const& tx, domain::HoursRecord const& key) {
    return record_of(find_by_key(tx, key));
}

std::vector<domain::HoursRecord> load_hours_of(ReadTx const& tx, OrganizationId organization) {
    return load_all_of<domain::HoursRecord>(tx, organization);
}

}  // namespace safetycell::store
