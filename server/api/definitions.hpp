#pragma once
// The figures explained, for the page about them. Words and settings, no records: everybody may read them.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/definitions
Result<Reply> get_definitions(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
