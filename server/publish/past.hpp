#pragma once
// What a past edition was computed from, loaded again: to explain its figures, to compare, and to say what it
// would be today.

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/policy.hpp"
#include "domain/restatement.hpp"
#include "store/facts.hpp"

namespace safetycell::publish {

struct EditionInputs {
    domain::EditionHeader header;
    domain::Policy policy;  ///< As stored with it.
    domain::Facts facts;    ///< As known at `header.known_through`.
};

/// Errors: `not_found` when there is no such edition; `internal` when its stored policy cannot be read.
Result<EditionInputs> load_inputs(store::ReadTx const& tx, std::int64_t number, store::Violations violations);

struct RestatedEdition {
    domain::EditionHeader header;  ///< As published.
    domain::Restatement restatement;
};

/// The edition against what it would be with everything known now: same as-of moment, same policy. Only what is
/// told apart is computed. Errors as of load_inputs.
Result<RestatedEdition> restate(store::ReadTx const& tx, std::int64_t number);

}  // namespace safetycell::publish
