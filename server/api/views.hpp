#pragma once
// The stored views of the current edition over HTTP, for pages that cannot hold a WebSocket.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/views/wall?scope=enterprise
Result<Reply> get_wall_view(Context const& context, store::ReadTx& tx);
/// GET /api/v1/views/hse: for mentors and safety specialists only.
Result<Reply> get_hse_view(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
