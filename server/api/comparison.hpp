#pragma once
// Do two scopes differ in a rate? With the evidence.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions/{number}/comparison?id=RATE&scope=SCOPE&other=SCOPE&window=WINDOW
Result<Reply> get_comparison(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
