#pragma once
// Causes of changes before it is known which of them are told: of the thousands that an import brings, a dozen
// become texts. For the files that look for causes.

#include "domain/changes.hpp"

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

using ClassSet = std::bitset<incident_class_count>;

/// Points into the facts.
struct Candidate {
    CauseKind kind = CauseKind::window_moved;
    std::string_view reference;
    std::string period{};  ///< Instead of a reference, of hours and totals: "2026-03-01/2026-03-31".
    std::string_view organization;
    std::string from;
    std::string to;
    std::int64_t count = 1;
    std::int64_t weight = 0;  ///< Heavier is more telling among causes of one kind.
    Revision change = 0;
    ViolationId violation{};  ///< Instead of a reference, which facts do not hold.
};

/// An incident, heavier by how grave it is; what happened to it is left to be told.
Candidate candidate_of(Incident const& incident, Facts const& facts);
/// What was done to an incident that counts, before or after, among `counted`.
Candidate candidate_of(Revised<Incident> const& revised, ClassSet counted, Facts const& facts);

/// Puts the most telling first, tells at most `most_causes`, and gives how many more there are.
std::int64_t tell_most_telling(std::vector<Candidate>& candidates, std::vector<Cause>& told);

}  // namespace safetycell::domain
