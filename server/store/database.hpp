#pragma once
// A SafetyCell database as a whole: making one, opening one, and making sure that only one process writes it.

#include "base/civil_time.hpp"
#include "store/sqlite.hpp"
#include "store/transaction.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace safetycell::store {

/// Held for as long as a process works on a database: an exclusive lock on `<database>.lock`, given up by the
/// kernel when the process ends, however it ends.
class InstanceLock {
public:
    /// Error `unavailable` when another process holds it.
    static Result<InstanceLock> acquire(std::filesystem::path const& database);
    InstanceLock(InstanceLock&&) noexcept;
    InstanceLock& operator=(InstanceLock&&) noexcept;
    ~InstanceLock();

private:
    explicit InstanceLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

/// Creates the file with its schema and a new epoch. Either all of it exists afterwards or nothing.
/// Error `conflict` when the file exists.
Result<Connection> create_database(std::filesystem::path const& file, Instant now);
/// Opens it for writing and brings its schema up to date, each migration in a transaction of its own.
/// Errors as Connection::open; `invalid` also when it was written by a newer program.
Result<Connection> open_database(std::filesystem::path const& file, Instant now);
/// Opens it for reading; the schema must be current.
Result<Connection> open_database_for_reading(std::filesystem::path const& file);

/// Made with the database; tells a restored database from the one it replaces.
std::string epoch(ReadTx const& tx);
Instant created_at(ReadTx const& tx);

/// integrity_check, foreign_key_check, and the pragmas that durability rests on, read back. Faults in words.
std::vector<std::string> find_storage_faults(ReadTx const& tx);

}  // namespace safetycell::store
