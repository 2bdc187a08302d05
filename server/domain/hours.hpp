#pragma once
// Hours worked: the record, and the timeline of one organization with its gaps and estimates.
// Missing hours are never zero hours.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace safetycell::domain {

/// A first and a last day, both included.
struct Period {
    Date first;
    Date last;

    constexpr std::int32_t days() const { return days_between(first, last) + 1; }
    constexpr bool contains(Date day) const { return first <= day && day <= last; }
    constexpr bool overlaps(Period other) const { return first <= other.last && other.first <= last; }
    /// The days in both; its first day is after its last where there are none.
    constexpr Period common_with(Period other) const {
        return {std::max(first, other.first), std::min(last, other.last)};
    }
    constexpr bool is_empty() const { return last < first; }
    friend constexpr auto operator<=>(Period, Period) = default;
};

/// Hours in hundredths: whole periods add up exactly, whatever the order.
using HundredthHours = std::int64_t;

inline constexpr std::int32_t unknown_headcount = -1;

/// Hours of one organization at one site over one period: a day, month, quarter, year, or any other.
struct HoursRecord {
    HoursId id;
    OrganizationId organization;
    SiteId site;  ///< None where the source has no sites.
    Period period;
    HundredthHours hours_hundredths = 0;
    std::int32_t headcount = unknown_headcount;  ///< Average number of people over the period.
    bool estimated = false;                      ///< The source itself calls it an estimate.
    bool voided = false;

    friend bool operator==(HoursRecord const&, HoursRecord const&) = default;
};

/// The limits of filling a gap; settings of the policy.
struct GapPolicy {
    std::int32_t longest_filled_gap_days = 62;
    std::int32_t mean_of_reported_days = 92;
    int version = 1;

    friend bool operator==(GapPolicy const&, GapPolicy const&) = default;
};

/// A sum of hours. Whole periods stay integers and so add up to the same in any order; only shares of periods
/// that a window cuts, and of filled gaps, are fractions.
struct HoursSum {
    HundredthHours whole = 0;
    double cut = 0;  ///< In hundredths too.

    double in_hours() const { return (static_cast<double>(whole) + cut) / 100; }
    HoursSum& operator+=(HoursSum const& other) {
        whole += other.whole;
        cut += other.cut;
        return *this;
    }
};

/// What the hours of a period come to on some of its days, spread evenly.
HoursSum share_of(HundredthHours hours_hundredths, std::int32_t days, std::int32_t days_of_period);

/// One statement of hours that counts: a record, or a period total.
struct HoursEntry {
    Period counted;  ///< The days of it that count; a period total may speak for the others.
    Period period;   ///< All its days, over which its hours are spread evenly.
    SiteId site;
    HundredthHours hours_hundredths = 0;
    std::int32_t headcount = unknown_headcount;
    bool estimated = false;
    bool from_totals = false;  ///< Stated by a period total, not by a record of hours.

    friend auto operator<=>(HoursEntry const&, HoursEntry const&) = default;
};

/// What one statement of hours, or the filling of one gap, brings into a window.
struct HoursShare {
    Period counted;                     ///< The days of it within the window.
    HoursEntry const* entry = nullptr;  ///< What states it; null: a filled gap.
    SiteId site;
    HoursSum hours;
    bool estimated = false;
    std::optional<double> headcount;  ///< A day's; none where it is not known.
};

/// A window as one organization sees it. It begins earlier than its own first day where that day lies within a
/// period total, which is counted whole or not at all: at the site of the total, or at all sites when it has
/// none.
struct ReachingWindow {
    struct Earlier {
        SiteId site;
        Date first;
    };

    Period window;                 ///< At every site not listed.
    std::vector<Earlier> earlier;  ///< Few, in no order.

    Period at(SiteId site) const;
    /// From the earliest first day.
    Period widest() const;
};

/// What one organization worked at one site within a window.
struct SiteHours {
    SiteId site;
    HoursSum hours;
    HoursSum estimated;            ///< Part of `hours`: filled gaps and what the source calls an estimate.
    double average_headcount = 0;  ///< Over all days of the window, also those without people.
    bool headcount_known = true;   ///< Every day that counts has a headcount.
};

/// Whether the hours that fill short gaps count.
enum class Estimates { counted, left_out };

/// The hours of one organization, all its sites together, up to the as-of date. Days that nothing covers
/// between its first reported day and the as-of date (or the day it left) are gaps: a short one is filled with
/// the organization's own daily mean before it, a longer one makes every window that touches it incomplete.
class HoursTimeline {
public:
    HoursTimeline(std::vector<HoursEntry> entries, Date as_of, Date demobilized_on, GapPolicy const& policy);

    std::span<HoursEntry const> entries() const { return entries_; }
    /// Date::never() when no hours were ever reported.
    Date first_reported_day() const {
        return entries_.empty() ? Date::never() : entries_.front().counted.first;
    }
    /// The days from `present_since` on that have no hours before them to fill them from: up to the first
    /// reported day, or to the last one on which the organization was there when none is reported. Empty when
    /// nobody said since when it is there.
    Period days_before_first_report(Date present_since) const;
    /// Whether a gap too long to fill touches the window. A gap is measured in full.
    bool is_missing_in(Period window) const;
    /// Every share that counts in the window, reported ones first. With `Estimates::left_out` short gaps are no
    /// hours instead.
    template <class Visit>
    void for_each_share(ReachingWindow const& window, Estimates estimates, Visit&& visit) const;
    /// The shares added up by site, hours without a site first; only sites with a day that is reported or
    /// filled.
    std::vector<SiteHours> within(ReachingWindow const& window, Estimates estimates = Estimates::counted) const;

private:
    struct DailyMean {
        SiteId site;
        double hundredths = 0;
        double headcount = 0;
        bool headcount_known = true;
    };

    bool is_filled(Period gap) const { return gap.days() <= policy_.longest_filled_gap_days; }
    /// By site, over the last reported days before the gap.
    std::vector<DailyMean> daily_means_before(std::size_t gap) const;

    GapPolicy policy_;
    Date last_present_;                ///< The as-of date, or the day it left.
    std::vector<HoursEntry> entries_;  ///< Sorted.
    std::vector<Period> gaps_;         ///< Ascending.
    std::int32_t longest_entry_days_ = 0;
};

template <class Visit>
void HoursTimeline::for_each_share(ReachingWindow const& window, Estimates estimates, Visit&& visit) const {
    Period const widest = window.widest();
    for (HoursEntry const& entry : entries_) {
        if (!entry.counted.overlaps(widest)) continue;
        Period const counted = entry.counted.common_with(window.at(entry.site));
        if (counted.is_empty()) continue;
        visit(HoursShare{.counted = counted,
                         .entry = &entry,
                         .site = entry.site,
                         .hours = share_of(entry.hours_hundredths, counted.days(), entry.period.days()),
                         .estimated = entry.estimated,
                         .headcount = entry.headcount == unknown_headcount
                                          ? std::nullopt
                                          : std::optional<double>(entry.headcount)});
    }
    if (estimates == Estimates::left_out) return;
    for (std::size_t i = 0; i < gaps_.size(); ++i) {
        if (!gaps_[i].overlaps(widest) || !is_filled(gaps_[i])) continue;
        for (DailyMean const& mean : daily_means_before(i)) {
            Period const filled = gaps_[i].common_with(window.at(mean.site));
            if (filled.is_empty()) continue;
            visit(HoursShare{.counted = filled,
                             .entry = nullptr,
                             .site = mean.site,
                             .hours = {.whole = 0, .cut = mean.hundredths * filled.days()},
                             .estimated = true,
                             .headcount = mean.headcount_known ? std::optional(mean.headcount) : std::nullopt});
        }
    }
}

}  // namespace safetycell::domain
