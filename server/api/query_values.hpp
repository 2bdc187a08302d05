#pragma once
// Values of a query string, read strictly: a name that a route does not know is an error, because a filter that
// is misspelled must not silently be no filter.

#include "api/message.hpp"
#include "base/result.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace safetycell::api {

/// Error `invalid` when the query has a name that is not among `known`.
Result<void> check_query(Request const& request, std::initializer_list<std::string_view> known);

/// A whole number in [least, most], or `otherwise` when the query lacks it.
Result<std::int64_t> integer_in_query(Request const& request, std::string const& name, std::int64_t least,
                                      std::int64_t most, std::int64_t otherwise);

/// Digits only, nothing before or after them, no leading zero; none for anything else.
std::optional<std::int64_t> positive_integer(std::string_view text);

}  // namespace safetycell::api
