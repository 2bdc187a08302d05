#include "evidence/files.hpp"

#include "base/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace safetycell::evidence {
namespace {

tl::unexpected<Error> not_written(std::filesystem::path const& file) {
    return failure(
        ErrorCode::unavailable,
        fmt::format("The photo could not be kept ({}); look for a full or failing disk, then send it "
                    "again.",
                    std::generic_category().message(errno)),
        file.filename().string());
}

/// Closes when it goes.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    bool is_open() const { return number_ >= 0; }
    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            ssize_t const count = ::write(number_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    bool flush() const { return ::fsync(number_) == 0; }

private:
    int number_;
};

bool flush_folder(std::filesystem::path const& folder) {
    Descriptor const descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor.is_open() && descriptor.flush();
}

/// Its entry is in the folder above, which is flushed whenever it may be new.
bool make_folder(std::filesystem::path const& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0) {
        auto const above = folder.parent_path();
        return flush_folder(above.empty() ? "." : above);
    }
    return errno == EEXIST;
}

}  // namespace

Files::Files(std::filesystem::path const& database) : folder_(database.string() + ".evidence") {
}

Result<std::string> Files::keep(std::string_view bytes) const {
    std::string sha256 = sha256_hex(bytes);
    std::filesystem::path const file = folder_ / sha256;
    // Two may keep the same picture at once.
    std::filesystem::path const unfinished = fmt::format("{}.{}.part", file.string(), random_hex(8));
    if (!make_folder(folder_)) return not_written(folder_);
    {
        Descriptor const descriptor(::open(unfinished.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600));
        if (!descriptor.is_open() || !descriptor.write(bytes) || !descriptor.flush()) {
            auto failed = not_written(file);
            ::unlink(unfinished.c_str());
            return failed;
        }
    }
    if (::rename(unfinished.c_str(), file.c_str()) != 0 || !flush_folder(folder_)) return not_written(file);
    return sha256;
}

Result<std::string> Files::read(std::string const& sha256) const {
    std::ifstream file(folder_ / sha256, std::ios::binary);
    if (!file) return failure(ErrorCode::internal, fmt::format("The file {} is missing.", sha256));
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (sha256_hex(bytes) != sha256) {
        return failure(ErrorCode::internal, fmt::format("The file {} is not what was kept.", sha256));
    }
    return bytes;
}

std::size_t Files::remove_others(std::set<std::string> const& kept) const {
    std::vector<std::filesystem::path> others;
    std::error_code fault;
    for (auto entry = std::filesystem::directory_iterator(folder_, fault);
         !fault && entry != std::filesystem::directory_iterator(); entry.increment(fault)) {
        if (!kept.contains(entry->path().filename().string())) others.push_back(entry->path());
    }
    std::size_t removed = 0;
    for (std::filesystem::path const& other : others) {
        if (std::filesystem::remove(other, fault)) ++removed;
    }
    return removed;
}

}  // namespace safetycell::evidence
