#include "domain/hours.hpp"

namespace safetycell::domain {
namespace {

/// The element of that site, added when it is not there yet. Organizations work at few sites.
template <class PerSite>
PerSite& element_for(std::vector<PerSite>& elements, SiteId site) {
    auto found =
        std::find_if(elements.begin(), elements.end(), [site](PerSite const& e) { return e.site == site; });
    if (found != elements.end()) return *found;
    PerSite& added = elements.emplace_back();
    added.site = site;
    return added;
}

double daily_hundredths(HoursEntry const& entry) {
    return static_cast<double>(entry.hours_hundredths) / entry.period.days();
}

}  // namespace

HoursSum share_of(HundredthHours hours_hundredths, std::int32_t days, std::int32_t days_of_period) {
    if (days == days_of_period) return {.whole = hours_hundredths, .cut = 0};
    return {.whole = 0, .cut = static_cast<double>(hours_hundredths) * days / days_of_period};
}

Period ReachingWindow::at(SiteId site) const {
    for (Earlier const& other : earlier) {
        if (other.site == site) return {other.first, window.last};
    }
    return window;
}

Period ReachingWindow::widest() const {
    Period widest = window;
    for (Earlier const& other : earlier)
        widest.first = std::min(widest.first, other.first);
    return widest;
}

HoursTimeline::HoursTimeline(std::vector<HoursEntry> entries, Date as_of, Date demobilized_on,
                             GapPolicy const& policy)
    : policy_(policy), last_present_(std::min(as_of, demobilized_on)), entries_(std::move(entries)) {
    std::erase_if(entries_, [as_of](HoursEntry const& entry) { return entry.counted.first > as_of; });
    std::sort(entries_.begin(), entries_.end());
    if (entries_.empty()) return;

    auto const add_gap = [this](Period days) {
        if (!days.is_empty()) gaps_.push_back(days);
    };
    Date next = first_reported_day();
    for (HoursEntry const& entry : entries_) {
        add_gap({next, std::min(entry.counted.first - 1, last_present_)});
        next = std::max(next, entry.counted.last + 1);
        longest_entry_days_ = std::max(longest_entry_days_, entry.counted.days());
    }
    add_gap({next, last_present_});
}

Period HoursTimeline::days_before_first_report(Date present_since) const {
    Date const last = entries_.empty() ? last_present_ : std::min(first_reported_day() - 1, last_present_);
    return {present_since, last};
}

bool HoursTimeline::is_missing_in(Period window) const {
    return std::any_of(gaps_.begin(), gaps_.end(),
                       [&](Period gap) { return gap.overlaps(window) && !is_filled(gap); });
}

std::vector<SiteHours> HoursTimeline::within(ReachingWindow const& window, Estimates estimates) const {
    std::vector<SiteHours> sites;
    for_each_share(window, estimates, [&sites](HoursShare const& share) {
        SiteHours& site = element_for(sites, share.site);
        site.hours += share.hours;
        if (share.estimated) site.estimated += share.hours;
        if (share.headcount)
            site.average_headcount += *share.headcount * share.counted.days();
        else
            site.headcount_known = false;
    });

    // Until here days times people: whole numbers, exact in any order.
    for (SiteHours& site : sites)
        site.average_headcount /= window.at(site.site).days();
    std::sort(sites.begin(), sites.end(),
              [](SiteHours const& left, SiteHours const& right) { return left.site < right.site; });
    return sites;
}

std::vector<HoursTimeline::DailyMean> HoursTimeline::daily_means_before(std::size_t gap) const {
    // Walks back over reported days only: earlier gaps are stepped over, never averaged in.
    Period looked_at{first_reported_day(), gaps_[gap].first - 1};
    std::int32_t days = 0;
    Date run_last = looked_at.last;
    for (std::size_t i = gap;; --i) {
        Date const run_first = i == 0 ? first_reported_day() : gaps_[i - 1].last + 1;
        std::int32_t const wanted = policy_.mean_of_reported_days - days;
        std::int32_t const run = Period{run_first, run_last}.days();
        if (run >= wanted) {
            looked_at.first = run_last - (wanted - 1);
            days += wanted;
            break;
        }
        days += run;
        if (i == 0) break;
        run_last = gaps_[i - 1].first - 1;
    }

    std::vector<DailyMean> means;
    auto const begins_after = [](Date day, HoursEntry const& entry) {
        return day < entry.counted.first;
    };
    auto entry = std::upper_bound(entries_.begin(), entries_.end(), looked_at.last, begins_after);
    while (entry != entries_.begin()) {
        --entry;
        if (entry->counted.first + longest_entry_days_ <= looked_at.first) break;
        Period const counted = entry->counted.common_with(looked_at);
        if (counted.is_empty()) continue;
        DailyMean& mean = element_for(means, entry->site);
        mean.hundredths += daily_hundredths(*entry) * counted.days() / days;
        if (entry->headcount == unknown_headcount)
            mean.headcount_known = false;
        else
            mean.headcount += static_cast<double>(entry->headcount) * counted.days() / days;
    }
    return means;
}

}  // namespace safetycell::domain
