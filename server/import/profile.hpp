#pragma once
// A profile maps a foreign layout onto the kinds of records without code: columns, value maps, constants, rows to
// skip, filters. Read strictly from TOML.

#include "base/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

enum class Kind { organizations, sites, hours, incidents, violations, period_totals };
inline constexpr std::size_t kind_count = 6;
std::string_view to_string(Kind kind);
std::optional<Kind> kind_from(std::string_view text);

}  // namespace safetycell::importing
