#include "api/definitions.hpp"

#include "api/query_values.hpp"
#include "base/sha256.hpp"
#include "contract/explanations.hpp"
#include "publish/explanations.hpp"

namespace safetycell::api {

Result<Reply> get_definitions(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const explanations = publish::load_explanations(tx);
    if (!explanations) return tl::unexpected(explanations.error());
    std::string body = contract::render_explanations(explanations->policy, explanations->figures);
    Reply reply;
    reply.etag = '"' + sha256_hex(body) + '"';
    reply.cache_control = "no-cache";
    reply.body = std::make_shared<std::string const>(std::move(body));
    return reply;
}

}  // namespace safetycell::api
