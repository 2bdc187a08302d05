#pragma once
// What hours and period totals have in common: records of one organization and site over a period, which must
// have ended, must not overlap another one, and may be added up from several rows.

#include "import/batch.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

namespace safetycell::importing {

/// A record as the file states it, before it is written.
template <class Record>
struct Stated {
    Record record;
    std::int64_t line = 0;
    std::size_t row = 0;
};

/// Refuses a period that lasts beyond today at the place.
void refuse_unended(RowReader& reader, domain::Period period, Place const& place);

/// More hours than there are in the days of so many people. A headcount of 0 may be a fraction rounded down.
void refuse_absurd_hours(RowReader& reader, domain::Period period, domain::HundredthHours hours,
                         std::int32_t headcount);

/// Refuses the row because the store has a record over another period that shares days with it.
void refuse_stored_overlap(RowReader& reader, domain::Period stored);

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

/// Refuses rows of one organization and site that state the same period, or whose periods share days. A voided
/// row shares its days with nobody.
template <class Record>
void refuse_overlaps(Batch& batch, std::vector<Stated<Record>> const& stated) {
    auto const refuse = [&](Stated<Record> const* one, Stated<Record> const* other, std::string_view what) {
        auto const [earlier, later] =
            std::minmax(one, other, [](auto* left, auto* right) { return left->line < right->line; });
        batch.reader(later->row)
            .refuse_row(
                fmt::format("A period that shares no day with another row of the same organization and site; "
                            "lines {} and {} {}.",
                            earlier->line, later->line, what));
    };
    std::vector<Stated<Record> const*> ordered;
    for (Stated<Record> const& one : stated)
        ordered.push_back(&one);
    std::ranges::sort(ordered, {}, [](Stated<Record> const* one) {
        return std::tuple{one->record.organization, one->record.site, one->record.period, one->line};
    });
    auto const is_same_place = [](Stated<Record> const* one, Stated<Record> const* other) {
        return one != nullptr && one->record.organization == other->record.organization &&
               one->record.site == other->record.site;
    };
    Stated<Record> const* previous = nullptr;
    Stated<Record> const* longest =
        nullptr;  // Of those before at the same place and not voided, the one that ends last.
    for (Stated<Record> const* one : ordered) {
        if (!is_same_place(longest, one)) longest = nullptr;
        bool const is_repeated = is_same_place(previous, one) && previous->record.period == one->record.period;
        bool const may_overlap = longest != nullptr && !one->record.voided;
        if (is_repeated) {
            refuse(previous, one, "state the same period");
        } else if (may_overlap && longest->record.period.overlaps(one->record.period)) {
            refuse(longest, one, "overlap");
        }
        previous = one;
        bool const is_longer = longest == nullptr || one->record.period.last > longest->record.period.last;
        if (!one->record.voided && is_longer) longest = one;
    }
}

}  // namespace safetycell::importing
