#include "import/period_records.hpp"

#include <algorithm>

namespace safetycell::importing {
namespace {

using StatedTotals = Stated<domain::PeriodTotals>;

std::optional<StatedTotals> read_one(Batch& batch, RowReader& reader) {
    domain::PeriodTotals totals;
    domain::Organization const* const organization = read_organization(batch, reader);
    std::optional<Place> const place = read_place(batch, reader);
    std::optional<domain::Period> const period = reader.period();
    totals.hours_hundredths = reader.hours(Field::hours).value_or(domain::unknown_count);
    totals.headcount = static_cast<std::int32_t>(
        reader.whole_number(Field::headcount, most_people, domain::unknown_headcount));
    for (domain::IncidentClass const incident_class : domain::all_incident_classes) {
        totals.counts[static_cast<std::size_t>(incident_class)] =
            reader.whole_number(count_field(incident_class), most_cases, domain::unknown_count);
    }
    totals.lost_days =
        reader.whole_number(Field::lost_days, most_cases * domain::days_cap, domain::unknown_count);
    totals.restricted_days =
        reader.whole_number(Field::restricted_days, most_cases * domain::days_cap, domain::unknown_count);
    totals.voided = reader.yes_no(Field::voided);
    if (period && place) refuse_unended(reader, *period, *place);
    if (reader.is_faulty()) return std::nullopt;
    if (!totals.voided) warn_after_leaving(reader, std::nullopt, period->first, *organization);
    totals.organization = organization->id;
    totals.site = place->site;
    totals.period = *period;
    return StatedTotals{totals, reader.line(), reader.row()};
}

std::int64_t sum_of(std::int64_t left, std::int64_t right) {
    bool const all_known = left != domain::unknown_count && right != domain::unknown_count;
    return all_known ? left + right : domain::unknown_count;
}

void add(domain::PeriodTotals& sum, domain::PeriodTotals const& other) {
    sum.hours_hundredths = sum_of(sum.hours_hundredths, other.hours_hundredths);
    sum.headcount = static_cast<std::int32_t>(sum_of(sum.headcount, other.headcount));
    for (std::size_t i = 0; i < sum.counts.size(); ++i)
        sum.counts[i] = sum_of(sum.counts[i], other.counts[i]);
    sum.lost_days = sum_of(sum.lost_days, other.lost_days);
    sum.restricted_days = sum_of(sum.restricted_days, other.restricted_days);
}

}  // namespace

void import_period_totals(Batch& batch) {
    std::vector<StatedTotals> stated;
    for (std::size_t const row : batch.rows) {
        RowReader reader = batch.reader(row);
        if (std::optional<StatedTotals> one = read_one(batch, reader)) stated.push_back(*one);
    }
    if (batch.mapping.mapping().add_up) stated = added_up(batch, stated, add);
    check_period_records(batch, in_common(stated));
    if (!batch.may_write()) return;
    // What is withdrawn makes room for the others.
    std::ranges::stable_partition(stated, [](StatedTotals const& one) { return one.record.voided; });
    for (StatedTotals const& one : stated) {
        write(
            batch, one, [&] { return store::find_period_totals(batch.tx, one.record); },
            [&] { return store::put_period_totals(batch.tx, one.record).written; });
    }
}

}  // namespace safetycell::importing
