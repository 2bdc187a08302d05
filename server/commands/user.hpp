#pragma once
// Who runs this process.

#include <string>

namespace safetycell::commands {

/// The name of the operating-system user, or "uid N" where it has none.
std::string current_user();

}  // namespace safetycell::commands
