#pragma once
// Rates over scopes and windows: numerator, denominator, value or the reason why there is none, and what was
// left out. A combined rate is the sum of the counts over the sum of the hours, never a mean of rates.

#include "domain/definitions.hpp"
#include "domain/period_totals.hpp"
#include "domain/policy.hpp"
#include "domain/scopes.hpp"
#include "domain/windows.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace safetycell::domain {

/// Why a figure has no value. Never shown as 0.
enum class NoRateReason : std::uint8_t {
    hours_missing,      ///< A gap too long to fill, or no hours ever.
    zero_exposure,      ///< Hours were reported, and they are 0.
    headcount_missing,  ///< A rate per head, and some period has no headcount.
    counts_missing,     ///< Only totals are kept for it, and they do not state this count for the whole window.
    no_cases,           ///< Days per case, and there was no case.
};
std::string_view to_string(NoRateReason reason);

/// One rate of one scope over one window.
struct Figure {
    std::size_t definition = 0;  ///< Index into Policy::rates.
    Scope scope;
    WindowKind window = WindowKind::rolling_12_months;
    Period period;  ///< The window; earlier at its start when a period total reaches back ("since").
    bool reaches_back = false;
    std::int64_t numerator = 0;               ///< Of those with a complete denominator.
    double hours = 0;                         ///< Hours worked in the window, estimates included.
    std::optional<double> denominator;        ///< In the definition's unit; for hours the same as `hours`.
    std::optional<double> value;              ///< numerator * base / denominator, at full precision.
    std::optional<NoRateReason> reason;       ///< Exactly when there is no value.
    double estimated_hours = 0;               ///< Part of `hours` that is estimated.
    std::int64_t provisional = 0;             ///< Part of the numerator not yet decided medically.
    std::int64_t left_out_organizations = 0;  ///< Active in the window and without a complete denominator.
    std::int64_t left_out_numerator = 0;      ///< Their count, which stands beside the rate.

    friend bool operator==(Figure const&, Figure const&) = default;
};

/// Which organizations of a scope have hours for the whole window, for "14 of 15 contractors complete".
struct Completeness {
    Scope scope;
    std::int64_t organizations = 0;  ///< Active in the rolling 12 months.
    std::int64_t complete = 0;
    std::vector<OrganizationId> missing;  ///< By code.
    double hours = 0;
    double estimated_hours = 0;
    /// Near misses, hazards and micro-injuries reported in the window: a quiet counter is good news only beside
    /// people who report.
    std::int64_t reports = 0;

    friend bool operator==(Completeness const&, Completeness const&) = default;
};

struct Rates {
    std::vector<Figure> figures;             ///< By scope as in all_scopes, then definition, then window.
    std::vector<Completeness> completeness;  ///< By scope as in all_scopes.
    std::vector<TotalsDifference> differences;
};

/// Rounded half up at that decimal, as a person does it on paper: 1.005 becomes 1.01, although the nearest
/// double lies a little below it.
double round_half_up(double value, int decimals);

/// All rates of all scopes and windows at `as_of`. Independent of the order of the records.
Rates compute_rates(Facts const& facts, Policy const& policy, AsOf const& as_of);

}  // namespace safetycell::domain
