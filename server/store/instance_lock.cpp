#include "store/instance_lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace safetycell::store {

Result<InstanceLock> InstanceLock::acquire(std::filesystem::path const& database) {
    std::string const file = database.string() + ".lock";
    int const descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return failure(ErrorCode::unavailable,
                       fmt::format("{} cannot be made: {}; check that its folder exists and may be written.",
                                   file, std::generic_category().message(errno)));
    }
    InstanceLock lock{descriptor};
    // A lock of the open file description: unlike a lock of the process it also holds against a second opening
    // in the same process, and is not lost when some other descriptor of the file is closed.
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(descriptor, F_OFD_SETLK, &whole) == 0) return lock;
    if (errno == EAGAIN || errno == EACCES) {
        return failure(
            ErrorCode::conflict,
            fmt::format("{} is in use by another SafetyCell process; stop it, or name another database.",
                        database.string()));
    }
    return failure(ErrorCode::unavailable,
                   fmt::format("{} cannot be locked: {}; move the database to a local disk.", file,
                               std::generic_category().message(errno)));
}

InstanceLock::InstanceLock(InstanceLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {
}

InstanceLock& InstanceLock::operator=(InstanceLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

InstanceLock::~InstanceLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace safetycell::store
