#include "publish/policy.hpp"

#include "base/sha256.hpp"
#include "config/settings.hpp"
#include "config/wall_policy.hpp"
#include "store/change_log.hpp"
#include "store/policy.hpp"

#include <utility>

namespace safetycell::publish {
namespace {

Result<domain::Policy> check(store::ReadTx const& tx, GivenPolicy const& given) {
    if (given.text.size() > store::longest_policy) {
        return failure(
            ErrorCode::invalid,
            fmt::format("{}: a policy has at most {} bytes, and this file has {}; shorten its texts.",
                        given.file, store::longest_policy, given.text.size()));
    }
    auto const before = policy_in_force(tx, store::newest_revision(tx), shipped_policy());
    if (!before) return tl::unexpected(before.error());
    return config::parse_next_policy(given.text, given.file, before->policy);
}

}  // namespace

PolicyInForce shipped_policy() {
    std::string text{config::default_policy_text()};
    return {config::parse_policy(text, "the shipped policy").value(), std::move(text)};
}

std::string shipped_policy_text(domain::WallPolicy const& wall) {
    return config::shipped_policy_with(wall);
}

Result<PolicyInForce> policy_in_force(store::ReadTx const& tx, Revision revision,
                                      PolicyInForce const& initial) {
    auto recorded = store::policy_known_at(tx, revision);
    if (!recorded) return initial;
    auto policy =
        config::parse_policy(recorded->text, fmt::format("the policy of change {}", recorded->change));
    if (!policy) {
        return failure(
            ErrorCode::internal,
            fmt::format("{}\nIt was recorded by another SafetyCell; use that version or a later one.",
                        policy.error().message));
    }
    return PolicyInForce{*std::move(policy), std::move(recorded->text)};
}

Result<std::optional<Revision>> record_policy(store::Connection& connection, GivenPolicy const& given,
                                              Instant now) {
    store::WriteTx tx{connection, now};
    if (auto const checked = check(tx, given); !checked) return tl::unexpected(checked.error());
    Revision const change =
        tx.open_change({given.who, given.why, fmt::format("{} sha256:{}", given.file, sha256_hex(given.text))});
    if (store::put_policy_revision(tx, given.text) == store::Written::unchanged) return std::nullopt;
    tx.commit();
    return change;
}

}  // namespace safetycell::publish
