#pragma once
// Days without incident, per scope, for LTI and TRI only: never for near misses, micro-injuries or first aid,
// because a shared counter of those would punish reporting. Dates only, so clock changes cannot touch it.

#include "domain/policy.hpp"
#include "domain/scopes.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class CounterClass : std::uint8_t { lti, tri };
std::string_view to_string(CounterClass counter_class);

struct DayCount {
    Scope scope;
    CounterClass counter_class = CounterClass::lti;
    /// Local date now less the local date of the last event, days off site not counted: 0 on the day itself.
    /// None when nothing was ever observed, or when the last event is known from period totals only.
    std::optional<std::int32_t> days;
    Date last_on = Date::never();        ///< Local date of the last event; never: none.
    Date observed_from = Date::never();  ///< Set when no event has a date: counted from here, "since start".
    /// Longest gap between two events, the open one included; none before the first event with a date. An event
    /// known from a period total may have been on any of its days, so a gap ends or begins with the whole
    /// period.
    std::optional<std::int32_t> record;
    bool provisional = false;     ///< The last event is not yet decided medically.
    bool only_in_totals = false;  ///< The newest event is counted in a period total and has no date.
    /// How likely so many quiet days are at the enterprise's rate and this scope's hours. Near 1 they are what
    /// was to be expected. Filled by the edition, which knows the rates.
    std::optional<double> streak_probability;

    friend bool operator==(DayCount const&, DayCount const&) = default;
};

/// By scope as in all_scopes, LTI then TRI.
std::vector<DayCount> compute_day_counts(Facts const& facts, Policy const& policy, AsOf const& as_of);

}  // namespace safetycell::domain
