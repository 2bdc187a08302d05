#pragma once
// Every list of the pages as a file: records of each kind, the audit, accounts, editions, rates, contractors
// and who is quiet. Each holds what its page holds for the same asker and the same filter.

#include "api/route.hpp"

namespace safetycell::api {

/// `format` csv or xlsx, `language` en or ru, and the filters of the list.
Result<Reply> export_list(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
