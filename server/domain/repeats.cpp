#include "domain/repeats.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace safetycell::domain {
namespace {

struct Place {
    OrganizationId organization;
    SiteId site;
    std::int32_t requirement = 0;

    friend bool operator==(Place const&, Place const&) = default;
};

struct PlaceHash {
    using is_avalanching = void;  // Its bits are mixed; the table need not mix them again.

    std::size_t operator()(Place const& place) const {
        auto const bits = [](std::int32_t value) {
            return static_cast<std::uint64_t>(static_cast<std::uint32_t>(value));
        };
        // The finalizer of MurmurHash3 over the three numbers.
        std::uint64_t hash = (bits(place.organization.value) << 32 | bits(place.requirement)) +
                             bits(place.site.value) * 0x9e3779b97f4a7c15U;
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdU;
        hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53U;
        return hash ^ hash >> 33;
    }
};

/// The last two different days on which a place was seen.
struct Days {
    Date last = Date::never();
    Date earlier = Date::never();
};

/// The violations that can be or have a repeat, by day found: indexes into the facts.
std::vector<std::uint32_t> candidates_by_day(Facts const& facts, AsOf const& as_of) {
    std::vector<std::uint32_t> candidates;
    candidates.reserve(facts.violations.size());
    Date first = Date::never();
    Date last{};
    bool ascending = true;
    for (std::size_t i = 0; i < facts.violations.size(); ++i) {
        Violation const& violation = facts.violations[i];
        if (violation.requirement == 0) continue;
        ViolationStatus const status = status_on(violation, as_of.at(violation.site));
        if (status == ViolationStatus::not_found_yet || status == ViolationStatus::cancelled) continue;
        if (candidates.empty()) last = violation.found_on;
        ascending = ascending && last <= violation.found_on;
        first = std::min(first, violation.found_on);
        last = std::max(last, violation.found_on);
        candidates.push_back(static_cast<std::uint32_t>(i));
    }
    if (ascending) return candidates;

    // A counting sort: there are far fewer days than violations.
    std::vector<std::uint32_t> next(static_cast<std::size_t>(days_between(first, last)) + 2);
    auto const day_of = [&facts, first](std::uint32_t candidate) {
        return static_cast<std::size_t>(days_between(first, facts.violations[candidate].found_on));
    };
    for (std::uint32_t const candidate : candidates)
        ++next[day_of(candidate) + 1];
    for (std::size_t day = 1; day < next.size(); ++day)
        next[day] += next[day - 1];
    std::vector<std::uint32_t> sorted(candidates.size());
    for (std::uint32_t const candidate : candidates)
        sorted[next[day_of(candidate)]++] = candidate;
    return sorted;
}

}  // namespace

std::vector<std::uint8_t> find_repeats(Facts const& facts, AsOf const& as_of, std::int32_t within_days) {
    std::vector<std::uint8_t> repeats(facts.violations.size());
    boost::unordered_flat_map<Place, Days, PlaceHash> seen;
    for (std::uint32_t const candidate : candidates_by_day(facts, as_of)) {
        Violation const& violation = facts.violations[candidate];
        Days& days = seen[{violation.organization, violation.site, violation.requirement}];
        if (days.last != violation.found_on) {
            days.earlier = days.last;
            days.last = violation.found_on;
        }
        if (days.earlier.is_never()) continue;
        repeats[candidate] = days_between(days.earlier, violation.found_on) <= within_days ? 1 : 0;
    }
    return repeats;
}

}  // namespace safetycell::domain
