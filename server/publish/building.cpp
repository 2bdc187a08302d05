#include "publish/building.hpp"

#include "config/settings.hpp"
#include "contract/edition.hpp"
#include "store/editions.hpp"
#include "store/facts.hpp"
#include "store/records.hpp"

#include <utility>

namespace safetycell::publish {
namespace {

/// What was recorded between two editions, whichever of them knew more: after an edition that looked back at
/// less, what it did not know yet has changed too, the other way round, and is not told.
domain::RecordedChanges recorded_between(store::ReadTx const& tx, Revision from, Revision to) {
    return from < to ? store::load_recorded_changes(tx, from, to) : domain::RecordedChanges{};
}

Result<domain::Edition> build_without_references(store::ReadTx const& tx, domain::Facts const& facts,
                                                 domain::Policy const& policy,
                                                 domain::EditionHeader const& header) {
    if (header.previous == 0) return domain::build_edition(facts, policy, header, nullptr);
    auto const stored = store::find_edition(tx, header.previous);
    if (!stored) {
        return failure(
            ErrorCode::internal,
            fmt::format("Edition {} is missing from the database; restore a backup.", header.previous));
    }
    auto published = contract::parse_published_edition(stored->document);
    if (!published) return tl::unexpected(published.error());
    auto const policy_before = config::parse_policy(stored->policy, "the stored policy");
    if (!policy_before) return tl::unexpected(policy_before.error());
    published->gaps_version = policy_before->gaps.version;
    Revision const known_before = published->known_through;
    domain::Predecessor const predecessor{*std::move(published),
                                          recorded_between(tx, known_before, header.known_through)};
    return domain::build_edition(facts, policy, header, &predecessor);
}

}  // namespace

Result<domain::Edition> build_edition(store::ReadTx const& tx, domain::Facts const& facts,
                                      domain::Policy const& policy, domain::EditionHeader const& header) {
    auto edition = build_without_references(tx, facts, policy, header);
    if (edition) {
        edition->violation_references =
            store::find_violation_references(tx, domain::violations_named(edition->ratings, facts));
    }
    return edition;
}

}  // namespace safetycell::publish
