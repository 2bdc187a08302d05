#include "domain/effect.hpp"

#include "domain/rate_parts.hpp"

#include <algorithm>

namespace safetycell::domain {
namespace {

/// Nothing where the figure has no rate: a count over hours that are missing is no evidence.
CountedExposure exposure_of(Figure const& figure, RateDefinition const& definition) {
    if (figure.reason || !figure.denominator) return {};
    return {figure.numerator, *figure.denominator / definition.base};
}

Comparison compare_figures(Figure const& after, Figure const& before, Policy const& policy) {
    RateDefinition const& definition = policy.rates[after.definition];
    return compare(exposure_of(after, definition), exposure_of(before, definition));
}

}  // namespace

Effect compare_around(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                      Scope scope, Date date, std::int32_t months) {
    Period const before{months_before(date, months), date - 1};
    Period const after{date, std::min(months_before(date, -months) - 1, as_of.date)};
    auto const compute = [&](Period period) {
        AsOf const its_own = period.last == as_of.date ? as_of : AsOf::evening_of(period.last, facts);
        return compute_figure(facts, policy, its_own, definition, scope, period);
    };
    Effect effect{compute(before), compute(after), {}};
    effect.comparison = compare_figures(effect.after, effect.before, policy);
    return effect;
}

Effect compare_scopes(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                      Scope scope, Scope other, WindowKind window) {
    Period const period = window_ending(window, as_of.date);
    Effect effect{compute_figure(facts, policy, as_of, definition, other, period),
                  compute_figure(facts, policy, as_of, definition, scope, period),
                  {}};
    effect.before.window = effect.after.window = window;
    effect.comparison = compare_figures(effect.after, effect.before, policy);
    return effect;
}

}  // namespace safetycell::domain
