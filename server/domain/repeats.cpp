#include "domain/repeats.hpp"

#include <algorithm>
#include <tuple>

namespace safetycell::domain {
namespace {

/// A violation by one organization, in 16 bytes: millions of them are sorted.
struct Sighting {
    std::uint64_t place = 0;  ///< Requirement and site.
    Date found_on;
    std::uint32_t violation = 0;  ///< Index into the facts.
};

std::uint64_t place_of(Violation const& violation) {
    auto const bits = [](std::int32_t value) {
        return std::uint64_t{static_cast<std::uint32_t>(value)};
    };
    return bits(violation.requirement) << 32 | bits(violation.site.value);
}

/// By index of the organization: what is a repeat found since then, or may have such a repeat.
std::vector<std::vector<Sighting>> sightings_by_organization(Facts const& facts, AsOf const& as_of,
                                                             std::int32_t within_days, Date since,
                                                             CountedViolations const& counted) {
    std::vector<std::vector<Sighting>> all(facts.organizations.size());
    for (std::size_t i = 0; i < facts.violations.size(); ++i) {
        Violation const& violation = facts.violations[i];
        if (violation.requirement == 0 || violation.self_found || !counted.contains(violation)) continue;
        ViolationStatus const status = status_on(violation, as_of.at(violation.site));
        if (status == ViolationStatus::not_found_yet || status == ViolationStatus::cancelled) continue;
        if (violation.found_on + within_days < since) continue;
        all[violation.organization.index()].push_back(
            {place_of(violation), violation.found_on, static_cast<std::uint32_t>(i)});
    }
    return all;
}

}  // namespace

std::vector<std::uint8_t> find_repeats(Facts const& facts, AsOf const& as_of, std::int32_t within_days,
                                       Date since, CountedViolations const& counted) {
    std::vector<std::uint8_t> repeats(facts.violations.size());
    for (std::vector<Sighting>& sightings :
         sightings_by_organization(facts, as_of, within_days, since, counted)) {
        std::sort(sightings.begin(), sightings.end(), [](Sighting const& left, Sighting const& right) {
            return std::tie(left.place, left.found_on) < std::tie(right.place, right.found_on);
        });
        Sighting before;
        Date earlier = Date::never();  // The day at this place before that of the sighting.
        for (Sighting const& sighting : sightings) {
            if (sighting.place != before.place)
                earlier = Date::never();
            else if (sighting.found_on != before.found_on)
                earlier = before.found_on;
            before = sighting;
            bool const is_repeat =
                !earlier.is_never() && days_between(earlier, sighting.found_on) <= within_days;
            repeats[sighting.violation] = is_repeat && sighting.found_on >= since ? 1 : 0;
        }
    }
    return repeats;
}

}  // namespace safetycell::domain
