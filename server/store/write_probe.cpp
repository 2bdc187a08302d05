#include "store/write_probe.hpp"

#include <fmt/format.h>

namespace safetycell::store {

void prove_writing(Connection& connection) {
    std::int64_t version = 0;
    {
        Statement read = connection.prepare("PRAGMA user_version");
        if (read.step()) version = read.integer(0);
    }
    // Setting it to what it is rewrites the first page, and so goes the whole way to the disk.
    connection.execute(fmt::format("PRAGMA user_version = {}", version));
}

}  // namespace safetycell::store
