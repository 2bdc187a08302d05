#include "api/lineage.hpp"

#include "api/past_edition.hpp"
#include "api/query_values.hpp"
#include "api/visibility.hpp"
#include "contract/lineage.hpp"

namespace safetycell::api {

Result<Reply> get_lineage(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"scope", "window"}); !known)
        return tl::unexpected(known.error());
    auto const window = window_in_query(context.request);
    if (!window) return tl::unexpected(window.error());
    auto const inputs = inputs_of(context, tx);
    if (!inputs) return tl::unexpected(inputs.error());
    auto const rate = rate_named(context.parameters.find("id")->second, inputs->policy);
    if (!rate) return tl::unexpected(rate.error());
    auto const scope = scope_in_query(context, "scope", inputs->facts);
    if (!scope) return tl::unexpected(scope.error());

    domain::AsOf const as_of{inputs->header.as_of, inputs->facts};
    domain::Lineage lineage =
        domain::trace_figure(inputs->facts, inputs->policy, as_of, *rate, *scope, *window);
    VisibleOrganizations(context.asker, tx).cut(lineage);
    return reply_with_json(contract::render_lineage(lineage, inputs->header, inputs->facts, inputs->policy));
}

}  // namespace safetycell::api
