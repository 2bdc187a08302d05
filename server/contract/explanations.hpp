#pragma once
// The figures explained: as JSON for the page about them, and as Markdown for docs/figures.md.

#include "domain/explanations.hpp"

#include <span>
#include <string>

namespace safetycell::contract {

/// {"rates": […], "figures": […]}: the rates of the policy, then all other figures.
std::string render_explanations(domain::Policy const& policy,
                                std::span<domain::FigureExplanation const> figures);

enum class Language : std::uint8_t { english, russian };

/// One document in one language, with a heading for each figure.
std::string render_explanations_text(domain::Policy const& policy,
                                     std::span<domain::FigureExplanation const> figures, Language language);

}  // namespace safetycell::contract
