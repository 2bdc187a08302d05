#pragma once
// One version of the rating, or of a rate, means one thing: figures of different versions are not compared, and
// an edition states the versions it was computed with.

#include "config/toml_reader.hpp"
#include "domain/policy.hpp"

namespace safetycell::config {

/// Notes a fault at each version that must be higher than in `before`, because what it stands for differs, and
/// at each that went down. `root` is the document that `next` was read from without a fault.
void require_raised_versions(TomlTable& root, domain::Policy const& next, domain::Policy const& before);

}  // namespace safetycell::config
