#pragma once
// `safetycell figures`: the figures explained, as Markdown. Needs no database.

#include "api/job.hpp"

#include <filesystem>
#include <string>

namespace safetycell::commands {

struct FiguresOptions {
    std::string language;          ///< "en", "ru"; empty: both.
    std::filesystem::path policy;  ///< Empty: the shipped one.
};

api::JobOutcome explain_figures(FiguresOptions const& options);

}  // namespace safetycell::commands
