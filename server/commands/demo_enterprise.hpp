#pragma once
// A generated enterprise, true to life, so that every screen has something to show. The same seed and the same
// day give the same records. Every edition of it says DEMO.

#include "domain/facts.hpp"
#include "store/records.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace safetycell::commands {

/// The records of the demo enterprise, each with the day on which somebody entered it. Ids are those of the
/// facts they stand in.
struct DemoEnterprise {
    template <class Record>
    struct Entered {
        Date on;  ///< Civil date in the enterprise's zone.
        Record record;
    };
    /// A dispute of the record with that reference; its number is known when it is stored.
    struct DisputeOf {
        domain::Dispute dispute;
        std::string record;
    };

    domain::Enterprise enterprise;
    std::vector<domain::Organization> organizations;
    std::vector<domain::Site> sites;
    /// A record that was corrected stands here once for each of its states, in the order of entry.
    std::vector<Entered<domain::HoursRecord>> hours;
    std::vector<Entered<domain::Incident>> incidents;
    std::vector<Entered<store::StoredViolation>> violations;
    std::vector<Entered<domain::Obligation>> obligations;
    std::vector<Entered<domain::Activity>> activities;
    std::vector<Entered<domain::Breach>> breaches;
    std::vector<Entered<DisputeOf>> disputes;  ///< Of violations, obligations and breaches.
};

/// Thirty months that end the day before `today`: three sites in two time zones, own people and 12 contractors
/// of very different size, one of them new, two reclassified incidents, one reported late, hours missing at one
/// contractor, violations in every state, meetings, measures and commitments kept and missed, a breach that is
/// open and some that are resolved, and disputes. Nothing is entered before `first_entry`, which is when the
/// system came into use: what is older was entered then.
DemoEnterprise generate_demo_enterprise(std::uint64_t seed, Date today, Date first_entry);

}  // namespace safetycell::commands
