#include "import/period_records.hpp"

#include <algorithm>

namespace safetycell::importing {
namespace {

using StatedHours = Stated<domain::HoursRecord>;

std::optional<StatedHours> read_one(Batch& batch, RowReader& reader) {
    domain::HoursRecord record;
    domain::Organization const* const organization = read_organization(batch, reader);
    std::optional<Place> const place = read_place(batch, reader);
    std::optional<domain::Period> const period = reader.period();
    if (!reader.states(Field::hours)) {
        reader.refuse(Field::hours,
                      "A number of hours; the cell is empty. Leave the row out where hours are not known.");
    }
    std::optional<domain::HundredthHours> const hours = reader.hours(Field::hours);
    record.headcount = static_cast<std::int32_t>(
        reader.whole_number(Field::headcount, most_people, domain::unknown_headcount));
    record.estimated = reader.yes_no(Field::estimated);
    record.voided = reader.yes_no(Field::voided);
    if (period && place) refuse_unended(reader, *period, *place);
    if (reader.is_faulty()) return std::nullopt;
    if (!record.voided) warn_after_leaving(reader, std::nullopt, period->first, *organization);
    record.organization = organization->id;
    record.site = place->site;
    record.period = *period;
    record.hours_hundredths = *hours;
    return StatedHours{record, reader.line(), reader.row()};
}

void add(domain::HoursRecord& sum, domain::HoursRecord const& other) {
    sum.hours_hundredths += other.hours_hundredths;
    bool const all_known =
        sum.headcount != domain::unknown_headcount && other.headcount != domain::unknown_headcount;
    sum.headcount = all_known ? sum.headcount + other.headcount : domain::unknown_headcount;
    sum.estimated = sum.estimated || other.estimated;
}

}  // namespace

void import_hours(Batch& batch) {
    std::vector<StatedHours> stated;
    for (std::size_t const row : batch.rows) {
        RowReader reader = batch.reader(row);
        if (std::optional<StatedHours> one = read_one(batch, reader)) stated.push_back(*one);
    }
    if (batch.mapping.mapping().add_up) stated = added_up(batch, stated, add);
    check_period_records(batch, in_common(stated));
    if (!batch.may_write()) return;
    // What is withdrawn makes room for the others.
    std::ranges::stable_partition(stated, [](StatedHours const& one) { return one.record.voided; });
    for (StatedHours const& one : stated) {
        write(
            batch, one, [&] { return store::find_hours(batch.tx, one.record); },
            [&] { return store::put_hours(batch.tx, one.record).written; });
    }
}

}  // namespace safetycell::importing
