#pragma once
// The personal detail of injured people: recorded and read by safety specialists of the site only, each reading
// in the audit; erased by them or by an administrator, with a reason.

#include "api/route.hpp"

namespace safetycell::api {

/// Whether any is kept, or who erased it, when and why.
Result<Reply> get_personal_detail(Context const& context, store::ReadTx& tx);
Result<Reply> put_personal_detail(Context const& context, store::WriteTx& tx);
Result<Reply> read_personal_detail(Context const& context, store::WriteTx& tx);
Result<Reply> erase_personal_detail(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
