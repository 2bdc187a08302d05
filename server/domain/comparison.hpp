#pragma once
// Two periods, or two organizations: did the rate change, or is the difference what chance alone makes of it?
//
// The exact conditional test of two Poisson counts: given their sum, the first is binomial with the share of
// the exposure as its probability if the rates are equal. The two-sided p is the central one, twice the smaller
// tail, and the interval of the ratio that of Clopper and Pearson (Biometrika 26, 1934), carried over from the
// share to the ratio; both ask the same question, so p < 0.05 exactly when the 95 % interval leaves out 1.

#include "domain/intervals.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace safetycell::domain {

enum class Verdict : std::uint8_t {
    shown,          ///< p < 0.05.
    not_shown_yet,  ///< Chance alone makes such differences more often than that.
    from_zero,      ///< No case before, some after: there is no ratio and no percentage.
    no_cases,       ///< None before, none after: nothing to compare.
    no_hours,       ///< An exposure is 0.
};
std::string_view to_string(Verdict verdict);

enum class Direction : std::uint8_t { fell, rose, same };
std::string_view to_string(Direction direction);

struct Comparison {
    Verdict verdict = Verdict::no_hours;
    std::optional<Direction> direction;    ///< Of the observed rate; none where nothing is compared.
    std::optional<double> ratio;           ///< Rate after over rate before; none from 0.
    std::optional<double> change_percent;  ///< (ratio - 1) * 100.
    std::optional<double> lower;           ///< 95 % interval of the ratio.
    std::optional<double> upper;           ///< None where it is infinite: no case before.
    std::optional<double> p;               ///< Central, two-sided; given from 0 too.
};

/// Counts and exposures are not negative.
Comparison compare(CountedExposure const& after, CountedExposure const& before);

}  // namespace safetycell::domain
