#include "domain/policy.hpp"

namespace safetycell::domain {

std::optional<std::size_t> find_rate(Policy const& policy, std::string_view id) {
    for (std::size_t i = 0; i < policy.rates.size(); ++i) {
        if (policy.rates[i].id == id) return i;
    }
    return std::nullopt;
}

}  // namespace safetycell::domain
