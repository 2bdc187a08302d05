#pragma once
// Where a figure of a published edition comes from, record by record.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions/{number}/figures/{id}/lineage?scope=SCOPE&window=WINDOW
Result<Reply> get_lineage(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
