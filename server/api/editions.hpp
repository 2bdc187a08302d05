#pragma once
// Published editions, for programs: the list, and each document.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions?before=NUMBER&limit=COUNT
Result<Reply> list_editions(Context const& context, store::ReadTx& tx);
/// GET /api/v1/editions/{number}?scope=SCOPE
Result<Reply> get_edition(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
