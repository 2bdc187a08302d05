#include "api/comparison.hpp"

#include "api/past_edition.hpp"
#include "api/query_values.hpp"
#include "contract/effect.hpp"

namespace safetycell::api {
namespace {

/// Whether the rate is of cases over a fixed exposure, as the exact test asks.
bool is_count(domain::RateDefinition const& definition) {
    return definition.numerator == domain::Numerator::cases &&
           definition.denominator != domain::Denominator::non_fatal_lti;
}

}  // namespace

Result<Reply> get_comparison(Context const& context, store::ReadTx& tx) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"id", "scope", "other", "window"}); !known) {
        return tl::unexpected(known.error());
    }
    auto const window = window_in_query(request);
    if (!window) return tl::unexpected(window.error());
    auto const inputs = inputs_of(context, tx);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const rate = rate_named(value_of(request, "id", "ltifr"), inputs->policy);
    if (!rate) return tl::unexpected(rate.error());
    if (!is_count(inputs->policy.rates[*rate])) {
        return failure(
            ErrorCode::invalid,
            "Days lost come in bundles, so that no exact test compares them; choose a rate of cases.", "id");
    }
    auto const scope = scope_in_query(context, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());
    auto const other = scope_in_query(context, "other", inputs->facts);
    if (!other) return tl::unexpected(other.error());
    if (!domain::are_apart(*scope, *other, inputs->facts)) {
        return failure(
            ErrorCode::invalid,
            "These two have people in common, and the test needs counts of different people; compare "
            "own with contractors, two organizations or two sites.",
            "other");
    }

    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    return reply_with_json(contract::render_comparison(
        domain::compare_scopes(inputs->facts, inputs->policy, as_of, *rate, *scope, *other, *window),
        inputs->facts, inputs->policy));
}

}  // namespace safetycell::api
