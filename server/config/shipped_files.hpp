#pragma once
// The files of config/ that are the defaults.

#include "base/embedded.hpp"

namespace safetycell::config {

std::span<EmbeddedFile const> shipped_files();

}  // namespace safetycell::config
