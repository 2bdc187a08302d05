#pragma once
// When editions are due. Civil times in the enterprise's zone: a time that a clock change shows twice is one
// slot, at its earlier instant; a time that it skips is one slot, at the change. The schedule itself may
// change: what is due at a moment is what the schedule in force then says.

#include "base/civil_time.hpp"

#include <optional>
#include <vector>

namespace safetycell::domain {

struct SlotSchedule {
    TimeZone time_zone;
    std::vector<TimeOfDay> times;  ///< Ascending, distinct, at least one.
};

/// Slots in (after, until], oldest first. Two times of one day that a clock change moves to the same instant
/// are one slot.
std::vector<Instant> slots_between(SlotSchedule const& schedule, Instant after, Instant until);
/// A schedule that took effect at `since`, and holds until the next one of the history does.
struct ScheduleChange {
    Instant since;
    SlotSchedule schedule;
};

/// The same with a schedule that changed: `history` in the order in which the changes were made. A slot at the
/// very instant of a change is one of the schedule before it; nothing is due before the first.
std::vector<Instant> slots_between(std::vector<ScheduleChange> const& history, Instant after, Instant until);

/// The first slot later than `after`.
Instant next_slot(SlotSchedule const& schedule, Instant after);

}  // namespace safetycell::domain
