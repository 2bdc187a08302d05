#pragma once
// SQLite behind the few things the store needs of it: a connection with the pragmas of this program, and
// prepared statements kept for reuse. sqlite.cpp is the only file that includes sqlite3.h. A connection
// belongs to one thread. Faults of the environment (disk, damage, a broken invariant) are thrown as
// StoreFault; nothing else here throws.

#include "base/result.hpp"

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3_stmt;
struct sqlite3_value;

namespace safetycell::store {

/// The environment failed: the disk is full or broken, or the file is damaged.
class StoreFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Connection;

enum class ColumnType { null, integer, real, text, blob };

/// The columns of a row, counted from 0.
class Row {
public:
    int column_count() const;
    ColumnType type(int column) const;
    bool is_null(int column) const { return type(column) == ColumnType::null; }
    std::int64_t integer(int column) const;
    /// Valid as long as the row.
    std::string_view text(int column) const;
    std::string_view blob(int column) const;

protected:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
    explicit Row(std::span<sqlite3_value*> values) : values_(values) {}

private:
    sqlite3_value* value(int column) const;
    std::string_view bytes(void const* first, int column) const;

    /// On which row it stands; null where the row is its values.
    sqlite3_stmt* statement_ = nullptr;
    std::span<sqlite3_value*> values_;
};

/// A prepared statement on loan from its connection's cache; given back, reset, when it goes out of scope.
/// Parameters count from 0. As a row it is the one it stands on, until the next step or reset.
class Statement : public Row {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(int parameter, std::int64_t value);
    template <std::integral Integer>
    Statement& bind(int parameter, Integer value) {
        return bind(parameter, static_cast<std::int64_t>(value));
    }
    Statement& bind(int parameter, std::string_view text);
    Statement& bind_blob(int parameter, std::string_view bytes);
    Statement& bind_null(int parameter);
    Statement& bind(int parameter, std::optional<std::int64_t> value);

    /// True while there is a row to read.
    bool step();
    /// Runs a statement that gives no rows, and resets it so that it can be bound again.
    void run();
    void reset();

private:
    friend class Connection;
    struct Impl;
    explicit Statement(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

class Connection {
public:
    enum class Mode { read_only, read_write };

    /// Opens an existing file and sets the pragmas; read_write creates nothing either.
    /// Errors: `not_found` (no such file), `invalid` (not a SafetyCell database, or damaged),
    /// `unavailable` (cannot be opened, or the file system gives no durable commits).
    static Result<Connection> open(std::filesystem::path const& file, Mode mode);
    /// Creates a new file without tables, read_write, which only its owner may read. Errors: `conflict` (it
    /// exists), `unavailable` (it cannot be made).
    static Result<Connection> create(std::filesystem::path const& file);
    /// A database of its own, gone with the connection.
    static Connection in_memory();

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// From the cache, or prepared. `sql` must be one statement.
    Statement prepare(std::string_view sql);
    /// Hands each row of a query to `read` as SQLite comes upon it, which is not the order of the query where
    /// it must sort. The query begins with SELECT, columns, FROM. For rows by the million: SQLite hands over a
    /// whole row in one call, not column by column, which takes, measured, three quarters of the time.
    void for_each_row(std::string_view select, std::initializer_list<std::int64_t> parameters,
                      std::function<void(Row const&)> const& read);
    /// Runs one or more statements without parameters.
    void execute(std::string_view sql);
    /// Moves all of the write-ahead log into the database and cuts it to nothing. False where a reader holds it
    /// up, or the disk: nothing is lost then, and it may be tried again.
    bool wipe_log() noexcept;
    /// The number the last inserted row got.
    std::int64_t last_inserted_id() const;
    bool in_transaction() const;

private:
    friend class Statement;
    struct Impl;
    explicit Connection(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace safetycell::store
