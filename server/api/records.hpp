#pragma once
// Records of every kind: listed, read with all revisions, created, revised and voided with a reason. A field
// holds what a column of a file of that kind holds, and is checked by the same code.

#include "api/route.hpp"

namespace safetycell::api {

/// GET ?organization=&site=&from=&to=&voided=yes&order=recorded&after=&limit=
Result<Reply> list_records(Context const& context, store::ReadTx& tx);
/// GET: the fields of a kind.
Result<Reply> get_form(Context const& context, store::ReadTx& tx);
Result<Reply> get_record(Context const& context, store::ReadTx& tx);
/// POST {fields, reason}, with an Idempotency-Key.
Result<Reply> create_record(Context const& context, store::WriteTx& tx);
/// PUT {fields, reason}, with If-Match: all fields, as they are to be from now on. `voided` takes a record
/// back.
Result<Reply> revise_record(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
