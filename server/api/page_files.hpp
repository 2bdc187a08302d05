#pragma once
// The pages, as one pages.pack; pages.hpp reads it.

#include "base/embedded.hpp"

namespace safetycell::api {

std::span<EmbeddedFile const> page_files();

}  // namespace safetycell::api
