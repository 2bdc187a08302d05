#pragma once
// Who was tried upon, when and from where, for those who see the audit.

#include "api/route.hpp"

namespace safetycell::api {

/// GET: the newest 500 lines, each of a quarter of an hour.
Result<Reply> list_failed_sign_ins(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
