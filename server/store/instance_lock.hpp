#pragma once
// Makes sure that only one process writes a database: two servers on one SQLite file would both accept writes.

#include "base/result.hpp"

#include <filesystem>

namespace safetycell::store {

/// Held for as long as a process works on a database: an exclusive lock on `<database>.lock`, given up by the
/// kernel when the process ends, however it ends. The file itself stays.
class InstanceLock {
public:
    /// Error `conflict` when another process holds it, `unavailable` when the file cannot be made.
    static Result<InstanceLock> acquire(std::filesystem::path const& database);
    InstanceLock(InstanceLock&&) noexcept;
    InstanceLock& operator=(InstanceLock&&) noexcept;
    ~InstanceLock();

private:
    explicit InstanceLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace safetycell::store
