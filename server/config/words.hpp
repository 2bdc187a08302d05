#pragma once
// What the shipped files have in common: ids, texts in both languages, and where they are found.

#include "config/toml_reader.hpp"
#include "domain/definitions.hpp"

#include <string_view>

namespace safetycell::config {

/// Small Latin letters, digits and underscores.
bool is_id(std::string_view text);

/// The table `key` of `parent`: `en` and `ru`, neither empty.
domain::Words read_words(TomlTable& parent, std::string_view key);

/// A file of config/ as it was built into the program.
std::string_view shipped_file(std::string_view name);

}  // namespace safetycell::config
