#pragma once
// `config/figures.toml`: every figure but the rates explained in both languages; rates are explained in the
// policy.

#include "base/result.hpp"
#include "domain/explanations.hpp"

#include <string_view>
#include <vector>

namespace safetycell::config {

/// Read strictly. `name` is how errors call the file.
Result<std::vector<domain::FigureExplanation>> parse_figures(std::string_view text, std::string_view name);

/// The file as it was built into the program.
std::string_view default_figures_text();

}  // namespace safetycell::config
