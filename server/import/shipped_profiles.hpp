#pragma once
// The import profiles of config/import/.

#include "base/embedded.hpp"

namespace safetycell::importing {

std::span<EmbeddedFile const> shipped_profiles();

}  // namespace safetycell::importing
