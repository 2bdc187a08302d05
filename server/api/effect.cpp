#include "api/effect.hpp"

#include "api/past_edition.hpp"
#include "api/query_values.hpp"
#include "contract/effect.hpp"

namespace safetycell::api {
namespace {

constexpr int usual_months = 12;
constexpr int most_months = 120;

}  // namespace

Result<Reply> get_effect(Context const& context, store::ReadTx& tx) {
    Request const& request = context.request;
    if (auto known = check_query(request, {"scope", "date", "months"}); !known)
        return tl::unexpected(known.error());
    auto const date = parse_date(value_of(request, "date", ""));
    if (!date) {
        return failure(ErrorCode::invalid, "Say since when: `date=2026-01-31`, the first day after the change.",
                       "date");
    }
    auto const months = integer_in_query(request, "months", 1, most_months, usual_months);
    if (!months) return tl::unexpected(months.error());
    auto const inputs = inputs_of(context, tx);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const scope = scope_in_query(context, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());
    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    if (*date > as_of.date) {
        return failure(
            ErrorCode::invalid,
            fmt::format("`date` lies after {}, the day this edition is about.", to_string(as_of.date)), "date");
    }

    std::vector<domain::Effect> effects;
    for (char const* id : {"ltifr", "trifr"}) {
        auto const rate = domain::find_rate(inputs->policy, id);
        if (!rate) continue;
        effects.push_back(domain::compare_around(inputs->facts, inputs->policy, as_of, *rate, *scope, *date,
                                                 static_cast<std::int32_t>(*months)));
    }
    return reply_with_json(contract::render_effect(effects, inputs->facts, inputs->policy, *date,
                                                   static_cast<std::int32_t>(*months)));
}

}  // namespace safetycell::api
