#pragma once
// What the figures on screens mean: the rates and settings they were computed with, and the words for the rest.

#include "base/result.hpp"
#include "domain/explanations.hpp"
#include "store/transaction.hpp"

#include <vector>

namespace safetycell::publish {

struct Explanations {
    domain::Policy policy;  ///< Of the current edition; before the first one, the one in force.
    std::vector<domain::FigureExplanation> figures;
};

/// Error `internal` when the policy stored with the current edition cannot be read.
Result<Explanations> load_explanations(store::ReadTx const& tx);

}  // namespace safetycell::publish
