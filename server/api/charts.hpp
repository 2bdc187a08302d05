#pragma once
// The charts of a scope as numbers, as a published edition would draw them.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions/{number}/charts?scope=SCOPE
Result<Reply> get_charts(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
