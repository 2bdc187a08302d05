#include "publish/past.hpp"

#include "config/settings.hpp"
#include "contract/edition.hpp"
#include "store/change_log.hpp"
#include "store/editions.hpp"
#include "store/records.hpp"

#include <utility>

namespace safetycell::publish {
namespace {

Result<store::StoredEdition> find_stored(store::ReadTx const& tx, std::int64_t number) {
    auto stored = store::find_edition(tx, number);
    if (stored) return *std::move(stored);
    return failure(ErrorCode::not_found,
                   "There is no edition with this number; /api/v1/editions lists them all.", "number");
}

Result<domain::Policy> policy_of(store::StoredEdition const& stored) {
    auto policy = config::parse_policy(stored.policy, "the stored policy");
    if (policy) return policy;
    return failure(ErrorCode::internal,
                   fmt::format("The policy stored with edition {} cannot be read; run `safetycell verify`.",
                               stored.header.number));
}

}  // namespace

Result<EditionInputs> load_inputs(store::ReadTx const& tx, std::int64_t number, store::Violations violations) {
    auto const stored = find_stored(tx, number);
    if (!stored) return tl::unexpected(stored.error());
    auto policy = policy_of(*stored);
    if (!policy) return tl::unexpected(policy.error());
    return EditionInputs{stored->header, *std::move(policy),
                         store::load_facts(tx, stored->header.known_through, violations)};
}

Result<RestatedEdition> restate(store::ReadTx const& tx, std::int64_t number) {
    auto const stored = find_stored(tx, number);
    if (!stored) return tl::unexpected(stored.error());
    Revision const known_through = stored->header.known_through;
    Revision const known_now = store::newest_revision(tx);
    if (known_now == known_through) {
        domain::Restatement nothing;
        nothing.known_now = known_now;
        return RestatedEdition{stored->header, std::move(nothing)};
    }
    auto const policy = policy_of(*stored);
    if (!policy) return tl::unexpected(policy.error());
    auto published = contract::parse_published_edition(stored->document);
    if (!published) return tl::unexpected(published.error());
    published->gaps_version = policy->gaps.version;
    auto const standings = contract::parse_published_standings(stored->document);
    if (!standings) return tl::unexpected(standings.error());

    domain::Restatement restatement =
        domain::restate(*published, *standings, store::load_facts(tx, known_now), *policy,
                        store::load_recorded_changes(tx, known_through, known_now),
                        store::load_recorded_violations(tx, known_through, known_now));
    restatement.violation_references =
        store::find_violation_references(tx, domain::violations_named(restatement));
    return RestatedEdition{stored->header, std::move(restatement)};
}

}  // namespace safetycell::publish
