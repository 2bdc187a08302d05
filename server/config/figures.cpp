#include "config/figures.hpp"

#include "config/words.hpp"

#include <algorithm>

namespace safetycell::config {
namespace {

using domain::FigureExplanation;

FigureExplanation read_figure(TomlTable& table, domain::SettingsInWords const& settings) {
    auto const words = [&](std::string_view key) {
        domain::Words text = read_words(table, key);
        if (auto const filled = settings.fill_in(text); !filled) table.add_fault(key, filled.error().message);
        return text;
    };
    FigureExplanation figure;
    figure.id = table.text("id");
    if (!is_id(figure.id)) table.add_fault("id", "must be small Latin letters, digits and underscores.");
    figure.members = table.find_texts("members").value_or(std::vector<std::string>{});
    figure.name = words("name");
    figure.explanation = words("explanation");
    figure.formula = words("formula");
    figure.source = words("source");
    figure.not_good_for = words("not_good_for");
    table.refuse_unknown_keys();
    return figure;
}

}  // namespace

Result<std::vector<FigureExplanation>> parse_figures(std::string_view text, std::string_view name) {
    Result<TomlDocument> document = TomlDocument::parse(text, name);
    if (!document) return tl::unexpected(document.error());
    TomlTable root = document->root();
    domain::SettingsInWords const settings{domain::Policy{}};
    std::vector<FigureExplanation> figures;
    for (TomlTable& table : root.tables("figure")) {
        FigureExplanation figure = read_figure(table, settings);
        if (std::ranges::find(figures, figure.id, &FigureExplanation::id) != figures.end()) {
            table.add_fault("id",
                            fmt::format("is \"{}\" a second time; each figure needs its own.", figure.id));
        }
        figures.push_back(std::move(figure));
    }
    if (figures.empty()) root.add_fault("figure", "is missing; at least one [[figure]] is needed.");
    root.refuse_unknown_keys();

    if (document->has_fault()) return tl::unexpected(document->fault());
    return figures;
}

std::string_view default_figures_text() {
    return shipped_file("figures.toml");
}

}  // namespace safetycell::config
