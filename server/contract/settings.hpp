#pragma once
// The settings of the enterprise as an administrator reads them.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "domain/organization.hpp"

#include <string>
#include <vector>

namespace safetycell::contract {

struct SettingsEntry {
    domain::Enterprise enterprise;
    std::string language;  ///< Empty: nobody chose one.
    std::vector<TimeOfDay> slots;
    Revision change = 0;  ///< What an edit must name.
};

std::string render_settings(SettingsEntry const& entry);

}  // namespace safetycell::contract
