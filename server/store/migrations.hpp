#pragma once
// The migrations of schema/migrations/, in the order of their names, and how they are applied. The version of a
// schema is the number of migrations that made it; it stands in user_version and, with the digest of each
// migration, in the table `migration`.

#include "base/civil_time.hpp"
#include "base/embedded.hpp"
#include "store/sqlite.hpp"

#include <span>

namespace safetycell::store {

std::span<EmbeddedFile const> migration_files();

/// Number of migrations this program knows.
inline std::int64_t current_schema_version() {
    return static_cast<std::int64_t>(migration_files().size());
}

/// Error `invalid` when the database was made by other migrations than these, or by more of them.
Result<void> check_migrations(Connection& connection, std::span<EmbeddedFile const> files);
/// Applies those that are missing, each in one transaction with its record. Throws StoreFault when one fails,
/// and then nothing of it is left.
void apply_migrations(Connection& connection, std::span<EmbeddedFile const> files, Instant now);

}  // namespace safetycell::store
