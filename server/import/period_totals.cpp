#include "import/period_records.hpp"

namespace safetycell::importing {
namespace {

using StatedTotals = Stated<domain::PeriodTotals>;

std::optional<StatedTotals> read_one(Batch& batch, RowReader& reader) {
    domain::PeriodTotals totals;
    totals.organization = read_organization(batch, reader);
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
    for (StatedTotals const& one : stated) {
        RowReader reader = batch.reader(one.row);
        refuse_absurd_hours(reader, one.record.period, one.record.hours_hundredths, one.record.headcount);
        if (one.record.voided) continue;
        auto const overlapping = store::find_overlapping_period_totals(batch.tx, one.record);
        if (overlapping) refuse_stored_overlap(reader, overlapping->period);
    }
    refuse_overlaps(batch, stated);
    if (!batch.faults.empty()) return;
    for (StatedTotals const& one : stated)
        batch.count(store::put_period_totals(batch.tx, one.record).written);
}

}  // namespace safetycell::importing
