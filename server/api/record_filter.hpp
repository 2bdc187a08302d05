#pragma once
// Which records of a kind a query asks for: the same parameters for the list on a page and for its export.

#include "api/route.hpp"
#include "store/browsing.hpp"

namespace safetycell::api {

/// `YYYY-MM-DD`, or `otherwise` when the query lacks it.
Result<Date> date_in_query(Request const& request, std::string const& name, Date otherwise);
/// organization, site, from, to and voided.
Result<store::Filter> filter_in_query(Request const& request, store::ReadTx const& tx);
/// order: date or recorded.
Result<store::Order> order_in_query(Request const& request);

}  // namespace safetycell::api
