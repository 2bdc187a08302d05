#pragma once
// The policy in force, as one record of which nothing is overwritten: its text as it was recorded, with the
// change that says when, by whom and why.

#include "store/records.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// The schema's limit, in characters.
inline constexpr std::size_t longest_policy = 200'000;

struct PolicyRevision {
    Revision change = 0;
    std::string text;

    friend bool operator==(PolicyRevision const&, PolicyRevision const&) = default;
};

/// The text is the caller's to check first. The text in force writes nothing.
Written put_policy_revision(WriteTx& tx, std::string_view text);
/// The one in force at `revision`; none when none was recorded by then.
std::optional<PolicyRevision> policy_known_at(ReadTx const& tx, Revision revision);
/// All of them, oldest first.
std::vector<PolicyRevision> load_policy_revisions(ReadTx const& tx);

}  // namespace safetycell::store
