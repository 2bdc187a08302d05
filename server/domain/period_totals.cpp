#include "domain/period_totals.hpp"

#include <algorithm>
#include <cmath>

namespace safetycell::domain {
namespace {

/// Calls `visit` with each hours record that speaks of the same site and of days of the total.
template <class Visit>
void for_each_hours_record(PeriodTotals const& totals, OrganizationRecords const& records,
                           std::int32_t longest_record_days, Visit&& visit) {
    auto const begins_before = [](HoursRecord const* record, Date day) {
        return record->period.first < day;
    };
    auto record = std::lower_bound(records.hours.begin(), records.hours.end(),
                                   totals.period.first - longest_record_days, begins_before);
    for (; record != records.hours.end() && (*record)->period.first <= totals.period.last; ++record) {
        if ((*record)->period.overlaps(totals.period) && speaks_for(totals, (*record)->site)) visit(**record);
    }
}

template <class Visit>
void for_each_incident(PeriodTotals const& totals, OrganizationRecords const& records, Visit&& visit) {
    auto const happened_before = [](Incident const* incident, Date day) {
        return incident->occurred_on < day;
    };
    auto incident = std::lower_bound(records.incidents.begin(), records.incidents.end(), totals.period.first,
                                     happened_before);
    for (; incident != records.incidents.end() && (*incident)->occurred_on <= totals.period.last; ++incident) {
        if (speaks_for(totals, (*incident)->site)) visit(**incident);
    }
}

std::int32_t longest_days(OrganizationRecords const& records) {
    std::int32_t longest = 0;
    for (HoursRecord const* record : records.hours)
        longest = std::max(longest, record->period.days());
    return longest;
}

bool cover_every_day_of(PeriodTotals const& totals, OrganizationRecords const& records,
                        std::int32_t longest_record_days) {
    Date next = totals.period.first;
    for_each_hours_record(totals, records, longest_record_days, [&next](HoursRecord const& record) {
        if (record.period.first <= next) next = std::max(next, record.period.last + 1);
    });
    return next > totals.period.last;
}

/// The sum over the classes of the set; unknown_count when one of them is not stated.
std::int64_t sum_of(std::bitset<incident_class_count> const& classes, PeriodTotals const& totals) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < incident_class_count; ++i) {
        if (!classes.test(i)) continue;
        if (totals.counts[i] == unknown_count) return unknown_count;
        sum += totals.counts[i];
    }
    return sum;
}

double hours_within(PeriodTotals const& totals, OrganizationRecords const& records,
                    std::int32_t longest_record_days) {
    HoursSum sum;
    for_each_hours_record(totals, records, longest_record_days, [&](HoursRecord const& record) {
        std::int32_t const days = record.period.common_with(totals.period).days();
        sum += share_of(record.hours_hundredths, days, record.period.days());
    });
    return sum.in_hours();
}

}  // namespace

std::int64_t stated(PeriodTotals const& totals, std::size_t quantity) {
    return quantity == lost_days_quantity ? totals.lost_days : totals.counts[quantity];
}

Quantities stated_quantities(PeriodTotals const& totals) {
    Quantities quantities;
    for (std::size_t i = 0; i < quantity_count; ++i)
        quantities.set(i, stated(totals, i) != unknown_count);
    return quantities;
}

std::vector<SettledTotals> settle(OrganizationRecords const& records) {
    std::int32_t const longest_record_days = longest_days(records);
    std::vector<SettledTotals> all;
    all.reserve(records.totals.size());
    for (PeriodTotals const* totals : records.totals) {
        SettledTotals settled{.totals = totals, .hours_count = false, .counted = {}, .unknown = {}};
        settled.hours_count = totals->hours_hundredths != unknown_count &&
                              !cover_every_day_of(*totals, records, longest_record_days);

        Quantities replaced;
        for_each_incident(*totals, records, [&replaced](Incident const& incident) {
            replaced.set(static_cast<std::size_t>(incident.incident_class));
        });
        Quantities const quantities = stated_quantities(*totals);
        for (Quantities const& kind : quantity_kinds) {
            // A total that states nothing of a kind, only hours, leaves that kind to the single records.
            if ((quantities & kind).none() || (replaced & kind).any()) continue;
            settled.counted |= quantities & kind;
            settled.unknown |= ~quantities & kind;
        }
        all.push_back(settled);
    }
    return all;
}

std::vector<HoursEntry> counted_hours(OrganizationRecords const& records,
                                      std::span<SettledTotals const> settled) {
    std::vector<HoursEntry> entries;
    entries.reserve(records.hours.size());
    for (HoursRecord const* record : records.hours) {
        HoursEntry entry{.counted = record->period,
                         .period = record->period,
                         .site = record->site,
                         .hours_hundredths = record->hours_hundredths,
                         .headcount = record->headcount,
                         .estimated = record->estimated,
                         .from_totals = false};
        // The totals stand by their first days, so what is left of the record is cut off from its start.
        for (SettledTotals const& other : settled) {
            Period const taken = other.totals->period;
            if (taken.first > record->period.last) break;
            if (!other.hours_count || !speaks_for(*other.totals, record->site) ||
                !taken.overlaps(entry.counted)) {
                continue;
            }
            HoursEntry before = entry;
            before.counted.last = taken.first - 1;
            if (!before.counted.is_empty()) entries.push_back(before);
            entry.counted.first = taken.last + 1;
        }
        if (!entry.counted.is_empty()) entries.push_back(entry);
    }
    for (SettledTotals const& other : settled) {
        if (!other.hours_count) continue;
        entries.push_back({.counted = other.totals->period,
                           .period = other.totals->period,
                           .site = other.totals->site,
                           .hours_hundredths = other.totals->hours_hundredths,
                           .headcount = other.totals->headcount,
                           .estimated = false,
                           .from_totals = true});
    }
    return entries;
}

std::vector<TotalsDifference> differences(OrganizationRecords const& records,
                                          std::span<SettledTotals const> settled, CaseSets const& case_sets) {
    std::int32_t const longest_record_days = longest_days(records);
    std::vector<TotalsDifference> found;
    for (SettledTotals const& one : settled) {
        PeriodTotals const& totals = *one.totals;
        TotalsDifference difference{.organization = totals.organization,
                                    .site = totals.site,
                                    .period = totals.period,
                                    .lti_in_totals = sum_of(case_sets.lti, totals),
                                    .lti_in_records = 0,
                                    .tri_in_totals = sum_of(case_sets.tri, totals),
                                    .tri_in_records = 0,
                                    .hours_in_totals = -1,
                                    .hours_in_records = 0};
        bool recordables_replaced = false;
        for_each_incident(totals, records, [&](Incident const& incident) {
            auto const incident_class = static_cast<std::size_t>(incident.incident_class);
            if (recordable_quantities.test(incident_class)) recordables_replaced = true;
            if (case_sets.lti.test(incident_class)) ++difference.lti_in_records;
            if (case_sets.tri.test(incident_class)) ++difference.tri_in_records;
        });
        difference.hours_in_records = hours_within(totals, records, longest_record_days);

        bool differs = false;
        if (recordables_replaced) {
            differs |= difference.lti_in_totals != unknown_count &&
                       difference.lti_in_totals != difference.lti_in_records;
            differs |= difference.tri_in_totals != unknown_count &&
                       difference.tri_in_totals != difference.tri_in_records;
        }
        if (totals.hours_hundredths != unknown_count) {
            difference.hours_in_totals = static_cast<double>(totals.hours_hundredths) / 100;
            differs |= !one.hours_count && std::abs(difference.hours_in_totals - difference.hours_in_records) >
                                               hours_tolerance * difference.hours_in_totals;
        }
        if (differs) found.push_back(difference);
    }
    return found;
}

ReachingWindow reaching(Period window, std::span<SettledTotals const> settled) {
    // Repeated, because a total reached back to may itself lie across the new first day where totals overlap.
    auto const reach_back = [settled](SiteId site, Date& first) {
        for (bool moved = true; moved;) {
            moved = false;
            for (SettledTotals const& one : settled) {
                Period const period = one.totals->period;
                if (one.totals->site == site && one.counts() && period.first < first && first <= period.last) {
                    first = period.first;
                    moved = true;
                }
            }
        }
    };

    ReachingWindow reaching{.window = window, .earlier = {}};
    reach_back(SiteId{}, reaching.window.first);
    for (SettledTotals const& one : settled) {
        if (!one.totals->site || !one.totals->period.contains(reaching.window.first)) continue;
        Date first = reaching.window.first;
        reach_back(one.totals->site, first);
        if (first < reaching.window.first && reaching.at(one.totals->site) == reaching.window) {
            reaching.earlier.push_back({one.totals->site, first});
        }
    }
    return reaching;
}

}  // namespace safetycell::domain
