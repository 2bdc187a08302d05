#pragma once
// Every choice a figure depends on, in one value: the registry of rates and the named settings. The text it
// was read from is stored with each edition.

#include "domain/definitions.hpp"
#include "domain/hours.hpp"
#include "domain/quiet.hpp"
#include "domain/rating.hpp"
#include "domain/violations.hpp"
#include "domain/windows.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

/// The two rates that walls show: of lost time injuries and of recordable ones, as most of the world counts
/// them, or of injuries with days away or restricted and of recordable ones, as the United States do.
enum class WallRates : std::uint8_t { per_million_hours, per_200_000_hours };
std::string_view to_string(WallRates rates);
std::optional<WallRates> wall_rates_from(std::string_view text);
std::array<std::string_view, 2> ids_of(WallRates rates);

struct WallPolicy {
    WallRates rates = WallRates::per_million_hours;
    WindowKind window = WindowKind::rolling_12_months;

    bool shows(std::string_view rate_id) const;
};

struct Policy {
    std::vector<RateDefinition> rates;  ///< In the order in which they are shown.
    CaseSets case_sets;
    GapPolicy gaps;
    int violations_version = 1;  ///< Of `due` and `on_time` together.
    DuePolicy due;
    OnTimeDefinition on_time = OnTimeDefinition::fixed_by_extended_due;
    RatingPolicy rating;
    QuietPolicy quiet;
    WallPolicy wall;
};

/// Index into Policy::rates; none when there is no such rate.
std::optional<std::size_t> find_rate(Policy const& policy, std::string_view id);

}  // namespace safetycell::domain
