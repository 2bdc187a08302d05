#pragma once
// What questions to a published edition have in common: which edition the path names with all it was computed
// from, and the scope, window and rate that the query names in it.

#include "api/route.hpp"
#include "publish/past.hpp"

#include <string>
#include <string_view>

namespace safetycell::api {

/// The inputs of the edition that the path names. Errors: `not_found`, `internal`.
Result<publish::EditionInputs> inputs_of(Context const& context, store::ReadTx const& tx,
                                         store::Violations violations = store::Violations::left_out);

/// The value of the query, or `otherwise`.
std::string value_of(Request const& request, std::string const& name, std::string_view otherwise);

/// The scope that the query's `name` holds; the enterprise where it is left out. Error `not_found`, also where
/// the asker may not see the figures of the organization.
Result<domain::Scope> scope_in_query(Context const& context, std::string const& name,
                                     domain::Facts const& facts);
/// The rolling 12 months where it is left out. Error `invalid`.
Result<domain::WindowKind> window_in_query(Request const& request);
/// Index into Policy::rates. Error `not_found`, which names all there are.
Result<std::size_t> rate_named(std::string_view id, domain::Policy const& policy);

/// Worked out anew at each asking, so it has no tag.
Reply reply_with_json(std::string body);

}  // namespace safetycell::api
