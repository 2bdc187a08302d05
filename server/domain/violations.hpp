#pragma once
// Violations: the dated record, its status at a moment, and the figures of their elimination.
// Found -> assigned -> fixed -> verified; closed is verified, or closed as such by a source without
// verification. Definitions that disagree in practice are named here and chosen by the policy.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "domain/hours.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class Severity : std::uint8_t { critical, high, medium, low };
inline constexpr std::size_t severity_count = 4;

std::string_view to_string(Severity severity);
std::optional<Severity> severity_from(std::string_view text);

/// The facts of one violation that figures look at. Dates are civil dates at the site; Date::never() is
/// "has not happened". Compact: an enterprise holds millions.
struct Violation {
    ViolationId id;
    OrganizationId organization;   ///< Who must fix it.
    SiteId site;                   ///< None where unknown.
    std::int32_t requirement = 0;  ///< Number of the requirement's text in the store; 0 none. For repeats.
    Severity severity = Severity::medium;
    bool voided = false;
    bool self_found = false;  ///< By the people of `organization` themselves.
    Date found_on;
    Date assigned_on = Date::never();
    Date due_on;  ///< The original due date: given, or by severity; never: the source sets none.
    Date extended_due_on = Date::never();  ///< Granted extension of the due date, if any.
    Date extension_granted_on = Date::never();
    Date fixed_on = Date::never();
    Date verified_on = Date::never();  ///< Verified and so closed.
    Date cancelled_on = Date::never();

    friend bool operator==(Violation const&, Violation const&) = default;
};

/// Days allowed for elimination when no due date is given, by severity.
struct DuePolicy {
    std::array<std::int32_t, severity_count> days{0, 3, 10, 30};

    friend bool operator==(DuePolicy const&, DuePolicy const&) = default;
};
Date due_by_severity(Severity severity, Date found_on, DuePolicy const& policy);

enum class ViolationStatus : std::uint8_t {
    not_found_yet,
    open,
    awaiting_verification,  ///< Fixed, not yet verified: the contractor is not charged for a slow verifier.
    closed,
    cancelled,
};

/// The state on the evening of `local_date` at the site: what is dated later has not happened yet.
ViolationStatus status_on(Violation const& violation, Date local_date);

/// The due date in force on `local_date`: an extension counts from the day it was granted.
Date due_date_on(Violation const& violation, Date local_date);

/// The due day has ended and the violation is not fixed.
bool is_overdue_on(Violation const& violation, Date local_date);

/// The five honest definitions of "on time"; the denominator of each is what fell due by the same date, but
/// for the last, which looks at closed ones only.
enum class OnTimeDefinition : std::uint8_t {
    fixed_by_original_due,
    fixed_by_extended_due,  ///< The default.
    verified_by_original_due,
    verified_by_extended_due,
    closed_only_verified_by_original_due,
};
inline constexpr std::size_t on_time_definition_count = 5;
std::string_view to_string(OnTimeDefinition definition);
std::optional<OnTimeDefinition> on_time_definition_from(std::string_view text);

/// Ageing of overdue violations, in days overdue.
inline constexpr std::array<std::int32_t, 7> ageing_bucket_first_days{1, 4, 8, 15, 31, 61, 91};
inline constexpr std::size_t ageing_bucket_count = ageing_bucket_first_days.size();

/// The figures of one scope. Stocks (found to closed) are of all time up to the as-of date; `due` and `on_time`
/// are of the window. Cancelled violations are counted apart and in nothing else.
struct ViolationFigures {
    std::int64_t found = 0;
    std::int64_t open = 0;  ///< Not fixed, not closed.
    std::int64_t overdue = 0;
    std::int64_t awaiting_verification = 0;
    std::int64_t closed = 0;
    std::int64_t cancelled = 0;
    std::array<std::int64_t, severity_count> open_by_severity{};
    std::array<std::array<std::int64_t, ageing_bucket_count>, severity_count> overdue_by_age{};
    std::int32_t oldest_awaiting_days = 0;  ///< Age of the oldest fix nobody has verified.
    std::int64_t due = 0;  ///< Fell due within the window, by the policy's definition of on time.
    std::int64_t on_time = 0;
    std::array<std::int64_t, on_time_definition_count> due_by_definition{};
    std::array<std::int64_t, on_time_definition_count> on_time_by_definition{};
    std::optional<double> on_time_share;       ///< None when nothing fell due.
    std::optional<double> mean_days_to_close;  ///< Found to closed, closed ones only.
    /// Kaplan-Meier median of found to closed, open ones censored at their age; none when the curve stays
    /// above one half.
    std::optional<double> median_days_to_close;

    friend bool operator==(ViolationFigures const&, ViolationFigures const&) = default;
};

/// A step of the Kaplan-Meier curve of elimination: the share not closed at the end of that many days after
/// they were found, had all been observed so long.
struct ClosureStep {
    std::int32_t day = 0;
    double not_closed = 1;

    friend bool operator==(ClosureStep const&, ClosureStep const&) = default;
};

/// The first day on which the curve is at one half or below; none when it stays above.
std::optional<double> median_of(std::span<ClosureStep const> curve);

/// Adds violations up into the figures of one scope. Order-independent: only counts are kept.
class ViolationTally {
public:
    /// `window` is where `due` and `on_time` are counted: what fell due on a day within it that has ended.
    explicit ViolationTally(Period window) : window_(window) {}

    /// `local_date` is the as-of date at the violation's site.
    void add(Violation const& violation, Date local_date);
    /// What the other counted, in the same window, without looking at its violations again.
    void add(ViolationTally const& other);
    ViolationFigures figures(OnTimeDefinition definition) const;
    /// Found to closed, by Kaplan and Meier (JASA 53, 1958); what is not closed is censored at its age, after
    /// those that closed at the same age. One step for each age at which something closed.
    std::vector<ClosureStep> closure_curve() const;

private:
    struct AtAge {
        std::uint32_t closed = 0;    ///< Closed at that age.
        std::uint32_t censored = 0;  ///< Of that age now, and not closed.
    };

    void add_on_time(Violation const& violation, Date due_in_force, Date local_date, bool closed);

    Period window_;
    ViolationFigures figures_;
    std::int64_t days_to_close_sum_ = 0;
    std::vector<AtAge> ages_;  ///< Index: days since found.
};

}  // namespace safetycell::domain
