#pragma once
// The passwords that are tried first: config/common_passwords.txt, as built into the program. The list is of
// the zxcvbn project (Dan Wheeler and Dropbox, MIT licence), most common first.

#include "base/embedded.hpp"

#include <set>
#include <span>
#include <string_view>

namespace safetycell::domain {

std::span<EmbeddedFile const> common_password_files();

/// Lower-case.
std::set<std::string_view> const& common_passwords();

}  // namespace safetycell::domain
