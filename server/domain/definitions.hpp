#pragma once
// The registry of rates: what is counted, over what, times what. Read from the configuration, stored with
// every edition, so that an old edition keeps the definitions it was published with.

#include "domain/incident.hpp"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class Numerator : std::uint8_t { cases, lost_days };
enum class Denominator : std::uint8_t {
    hours,          ///< Hours worked.
    headcount,      ///< Average headcount over the window.
    non_fatal_lti,  ///< Lost time injuries that are not fatal.
};

struct Words {
    std::string en;
    std::string ru;
};

struct RateDefinition {
    std::string id;  ///< "ltifr"
    int version = 1;
    Numerator numerator = Numerator::cases;
    std::bitset<incident_class_count> classes;  ///< What counts as a case; for lost days, whose days.
    Denominator denominator = Denominator::hours;
    double base = 1'000'000;
    Words name;
    Words explanation;
};

/// LTI and TRI, which day counters and rates share.
struct CaseSets {
    std::bitset<incident_class_count> lti;
    std::bitset<incident_class_count> tri;
};

std::string_view to_string(Denominator denominator);

}  // namespace safetycell::domain
