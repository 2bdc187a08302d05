#include "commands/figures.hpp"

#include "commands/configuration.hpp"
#include "commands/verbs.hpp"
#include "config/figures.hpp"
#include "contract/explanations.hpp"

namespace safetycell::commands {

api::JobOutcome explain_figures(FiguresOptions const& options) {
    auto const in_force = load_policy(options.policy);
    if (!in_force) return failed(in_force.error().message);
    auto const figures = config::parse_figures(config::default_figures_text(), "the shipped figures");
    if (!figures) return failed(figures.error().message);

    auto const tell = [&](contract::Language language) {
        return contract::render_explanations_text(in_force->policy, *figures, language);
    };
    api::JobOutcome outcome;
    if (options.language != "ru") outcome.output += tell(contract::Language::english);
    if (options.language.empty()) outcome.output += "\n";
    if (options.language != "en") outcome.output += tell(contract::Language::russian);
    return outcome;
}

}  // namespace safetycell::commands
