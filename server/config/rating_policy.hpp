#pragma once
// The parts of the policy that rate contractors. A policy stored before they existed has none of them: it is
// read as the shipped defaults, which were in force from the first rating on. Where a part is there it is
// whole.

#include "config/toml_reader.hpp"
#include "domain/policy.hpp"

namespace safetycell::config {

domain::RatingPolicy read_rating(TomlTable& root);
domain::QuietPolicy read_quiet(TomlTable& root);

}  // namespace safetycell::config
