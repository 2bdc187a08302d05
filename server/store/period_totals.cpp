#include "store/periods.hpp"

namespace safetycell::store {
namespace {

constexpr int first_count_column = 8;
constexpr int columns_after_counts = first_count_column + static_cast<int>(domain::incident_class_count);

}  // namespace

domain::PeriodTotals Rows<domain::PeriodTotals>::read(Row const& row) {
    domain::PeriodTotals totals;
    totals.id = id_at<PeriodTotalsId>(row, 1);
    totals.organization = id_at<OrganizationId>(row, 2);
    totals.site = id_at<SiteId>(row, 3);
    totals.period = {date_at(row, 4), date_at(row, 5)};
    totals.hours_hundredths = known_at<std::int64_t>(row, 6);
    totals.headcount = known_at<std::int32_t>(row, 7);
    int column = first_count_column;
    for (std::int64_t& count : totals.counts)
        count = known_at<std::int64_t>(row, column++);
    totals.lost_days = known_at<std::int64_t>(row, columns_after_counts);
    totals.restricted_days = known_at<std::int64_t>(row, columns_after_counts + 1);
    totals.voided = row.integer(columns_after_counts + 2) != 0;
    return totals;
}

Put<domain::PeriodTotals> put_period_totals(WriteTx& tx, domain::PeriodTotals totals) {
    return put_period(tx, totals, [&](domain::PeriodTotals const& record) {
        Statement insert = tx.connection().prepare(
            "INSERT INTO period_totals_revision (change, id, hours_hundredths, headcount, fat_count, "
            "ptd_count, "
            "lwc_count, rwc_count, mtc_count, fac_count, micro_count, near_miss_count, hazard_count, "
            "lost_days, "
            "restricted_days, voided) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, tx.change()).bind(1, record.id.value);
        int parameter = 2;
        bind_known(insert, parameter++, record.hours_hundredths);
        bind_known(insert, parameter++, record.headcount);
        for (std::int64_t const count : record.counts)
            bind_known(insert, parameter++, count);
        bind_known(insert, parameter++, record.lost_days);
        bind_known(insert, parameter++, record.restricted_days);
        insert.bind(parameter, record.voided).run();
    });
}

std::optional<domain::PeriodTotals> find_period_totals(ReadTx const& tx, domain::PeriodTotals const& key) {
    return record_of(find_by_key(tx, key));
}

std::vector<domain::PeriodTotals> load_period_totals_of(ReadTx const& tx, OrganizationId organization) {
    return load_all_of<domain::PeriodTotals>(tx, organization);
}

}  // namespace safetycell::store
