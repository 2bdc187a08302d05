#pragma once
// What is set for the whole enterprise beside its name and zone: the language of pages on which nobody chose
// one, and the times of publication. One record of which nothing is overwritten.

#include "domain/slots.hpp"
#include "store/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace safetycell::store {

/// One edition every quarter of an hour; the schema's limit is that many times.
inline constexpr std::size_t most_slots = 96;

struct EnterpriseSettings {
    std::string language;          ///< "en" or "ru"; empty: nobody chose.
    std::vector<TimeOfDay> slots;  ///< Ascending, distinct; empty: those of the configuration.

    friend bool operator==(EnterpriseSettings const&, EnterpriseSettings const&) = default;
};

/// The caller checks the slots first. The settings in force write nothing.
Written put_settings(WriteTx& tx, EnterpriseSettings const& settings);
/// Those in force; all empty where nobody set any.
EnterpriseSettings find_settings(ReadTx const& tx);
/// The newest change of the enterprise or of its settings; 0 before the enterprise is there.
Revision newest_settings_change(ReadTx const& tx);

/// When editions were due, by every zone that the enterprise and all slots that its settings have had, in the
/// order in which they were recorded. `initial_slots` held until others were set. Empty without an enterprise:
/// nothing was ever due.
std::vector<domain::ScheduleChange> load_schedules(ReadTx const& tx,
                                                   std::vector<TimeOfDay> const& initial_slots);

}  // namespace safetycell::store
