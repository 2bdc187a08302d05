#pragma once
// Did rates change since a date? Before and after it, with the evidence.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions/{number}/effect?scope=SCOPE&date=DATE&months=COUNT
Result<Reply> get_effect(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
