#include "domain/policy.hpp"

#include <algorithm>

namespace safetycell::domain {

std::optional<std::size_t> find_rate(Policy const& policy, std::string_view id) {
    for (std::size_t i = 0; i < policy.rates.size(); ++i) {
        if (policy.rates[i].id == id) return i;
    }
    return std::nullopt;
}

std::string_view to_string(WallRates rates) {
    switch (rates) {
        case WallRates::per_million_hours: return "per_million_hours";
        case WallRates::per_200_000_hours: return "per_200_000_hours";
    }
    return {};
}

std::optional<WallRates> wall_rates_from(std::string_view text) {
    for (WallRates const rates : {WallRates::per_million_hours, WallRates::per_200_000_hours}) {
        if (text == to_string(rates)) return rates;
    }
    return std::nullopt;
}

std::array<std::string_view, 2> ids_of(WallRates rates) {
    switch (rates) {
        case WallRates::per_million_hours: break;
        case WallRates::per_200_000_hours: return {"dart_200k", "trir_200k"};
    }
    return {"ltifr", "trifr"};
}

bool WallPolicy::shows(std::string_view rate_id) const {
    auto const ids = ids_of(rates);
    return std::find(ids.begin(), ids.end(), rate_id) != ids.end();
}

}  // namespace safetycell::domain
