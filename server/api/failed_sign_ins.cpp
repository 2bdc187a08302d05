#include "api/failed_sign_ins.hpp"

#include "api/account_entry.hpp"
#include "api/query_values.hpp"
#include "store/failed_sign_ins.hpp"

namespace safetycell::api {

Result<Reply> list_failed_sign_ins(Context const& context, store::ReadTx& tx) {
    constexpr std::int64_t most = 500;
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    std::vector<contract::FailedSignInEntry> entries;
    for (store::FailedSignIns& line : store::load_failed_sign_ins(tx, most)) {
        entries.push_back({std::move(line.login), std::move(line.address), std::move(line.proof), line.first_at,
                           line.last_at, line.count});
    }
    return json_reply(contract::render_failed_sign_ins(entries));
}

}  // namespace safetycell::api
