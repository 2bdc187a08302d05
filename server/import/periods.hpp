#pragma once
// Months, quarters and years as people write them in English and Russian.

#include "domain/hours.hpp"

#include <optional>
#include <string_view>

namespace safetycell::importing {

/// A month ("2025-03", "03.2025", "March 2025", "март 2025 г."), a quarter ("2025-Q1", "Q1 2025", "1 кв. 2025",
/// "I квартал 2025") or a year ("2025", "2025 год").
std::optional<domain::Period> parse_written_period(std::string_view text);

}  // namespace safetycell::importing
