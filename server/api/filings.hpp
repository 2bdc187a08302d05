#pragma once
// The monthly forms: GET /api/v1/filings and GET /api/v1/filings/{id}. A form is filed as a record of the
// period totals.

#include "api/route.hpp"

namespace safetycell::api {

/// Who owes the form of a month, and who has filed it.
Result<Reply> list_filings(Context const& context, store::ReadTx& tx);
/// One form beside the single records of its days and the months before.
Result<Reply> get_filing(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
