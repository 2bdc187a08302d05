#include "publish/explanations.hpp"

#include "config/figures.hpp"
#include "config/settings.hpp"
#include "publish/policy.hpp"
#include "store/change_log.hpp"
#include "store/editions.hpp"

#include <utility>

namespace safetycell::publish {
namespace {

Result<domain::Policy> policy_on_screens(store::ReadTx const& tx) {
    std::int64_t const current = store::current_edition_number(tx);
    auto const stored = store::find_policy(tx, current);
    if (!stored) {
        auto in_force = policy_in_force(tx, store::newest_revision(tx), shipped_policy());
        if (!in_force) return tl::unexpected(in_force.error());
        return std::move(in_force->policy);
    }
    auto policy = config::parse_policy(*stored, "the stored policy");
    if (policy) return policy;
    return failure(
        ErrorCode::internal,
        fmt::format("The policy stored with edition {} cannot be read; run `safetycell verify`.", current));
}

}  // namespace

Result<Explanations> load_explanations(store::ReadTx const& tx) {
    auto policy = policy_on_screens(tx);
    if (!policy) return tl::unexpected(policy.error());
    auto figures = config::parse_figures(config::default_figures_text(), "the shipped figures");
    if (!figures) return tl::unexpected(figures.error());
    return Explanations{*std::move(policy), *std::move(figures)};
}

}  // namespace safetycell::publish
