#include "import/period_records.hpp"

namespace safetycell::importing {

void refuse_unended(RowReader& reader, domain::Period period, Place const& place) {
    if (period.last <= place.today) return;
    reader.refuse_row(
        fmt::format("A period that is not in the future; this one lasts to {}, and there it is {} today.",
                    to_string(period.last), to_string(place.today)));
}

void refuse_stored_overlap(RowReader& reader, domain::Period stored) {
    reader.refuse_row(
        fmt::format("A period that shares no day with what is recorded for this organization and site: "
                    "{} to {}. Correct it, or first import that period again with \"voided\" = yes.",
                    to_string(stored.first), to_string(stored.last)));
}

void refuse_absurd_hours(RowReader& reader, domain::Period period, domain::HundredthHours hours,
                         std::int32_t headcount) {
    if (headcount == domain::unknown_headcount) return;
    std::int64_t const most = std::int64_t{24} * period.days() * std::max(headcount, 1);
    if (hours <= most * 100) return;
    reader.refuse(
        Field::hours,
        fmt::format("At most {} hours: 24 a day for {} people over the {} days from {} to {}.", most,
                    std::max(headcount, 1), period.days(), to_string(period.first), to_string(period.last)));
}

}  // namespace safetycell::importing
