#pragma once
// Proves that every published edition follows from the records: rebuilds it and compares the bytes.

#include "store/sqlite.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::publish {

/// Rebuilds every edition from its revision with the policy stored beside it, which must be the one that its
/// revision has in force, where one is recorded. Each fault in words; empty: every edition is what its records
/// give.
std::vector<std::string> find_rebuild_faults(store::Connection& connection);

}  // namespace safetycell::publish
