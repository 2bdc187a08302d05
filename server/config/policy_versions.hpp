#pragma once
// One version of the rating, of a rate, or of the rules for missing hours, for violations and for who is quiet
// means one thing: figures of different versions are not compared without saying so.

#include "config/toml_reader.hpp"
#include "domain/policy.hpp"

namespace safetycell::config {

inline constexpr int highest_version = 1'000'000;

/// The version of a table of rules; 1 where it states none, as those did that were recorded before they had
/// one.
int read_version(TomlTable& table);

/// Notes a fault at each version that must be higher than in `before`, because what it stands for differs, and
/// at each that went down. `root` is the document that `next` was read from without a fault.
void require_raised_versions(TomlTable& root, domain::Policy const& next, domain::Policy const& before);

}  // namespace safetycell::config
