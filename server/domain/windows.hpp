#pragma once
// The windows a rate is computed over. Each ends with the as-of date.

#include "domain/hours.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace safetycell::domain {

enum class WindowKind : std::uint8_t { rolling_12_months, year_to_date, month };
inline constexpr std::array all_window_kinds{WindowKind::rolling_12_months, WindowKind::year_to_date,
                                             WindowKind::month};

std::string_view to_string(WindowKind kind);
std::optional<WindowKind> window_kind_from(std::string_view text);

/// Rolling 12 months at day d: from the day after the same day of the previous year (after 28 February for a
/// 29 February) to d. Year to date and month: from the first day of the calendar year or month to d.
Period window_ending(WindowKind kind, Date as_of);

}  // namespace safetycell::domain
