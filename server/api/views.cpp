#include "api/views.hpp"

#include "api/query_values.hpp"
#include "api/screens.hpp"
#include "api/visibility.hpp"
#include "base/gzip.hpp"
#include "contract/contractors.hpp"
#include "publish/views.hpp"
#include "store/database.hpp"
#include "store/editions.hpp"

namespace safetycell::api {
namespace {

constexpr std::size_t longest_view = 256 * 1024 * 1024;

Reply reply_with(store::View view, store::ReadTx const& tx) {
    Reply reply;
    reply.etag = fmt::format("\"{}.{}\"", store::epoch(tx), view.edition);
    reply.cache_control = "no-cache";
    reply.gzip_encoded = true;
    reply.body = std::make_shared<std::string const>(std::move(view.gzip));
    return reply;
}

}  // namespace

Result<Reply> get_wall_view(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"scope"}); !known) return tl::unexpected(known.error());
    auto const given = context.request.query.find("scope");
    std::string const scope = given == context.request.query.end() ? "enterprise" : given->second;
    if (auto may = check_wall(context, scope, tx); !may) return tl::unexpected(may.error());
    std::optional<store::View> view = store::find_current_view(tx, publish::wall_audience(scope));
    if (!view) {
        if (store::current_edition_number(tx) == 0) {
            return failure(ErrorCode::not_found,
                           "No edition has been published yet; ask again after the next slot.");
        }
        return failure(ErrorCode::not_found,
                       "The current edition has no wall for this scope; there is one for enterprise, own, "
                       "contractors and each site:CODE.",
                       "scope");
    }
    return reply_with(*std::move(view), tx);
}

Result<Reply> get_hse_view(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    std::optional<store::View> view = store::find_current_view(tx, publish::hse_audience);
    if (!view) {
        return failure(ErrorCode::not_found,
                       "The current edition has no such view; there is one from the next edition on.");
    }
    VisibleOrganizations const visible(context.asker, tx);
    if (reach_of(context.asker.actor->role, domain::Action::see_signals) != domain::Reach::everything) {
        auto const text = gunzip(view->gzip, longest_view);
        if (!text) return tl::unexpected(text.error());
        view->gzip = gzip(contract::cut_hse_to(*text, visible.codes()));
    }
    Reply reply = reply_with(*std::move(view), tx);
    reply.etag.insert(reply.etag.size() - 1, "." + context.asker.actor->login);  // Not everybody's bytes.
    return reply;
}

}  // namespace safetycell::api
