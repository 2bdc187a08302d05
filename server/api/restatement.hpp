#pragma once
// What a published edition would be with everything known now, and why.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions/{number}/restatement
Result<Reply> get_restatement(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
