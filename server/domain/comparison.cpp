#include "domain/comparison.hpp"

#include "domain/distributions.hpp"

#include <algorithm>

namespace safetycell::domain {
namespace {

constexpr double level = 0.05;

}  // namespace

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::shown: return "shown";
        case Verdict::not_shown_yet: return "not_shown_yet";
        case Verdict::from_zero: return "from_0";
        case Verdict::no_cases: return "no_cases";
        case Verdict::no_hours: return "no_hours";
    }
    return "";
}

std::string_view to_string(Direction direction) {
    switch (direction) {
        case Direction::fell: return "fell";
        case Direction::rose: return "rose";
        case Direction::same: return "same";
    }
    return "";
}

Comparison compare(CountedExposure const& after, CountedExposure const& before) {
    Comparison result;
    if (!(after.exposure > 0 && before.exposure > 0)) return result;
    if (after.count == 0 && before.count == 0) {
        result.verdict = Verdict::no_cases;
        return result;
    }
    double const a = static_cast<double>(after.count);
    double const b = static_cast<double>(before.count);
    double const exposure = after.exposure + before.exposure;
    Share const share{after.exposure / exposure, before.exposure / exposure};

    double const so_many = after.count == 0 ? 1 : beta_below(a, b + 1, share);
    double const so_few = before.count == 0 ? 1 : beta_below(b, a + 1, {share.rest, share.part});
    double p = std::min(1.0, 2 * std::min(so_many, so_few));

    auto const as_ratio = [&](Share limit) {
        return limit.part / limit.rest * (before.exposure / after.exposure);
    };
    result.lower = after.count == 0 ? 0 : as_ratio(beta_quantile_below(a, b + 1, level / 2));
    if (before.count > 0) result.upper = as_ratio(beta_quantile_above(a + 1, b, level / 2));

    // At exactly 5 % rounding may put p and the interval on different sides. Neither shows anything there.
    bool const leaves_out_1 = *result.lower > 1 || (result.upper && *result.upper < 1);
    if (leaves_out_1 != (p < level)) {
        p = level;
        (so_many < so_few ? result.lower : result.upper) = 1;
    }
    result.p = p;

    double const cross_after = a * before.exposure;
    double const cross_before = b * after.exposure;
    result.direction = cross_after < cross_before   ? Direction::fell
                       : cross_after > cross_before ? Direction::rose
                                                    : Direction::same;
    if (before.count == 0) {
        result.verdict = Verdict::from_zero;
        return result;
    }
    result.ratio = cross_after / cross_before;
    result.change_percent = (*result.ratio - 1) * 100;
    result.verdict = p < level ? Verdict::shown : Verdict::not_shown_yet;
    return result;
}

}  // namespace safetycell::domain
