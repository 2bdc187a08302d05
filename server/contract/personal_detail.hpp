#pragma once
// The personal detail of an incident over the interface: whether any is kept, and what it says to whoever may
// read it.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <string>
#include <string_view>

namespace safetycell::contract {

struct PersonalDetailStatus {
    std::string_view state;  ///< "none", "kept" or "erased".
    Revision change = 0;     ///< 0: none; the rest is empty then.
    Instant at;
    std::string who;
    std::string why;
};

std::string render_personal_detail_status(PersonalDetailStatus const& status);
std::string render_personal_detail(std::string_view injured_person, std::string_view medical_detail);

}  // namespace safetycell::contract
