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

    friend bool operator==(Words const&, Words const&) = default;
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
    // For readers only; empty in policies written before they were asked for.
    Words source;
    Words good_for;
    Words not_good_for;
};

/// LTI and TRI, which day counters and rates share.
struct CaseSets {
    std::bitset<incident_class_count> lti;
    std::bitset<incident_class_count> tri;

    friend bool operator==(CaseSets const&, CaseSets const&) = default;
};

std::string_view to_string(Denominator denominator);

/// "FAT + PTD + LWC", from the worst class on.
std::string to_string(std::bitset<incident_class_count> classes);

/// "LTI × 1,000,000 / hours worked": the rate as a formula, made of what it counts and so never untrue.
Words formula_of(RateDefinition const& rate, CaseSets const& sets);

}  // namespace safetycell::domain
