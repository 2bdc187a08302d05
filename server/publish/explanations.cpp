#include "publish/explanations.hpp"

#include "config/figures.hpp"
#include "config/settings.hpp"
#include "store/editions.hpp"

namespace safetycell::publish {

Result<Explanations> load_explanations(store::ReadTx const& tx) {
    std::int64_t const current = store::current_edition_number(tx);
    auto const stored = store::find_policy(tx, current);
    auto policy = config::parse_policy(stored ? *stored : config::default_policy_text(), "the stored policy");
    if (!policy) {
        return failure(
            ErrorCode::internal,
            fmt::format("The policy stored with edition {} cannot be read; run `safetycell verify`.", current));
    }
    auto figures = config::parse_figures(config::default_figures_text(), "the shipped figures");
    if (!figures) return tl::unexpected(figures.error());
    return Explanations{*std::move(policy), *std::move(figures)};
}

}  // namespace safetycell::publish
