#pragma once
// Which changes a query asks for: the same parameters for the audit and for its export.

#include "api/route.hpp"
#include "store/audit.hpp"

namespace safetycell::api {

/// who, kind, record (by its reference, code or login), id, from, to and why (a part of it, whatever its case).
Result<store::ChangeFilter> change_filter_in_query(Request const& request, store::ReadTx const& tx);

}  // namespace safetycell::api
