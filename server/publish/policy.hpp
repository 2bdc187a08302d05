#pragma once
// The policy in force: which one an edition is computed with, and how another one takes its place.

#include "base/result.hpp"
#include "domain/policy.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>

namespace safetycell::publish {

/// The rules an edition is computed with, and the text they were read from, which is stored with it.
struct PolicyInForce {
    domain::Policy policy;
    std::string text;
};

/// The one that the program carries.
PolicyInForce shipped_policy();
/// Its text, with another choice of what walls show.
std::string shipped_policy_text(domain::WallPolicy const& wall);

/// The policy recorded last by `revision`; where none was, `initial`. Error `internal` when this program cannot
/// read it.
Result<PolicyInForce> policy_in_force(store::ReadTx const& tx, Revision revision, PolicyInForce const& initial);

/// A policy that somebody gives to be in force from now on.
struct GivenPolicy {
    std::string file;  ///< How faults call it.
    std::string text;
    std::string who;
    std::string why;
};

/// Records it as a change of its own and gives the number; none when it is in force already. Error `invalid`
/// with a line for each fault, also where it changes what a rate or the rating measures and leaves its version
/// as in the recorded policy, or the shipped one where none is recorded; then nothing was written.
Result<std::optional<Revision>> record_policy(store::Connection& connection, GivenPolicy const& given,
                                              Instant now);

}  // namespace safetycell::publish
