#pragma once
// A SafetyCell database as a whole: making one, opening one, checking one. Who makes or writes one holds its
// InstanceLock.

#include "base/civil_time.hpp"
#include "store/instance_lock.hpp"
#include "store/sqlite.hpp"
#include "store/transaction.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace safetycell::store {

/// Creates the file with its schema and a new epoch. Either all of it exists afterwards or nothing, even when
/// the process is killed in between. Errors: `conflict` (the file exists), `unavailable` (it cannot be made).
Result<Connection> create_database(std::filesystem::path const& file, Instant now);
/// Opens it for writing and brings its schema up to date, each migration in a transaction of its own.
/// Errors as Connection::open; `invalid` also when it was written by a newer program.
Result<Connection> open_database(std::filesystem::path const& file, Instant now);
/// Opens it for reading; the schema must be current.
Result<Connection> open_database_for_reading(std::filesystem::path const& file);

/// Made with the database; tells a restored database from the one it replaces.
std::string epoch(ReadTx const& tx);
Instant created_at(ReadTx const& tx);

/// Structure of the file, references between rows, the schema as the migrations made it, and the settings that
/// durability rests on. Faults in words.
std::vector<std::string> find_storage_faults(ReadTx const& tx);

}  // namespace safetycell::store
