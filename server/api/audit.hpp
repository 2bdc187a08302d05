#pragma once
// The audit: every change with who, when, from where, why and which records; old and new side by side; and
// whether the chain of changes is whole. What somebody may not see of a record, the audit does not tell either:
// only which fields of it changed.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_changes(Context const& context, store::ReadTx& tx);
Result<Reply> get_change(Context const& context, store::ReadTx& tx);
Result<Reply> check_chain(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
