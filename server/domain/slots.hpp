#pragma once
// When editions are due. Civil times in the enterprise's zone: a time that a clock change shows twice is one
// slot, at its earlier instant; a time that it skips is one slot, at the change.

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
/// The first slot later than `after`.
Instant next_slot(SlotSchedule const& schedule, Instant after);

}  // namespace safetycell::domain
