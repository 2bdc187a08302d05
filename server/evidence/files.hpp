#pragma once
// The files of evidence, in a folder beside the database, each named by the digest of what is in it. A file is
// on the disk before the row that names it is committed: written under another name, flushed, renamed, and the
// folder flushed. So a power cut leaves at worst files that no row names, which are removed at the next start;
// never a row without its file.

#include "base/result.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::evidence {

class Files {
public:
    /// Those of a database: in `<database>.evidence`.
    explicit Files(std::filesystem::path const& database);

    /// Durable when it returns. Gives the digest, hex. Error `unavailable` when the disk does not take it.
    Result<std::string> keep(std::string_view bytes) const;
    /// What was kept. Error `internal` when the file is missing, or is not what it was.
    Result<std::string> read(std::string const& sha256) const;
    /// Removes what no row names, and how many these were. For when nobody writes.
    std::size_t remove_others(std::set<std::string> const& kept) const;

    std::filesystem::path const& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

}  // namespace safetycell::evidence
