#pragma once
// The audit: every change with who, when, from where and why, which records it touched, and whether the chain
// of hashes still holds.

#include "api/route.hpp"

namespace safetycell::api {

/// GET ?before=&who=&limit=: newest first.
Result<Reply> list_changes(Context const& context, store::ReadTx& tx);
/// GET: recomputes the whole chain from the rows.
Result<Reply> check_chain(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
