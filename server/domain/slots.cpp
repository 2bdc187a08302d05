#include "domain/slots.hpp"

#include <algorithm>

namespace safetycell::domain {

std::vector<Instant> slots_between(SlotSchedule const& schedule, Instant after, Instant until) {
    std::vector<Instant> slots;
    // Every time before the date shown at `after` was shown or skipped by then. At `until` clocks that were set
    // back over midnight may show the date before once more, after times of the next one.
    Date const first = schedule.time_zone.date_at(after);
    Date const last = schedule.time_zone.date_at(until) + 1;
    for (Date day = first; day <= last; day = day + 1) {
        for (TimeOfDay const time : schedule.times) {
            Instant const slot = schedule.time_zone.instant_at(day, time);
            if (after < slot && slot <= until) slots.push_back(slot);
        }
    }
    // Times that a clock change skips all fall on the instant of the change: that is one slot.
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    return slots;
}

std::vector<Instant> slots_between(std::vector<ScheduleChange> const& history, Instant after, Instant until) {
    // From the newest change back, so that of changes made while the clock was wrong the last one counts.
    std::vector<Instant> slots;
    for (auto change = history.rbegin(); change != history.rend() && until > after; ++change) {
        Instant const from = std::max(after, change->since);
        if (from >= until) continue;
        std::vector<Instant> const of_this = slots_between(change->schedule, from, until);
        slots.insert(slots.begin(), of_this.begin(), of_this.end());
        until = from;
    }
    return slots;
}

Instant next_slot(SlotSchedule const& schedule, Instant after) {
    // No zone ever skipped two days, so four days hold at least one slot of even one time a day.
    return slots_between(schedule, after, after + std::chrono::days{4}).front();
}

}  // namespace safetycell::domain
