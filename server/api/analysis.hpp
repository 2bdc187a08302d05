#pragma once
// Questions to a published edition, answered from the facts it was computed from: where a figure comes from,
// what the edition would be today, whether a difference is shown.

#include "api/route.hpp"

namespace safetycell::api {

/// GET /api/v1/editions/{number}/figures/{id}/lineage?scope=SCOPE&window=WINDOW
Result<Reply> get_lineage(Context const& context, store::ReadTx& tx);
/// GET /api/v1/editions/{number}/restatement
Result<Reply> get_restatement(Context const& context, store::ReadTx& tx);
/// GET /api/v1/editions/{number}/charts?scope=SCOPE
Result<Reply> get_charts(Context const& context, store::ReadTx& tx);
/// GET /api/v1/editions/{number}/effect?scope=SCOPE&date=DATE&months=COUNT
Result<Reply> get_effect(Context const& context, store::ReadTx& tx);
/// GET /api/v1/editions/{number}/comparison?id=RATE&scope=SCOPE&other=SCOPE&window=WINDOW
Result<Reply> get_comparison(Context const& context, store::ReadTx& tx);

}  // namespace safetycell::api
