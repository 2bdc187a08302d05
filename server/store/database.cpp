#include "store/database.hpp"

#include "base/sha256.hpp"
#include "store/migrations.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <system_error>

namespace safetycell::store {
namespace {

namespace fs = std::filesystem;

constexpr int epoch_bytes = 8;

/// "database.db" and "-wal" give "database.db-wal".
fs::path beside(fs::path file, std::string_view ending) {
    return file += ending;
}

void remove_with_companions(fs::path const& file) {
    std::error_code ignored;
    for (std::string_view const ending : {"", "-wal", "-shm", "-journal"})
        fs::remove(beside(file, ending), ignored);
}

/// A new name survives a power cut only when its folder is on the disk, too.
void sync_folder_of(fs::path const& file) {
    fs::path const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

Result<void> build(fs::path const& file, Instant now) {
    auto connection = Connection::create(file);
    if (!connection) return tl::unexpected(connection.error());
    apply_migrations(*connection, migration_files(), now);
    connection->prepare("INSERT INTO installation (id, epoch, created_at) VALUES (1, ?, ?)")
        .bind(0, std::string_view{random_hex(epoch_bytes)})
        .bind(1, now.time_since_epoch().count())
        .run();
    // The file gets its name without its log, so all must be in the file.
    Statement checkpoint = connection->prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!checkpoint.step() || checkpoint.integer(0) != 0)
        throw StoreFault("Its log could not be written back.");
    return {};
}

Error fault_while_opening(fs::path const& file, StoreFault const& fault) {
    return {ErrorCode::unavailable, fmt::format("{} cannot be opened. {}", file.string(), fault.what()), ""};
}

/// What the schema consists of: name -> definition. Statistics and other tables of SQLite itself left out.
std::map<std::string, std::string> schema_of(Connection& connection) {
    std::map<std::string, std::string> objects;
    Statement statement = connection.prepare(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite@_%' "
        "ESCAPE '@'");
    while (statement.step())
        objects.emplace(statement.text(0), statement.text(1));
    return objects;
}

void find_schema_faults(Connection& connection, std::vector<std::string>& faults) {
    Connection reference = Connection::in_memory();
    apply_migrations(reference, migration_files(), Instant{});
    auto const expected = schema_of(reference);
    auto const found = schema_of(connection);
    for (auto const& [name, definition] : expected) {
        auto const at = found.find(name);
        if (at == found.end()) {
            faults.push_back(fmt::format("The schema lacks the {}.", name));
        } else if (at->second != definition) {
            faults.push_back(fmt::format("The schema has another {} than the migrations made.", name));
        }
    }
    for (auto const& [name, definition] : found) {
        if (!expected.contains(name))
            faults.push_back(fmt::format("The schema has a {} that no migration made.", name));
    }
}

}  // namespace

Result<Connection> create_database(fs::path const& file, Instant now) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(file, ignored))) {
        return failure(ErrorCode::conflict,
                       fmt::format("{} exists already; name another file, or remove it.", file.string()));
    }
    // Built under another name, so that a process killed on the way leaves no half database.
    fs::path const unfinished = beside(file, ".new");
    remove_with_companions(unfinished);
    try {
        if (auto const built = build(unfinished, now); !built) {
            remove_with_companions(unfinished);
            return tl::unexpected(built.error());
        }
    } catch (StoreFault const& fault) {
        remove_with_companions(unfinished);
        return failure(ErrorCode::unavailable,
                       fmt::format("{} cannot be made. {}", file.string(), fault.what()));
    }
    // A log left by a database that was removed would be taken for a part of the new one.
    for (std::string_view const ending : {"-wal", "-shm", "-journal"})
        fs::remove(beside(file, ending), ignored);
    // link() refuses a name that was taken meanwhile; rename() would replace it.
    int const outcome = ::link(unfinished.c_str(), file.c_str());
    int const reason = errno;
    remove_with_companions(unfinished);
    if (outcome != 0) {
        return failure(reason == EEXIST ? ErrorCode::conflict : ErrorCode::unavailable,
                       fmt::format("{} cannot be made: {}; name another file.", file.string(),
                                   std::generic_category().message(reason)));
    }
    sync_folder_of(file);
    return Connection::open(file, Connection::Mode::read_write);
}

Result<Connection> open_database(fs::path const& file, Instant now) {
    auto connection = Connection::open(file, Connection::Mode::read_write);
    if (!connection) return connection;
    try {
        if (auto const known = check_migrations(*connection, migration_files()); !known) {
            return tl::unexpected(known.error());
        }
        apply_migrations(*connection, migration_files(), now);
    } catch (StoreFault const& fault) {
        return tl::unexpected(fault_while_opening(file, fault));
    }
    return connection;
}

Result<Connection> open_database_for_reading(fs::path const& file) {
    auto connection = Connection::open(file, Connection::Mode::read_only);
    if (!connection) return connection;
    try {
        if (auto const known = check_migrations(*connection, migration_files()); !known) {
            return tl::unexpected(known.error());
        }
        Statement version = connection->prepare("PRAGMA user_version");
        if (!version.step() || version.integer(0) != current_schema_version()) {
            return failure(ErrorCode::unavailable,
                           fmt::format("{} has the schema of an older SafetyCell; open it once for writing.",
                                       file.string()));
        }
    } catch (StoreFault const& fault) {
        return tl::unexpected(fault_while_opening(file, fault));
    }
    return connection;
}

std::string epoch(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT epoch FROM installation");
    if (!statement.step())
        throw StoreFault("The database does not say which one it is; restore it from a copy.");
    return std::string{statement.text(0)};
}

Instant created_at(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT created_at FROM installation");
    if (!statement.step())
        throw StoreFault("The database does not say when it was made; restore it from a copy.");
    return Instant{seconds{statement.integer(0)}};
}

std::vector<std::string> find_storage_faults(ReadTx const& tx) {
    std::vector<std::string> faults;
    Connection& connection = tx.connection();
    {
        Statement integrity = connection.prepare("PRAGMA integrity_check");
        while (integrity.step()) {
            if (integrity.text(0) != "ok")
                faults.push_back(fmt::format("The file is damaged: {}.", integrity.text(0)));
        }
    }
    {
        Statement keys = connection.prepare("PRAGMA foreign_key_check");
        std::map<std::string, std::int64_t> broken;
        while (keys.step())
            ++broken[fmt::format("{} to {}", keys.text(0), keys.text(2))];
        for (auto const& [reference, count] : broken) {
            faults.push_back(fmt::format("{} references from {} lead nowhere.", count, reference));
        }
    }
    find_schema_faults(connection, faults);
    if (auto const known = check_migrations(connection, migration_files()); !known) {
        faults.push_back(known.error().message);
    }
    Statement mode = connection.prepare("PRAGMA journal_mode");
    if (!mode.step() || mode.text(0) != "wal") {
        faults.push_back(
            "The file is not in the journal mode that survives a power cut; open it once for writing.");
    }
    return faults;
}

}  // namespace safetycell::store
