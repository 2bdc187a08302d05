#pragma once
// What the records say about each contractor, for its rating and for the under-reporting signal. What is not
// recorded is absent, never guessed. An input whose dispute was upheld does not count.
//
// The window is the rolling 12 months, each day in it counted as such; a period total belongs to the window in
// which it ends. A report adds in each case: what a total states and a single record tells too counts once, and
// neither first-aid cases nor reports say since when a contractor was there.

#include "domain/facts.hpp"
#include "domain/policy.hpp"
#include "domain/scopes.hpp"

#include <span>
#include <vector>

namespace safetycell::domain {

/// The contractors that were there within the window, by code. The probability of the injury rate is left for
/// whoever ranks the contractors to fill in.
std::vector<RatingInputs> collect_rating_inputs(Facts const& facts, Policy const& policy, AsOf const& as_of);

/// Only of those with open disputes, without what they dispute. Injuries stay: they are told by rates.
std::vector<RatingInputs> collect_undisputed_inputs(Facts const& facts, Policy const& policy,
                                                    AsOf const& as_of);

/// Whose input a dispute is about.
OrganizationId organization_of(Dispute const& dispute, Facts const& facts);

/// Of the contractors with known hours, in the same order.
std::vector<ReportCount> report_counts(std::span<RatingInputs const> contractors);

}  // namespace safetycell::domain
