#pragma once
// What an administrator sets for the whole enterprise: its name and zone, the language of pages on which nobody
// chose one, and when editions are published.

#include "api/route.hpp"
#include "base/civil_time.hpp"

#include <string>
#include <vector>

namespace safetycell::api {

/// "en" or "ru"; empty where none is given. Error `invalid` about `language`.
Result<std::string> read_language(std::string const& text);
/// Error `invalid` about `time_zone`.
Result<TimeZone> read_time_zone(std::string const& name);
/// Ascending; empty where none is given. Error `invalid` about `slots`: no time, twice the same, too many.
Result<std::vector<TimeOfDay>> read_slots(std::vector<std::string> const& texts);

Result<Reply> get_settings(Context const& context, store::ReadTx& tx);
/// PUT {name, time_zone, language, slots, change, reason}. What boards show of it leads to an edition out of
/// slot, so that no screen waits for a slot that is none any more.
Result<Reply> revise_settings(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
