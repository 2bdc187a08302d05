#pragma once
// What hours and period totals have in common: records of one organization and site over a period, which must
// have ended, must not overlap another one, must not be counted once more without a site, may not hold more
// hours than its people have, and may be added up from several rows.

#include "import/batch.hpp"

#include <map>
#include <tuple>
#include <type_traits>
#include <vector>

namespace safetycell::importing {

/// Hours or period totals, as far as they are alike.
struct PeriodRecord {
    Kind kind = Kind::hours;
    OrganizationId organization;
    SiteId site;
    domain::Period period;
    domain::HundredthHours hours_hundredths = domain::unknown_count;
    std::int32_t headcount = domain::unknown_headcount;
    bool voided = false;
    std::int64_t line = 0;  ///< Of the file; 0: it is in the database.
    std::size_t row = 0;    ///< Of the file.
};

/// `Record`: HoursRecord or PeriodTotals.
template <class Record>
PeriodRecord in_common(Record const& record) {
    return {.kind = std::is_same_v<Record, domain::HoursRecord> ? Kind::hours : Kind::period_totals,
            .organization = record.organization,
            .site = record.site,
            .period = record.period,
            .hours_hundredths = record.hours_hundredths,
            .headcount = record.headcount,
            .voided = record.voided};
}

template <class Record>
std::vector<PeriodRecord> in_common(std::vector<Stated<Record>> const& stated) {
    std::vector<PeriodRecord> records;
    for (Stated<Record> const& one : stated) {
        records.push_back(in_common(one.record));
        records.back().line = one.line;
        records.back().row = one.row;
    }
    return records;
}

/// Refuses a period that lasts beyond today at the place.
void refuse_unended(RowReader& reader, domain::Period period, Place const& place);

/// Checks the rows of a file, all of one kind, against each other and against what the database holds of their
/// organizations. A voided row shares its days with nobody, and one that the file withdraws makes room.
/// Refused: periods of one organization and site that share days; days that count at a site and once more
/// without a site, in the same kind of record or as hours of either kind; more hours than the days of so many
/// people have (a headcount of 0 may be a fraction rounded down). Warned of, where a row has no headcount: more
/// hours than the people last known of its organization have, or than any enterprise has.
void check_period_records(Batch& batch, std::vector<PeriodRecord> const& stated);

/// Rows with the same key as one record, which keeps the first row's line; `add(sum, other)` adds two records.
template <class Record, class Add>
std::vector<Stated<Record>> added_up(Batch& batch, std::vector<Stated<Record>> const& stated, Add add) {
    std::vector<Stated<Record>> sums;
    std::map<std::tuple<OrganizationId, SiteId, domain::Period>, std::size_t> by_key;
    for (Stated<Record> const& one : stated) {
        std::tuple const key{one.record.organization, one.record.site, one.record.period};
        auto const [known, is_new] = by_key.emplace(key, sums.size());
        if (is_new) {
            sums.push_back(one);
        } else {
            add(sums[known->second].record, one.record);
        }
    }
    batch.outcome.said_back.push_back(
        fmt::format("{} rows were added up into {} records.", stated.size(), sums.size()));
    return sums;
}

}  // namespace safetycell::importing
