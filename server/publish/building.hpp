#pragma once
// Building one edition from the store, the same way when it is published and when it is checked.

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/policy.hpp"
#include "store/transaction.hpp"

namespace safetycell::publish {

/// Builds the edition of a complete header from facts at `header.known_through`, told against edition
/// `header.previous`. Error `internal` when that edition cannot be read.
Result<domain::Edition> build_edition(store::ReadTx const& tx, domain::Facts const& facts,
                                      domain::Policy const& policy, domain::EditionHeader const& header);

}  // namespace safetycell::publish
