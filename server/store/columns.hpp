#pragma once
// How values of the domain stand in columns: civil dates as YYYY-MM-DD, instants as UTC seconds, and null for
// what has not happened, is not there or is not known.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "store/sqlite.hpp"

namespace safetycell::store {

void bind_date(Statement& statement, int parameter, Date day);
Date date_at(Row const& row, int column);

/// No id is null.
template <class Tag>
void bind_id(Statement& statement, int parameter, Id<Tag> id) {
    id ? statement.bind(parameter, id.value) : statement.bind_null(parameter);
}
template <class SomeId>
SomeId id_at(Row const& row, int column) {
    return SomeId{static_cast<std::int32_t>(row.integer(column))};
}

/// Counts, days, hours and heads are negative in the domain where they are unknown.
inline void bind_known(Statement& statement, int parameter, std::int64_t value) {
    value < 0 ? statement.bind_null(parameter) : statement.bind(parameter, value);
}
template <std::signed_integral Integer>
Integer known_at(Row const& row, int column) {
    return row.is_null(column) ? Integer{-1} : static_cast<Integer>(row.integer(column));
}

inline Instant instant_at(Row const& row, int column) {
    return Instant{seconds{row.integer(column)}};
}
inline std::int64_t seconds_of(Instant instant) {
    return instant.time_since_epoch().count();
}

/// The value behind a word of the schema, such as a class.
template <class Value>
Value word_at(Row const& row, int column, std::optional<Value> (*from)(std::string_view)) {
    if (auto const value = from(row.text(column))) return *value;
    throw StoreFault(
        fmt::format("The database holds \"{}\", which this program does not know.", row.text(column)));
}

TimeZone time_zone_at(Row const& row, int column);

}  // namespace safetycell::store
