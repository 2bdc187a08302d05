#pragma once
// The migrations of schema/migrations/, in the order of their names.

#include "base/embedded.hpp"

namespace safetycell::store {

std::span<EmbeddedFile const> migration_files();

}  // namespace safetycell::store
