#include "publish/past.hpp"

#include "config/settings.hpp"
#include "publish/building.hpp"
#include "store/change_log.hpp"
#include "store/editions.hpp"

#include <utility>

namespace safetycell::publish {
namespace {

/// Header and policy only.
Result<EditionInputs> load_without_facts(store::ReadTx const& tx, std::int64_t number) {
    auto const stored = store::find_edition(tx, number);
    if (!stored) {
        return failure(ErrorCode::not_found,
                       "There is no edition with this number; /api/v1/editions lists them all.", "number");
    }
    auto policy = config::parse_policy(stored->policy, "the stored policy");
    if (!policy) {
        return failure(
            ErrorCode::internal,
            fmt::format("The policy stored with edition {} cannot be read; run `safetycell verify`.", number));
    }
    return EditionInputs{stored->header, *std::move(policy), {}};
}

}  // namespace

Result<EditionInputs> load_inputs(store::ReadTx const& tx, std::int64_t number, store::Violations violations) {
    auto inputs = load_without_facts(tx, number);
    if (inputs) inputs->facts = store::load_facts(tx, inputs->header.known_through, violations);
    return inputs;
}

Result<domain::Edition> restate(store::ReadTx const& tx, std::int64_t number) {
    auto inputs = load_without_facts(tx, number);
    if (!inputs) return tl::unexpected(inputs.error());
    domain::EditionHeader header = inputs->header;
    header.previous = number;
    header.known_through = store::newest_revision(tx);
    domain::Facts const facts = store::load_facts(tx, header.known_through);
    return build_edition(tx, facts, inputs->policy, header);
}

}  // namespace safetycell::publish
