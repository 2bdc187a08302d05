#pragma once
// Photos as evidence of violations and incidents: taken in, and shown to whoever may see the record.

#include "api/route.hpp"

namespace safetycell::api {

/// POST the bytes, ?moment=&caption=, with an Idempotency-Key; answers with the record. The photo is decoded
/// and its files are kept before the write begins.
Result<Rest> prepare_photo(Context const& context, store::Connection& connection);
Result<Reply> get_photo(Context const& context, store::ReadTx& tx);
Result<Reply> get_thumbnail(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
