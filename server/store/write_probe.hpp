#pragma once
// Finds out whether the database takes writes again after one has failed.

#include "store/sqlite.hpp"

namespace safetycell::store {

/// Commits a write that changes nothing. Throws StoreFault while the disk is still full or broken.
void prove_writing(Connection& connection);

}  // namespace safetycell::store
