#pragma once
// The steps of a violation: told, and taken one by one.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_violation_steps(Context const& context, store::ReadTx& tx);
/// POST {step, text, assigned_to, until}, with If-Match and an Idempotency-Key; answers with the record.
Result<Reply> take_violation_step(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
