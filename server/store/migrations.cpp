#include "store/migrations.hpp"

#include "base/sha256.hpp"

namespace safetycell::store {
namespace {

std::int64_t schema_version(Connection& connection) {
    Statement statement = connection.prepare("PRAGMA user_version");
    return statement.step() ? statement.integer(0) : 0;
}

void apply(Connection& connection, std::int64_t version, EmbeddedFile const& file, Instant now) {
    connection.execute("BEGIN IMMEDIATE");
    try {
        connection.execute(file.bytes);
        connection.prepare("INSERT INTO migration (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)")
            .bind(0, version)
            .bind(1, file.name)
            .bind(2, std::string_view{sha256_hex(file.bytes)})
            .bind(3, now.time_since_epoch().count())
            .run();
        connection.execute(fmt::format("PRAGMA user_version = {}", version));
        connection.execute("COMMIT");
    } catch (...) {
        if (connection.in_transaction()) connection.execute("ROLLBACK");
        throw;
    }
}

}  // namespace

Result<void> check_migrations(Connection& connection, std::span<EmbeddedFile const> files) {
    std::int64_t const version = schema_version(connection);
    auto const known = static_cast<std::int64_t>(files.size());
    if (version > known) {
        return failure(
            ErrorCode::invalid,
            fmt::format("The database was written by a newer SafetyCell (schema {}, this one knows {}); "
                        "use that version or a later one.",
                        version, known));
    }
    if (version == 0) return {};
    Statement statement = connection.prepare("SELECT version, name, sha256 FROM migration ORDER BY version");
    std::int64_t recorded = 0;
    while (statement.step()) {
        ++recorded;
        auto const index = static_cast<std::size_t>(recorded - 1);
        if (recorded > version || statement.integer(0) != recorded || statement.text(1) != files[index].name ||
            statement.text(2) != sha256_hex(files[index].bytes)) {
            return failure(
                ErrorCode::invalid,
                fmt::format("The schema of the database was made by another \"{}\" than this program's; "
                            "use the SafetyCell that made it, or restore a copy.",
                            statement.text(1)));
        }
    }
    if (recorded != version) {
        return failure(ErrorCode::invalid,
                       fmt::format("The database says schema {} and records {} migrations; restore a copy.",
                                   version, recorded));
    }
    return {};
}

void apply_migrations(Connection& connection, std::span<EmbeddedFile const> files, Instant now) {
    auto const known = static_cast<std::int64_t>(files.size());
    for (std::int64_t version = schema_version(connection) + 1; version <= known; ++version) {
        apply(connection, version, files[static_cast<std::size_t>(version - 1)], now);
    }
}

}  // namespace safetycell::store
