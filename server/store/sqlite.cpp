#include "store/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace safetycell::store {
namespace {

/// "SCel": marks a SQLite file as one of this program.
constexpr std::int64_t application_id = 0x5343656C;

constexpr int busy_timeout_milliseconds = 5000;

/// Without the text of any statement: it reaches people.
std::string describe(int code, std::string_view reason) {
    switch (code & 0xFF) {
        case SQLITE_FULL: return "The disk is full and nothing was stored; free some space and try again.";
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return fmt::format("The database file is damaged ({}); restore it from its latest copy.", reason);
        case SQLITE_CONSTRAINT: return fmt::format("The database refused a record ({}).", reason);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fmt::format("Another program works on the database file ({}); stop it and try again.",
                               reason);
        case SQLITE_READONLY:
            return fmt::format("The database file cannot be written ({}); check its owner and permissions.",
                               reason);
        case SQLITE_IOERR:
            return fmt::format("The disk failed ({}) and nothing was stored; check the disk.", reason);
        default: return fmt::format("The database failed ({}).", reason);
    }
}

[[noreturn]] void raise(sqlite3* database, int code) {
    throw StoreFault(describe(code, sqlite3_errmsg(database)));
}

struct StatementDeleter {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct DatabaseDeleter {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using DatabasePtr = std::unique_ptr<sqlite3, DatabaseDeleter>;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

Error unavailable(std::filesystem::path const& file, std::string_view what, std::string_view reason,
                  std::string_view remedy) {
    return {ErrorCode::unavailable, fmt::format("{} {}: {}; {}.", file.string(), what, reason, remedy), ""};
}

Error damaged(std::filesystem::path const& file, std::string_view reason) {
    return {ErrorCode::invalid,
            fmt::format("{} is damaged ({}); restore it from its latest copy.", file.string(), reason), ""};
}

Error foreign(std::filesystem::path const& file) {
    return {ErrorCode::invalid,
            fmt::format("{} is not a SafetyCell database; name another file, or make one with safetycell init.",
                        file.string()),
            ""};
}

}  // namespace

int Row::column_count() const {
    return statement_ ? sqlite3_column_count(statement_) : static_cast<int>(values_.size());
}

ColumnType Row::type(int column) const {
    switch (statement_ ? sqlite3_column_type(statement_, column) : sqlite3_value_type(value(column))) {
        case SQLITE_INTEGER: return ColumnType::integer;
        case SQLITE_FLOAT: return ColumnType::real;
        case SQLITE_TEXT: return ColumnType::text;
        case SQLITE_BLOB: return ColumnType::blob;
        default: return ColumnType::null;
    }
}

std::int64_t Row::integer(int column) const {
    return statement_ ? sqlite3_column_int64(statement_, column) : sqlite3_value_int64(value(column));
}

std::string_view Row::text(int column) const {
    auto const* const characters =
        statement_ ? sqlite3_column_text(statement_, column) : sqlite3_value_text(value(column));
    return bytes(characters, column);
}

std::string_view Row::blob(int column) const {
    auto const* const first =
        statement_ ? sqlite3_column_blob(statement_, column) : sqlite3_value_blob(value(column));
    return bytes(first, column);
}

sqlite3_value* Row::value(int column) const {
    return values_[static_cast<std::size_t>(column)];
}

std::string_view Row::bytes(void const* first, int column) const {
    if (!first) return {};
    int const size = statement_ ? sqlite3_column_bytes(statement_, column) : sqlite3_value_bytes(value(column));
    return {static_cast<char const*>(first), static_cast<std::size_t>(size)};
}

struct Statement::Impl {
    std::unique_ptr<sqlite3_stmt, StatementDeleter> statement;
    std::vector<std::unique_ptr<Impl>>* home = nullptr;  ///< Where it is kept between loans.

    sqlite3_stmt* get() const { return statement.get(); }
    void require(int code) const {
        if (code != SQLITE_OK) raise(sqlite3_db_handle(get()), code);
    }
};

struct Connection::Impl {
    DatabasePtr database;
    /// Statements not on loan. Nodes of the map stay where they are, so loans can point at them.
    std::unordered_map<std::string, std::vector<std::unique_ptr<Statement::Impl>>, TextHash, std::equal_to<>>
        idle;

    /// Who reads the rows that `hand_over` gets.
    std::function<void(Row const&)> const* reader = nullptr;
    std::exception_ptr fault;

    /// The function of SQL whose arguments are a row. A fault of the reader waits until SQLite is left.
    static void hand_over(sqlite3_context* context, int count, sqlite3_value** values);

    void execute(char const* sql) {
        int const code = sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) raise(database.get(), code);
    }

    /// Opens without touching the file yet.
    static std::unique_ptr<Impl> open(char const* name, int flags, std::string& reason) {
        // Nobody asks SQLite how much memory it uses, and counting it takes a lock for each allocation.
        static int const uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        static_cast<void>(uncounted);
        sqlite3* raw = nullptr;
        int const code =
            sqlite3_open_v2(name, &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        auto impl = std::make_unique<Impl>();
        impl->database.reset(raw);
        if (code != SQLITE_OK) {
            reason = raw ? sqlite3_errmsg(raw) : "out of memory";
            return nullptr;
        }
        // For what this program asks itself, never for what stands in the file.
        sqlite3_create_function_v2(raw, "hand_over", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, impl.get(),
                                   &Impl::hand_over, nullptr, nullptr, nullptr);
        sqlite3_busy_timeout(raw, busy_timeout_milliseconds);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        return impl;
    }
};

Statement::Statement(std::unique_ptr<Impl> impl) : Row(impl->get()), impl_(std::move(impl)) {
}
Statement::Statement(Statement&&) noexcept = default;

Statement::~Statement() {
    if (!impl_) return;
    sqlite3_reset(impl_->get());
    sqlite3_clear_bindings(impl_->get());
    auto& home = *impl_->home;
    home.push_back(std::move(impl_));
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    impl_->require(sqlite3_bind_int64(impl_->get(), parameter + 1, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    impl_->require(sqlite3_bind_text64(impl_->get(), parameter + 1, text.data() ? text.data() : "", text.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
    impl_->require(sqlite3_bind_blob64(impl_->get(), parameter + 1, bytes.data() ? bytes.data() : "",
                                       bytes.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    impl_->require(sqlite3_bind_null(impl_->get(), parameter + 1));
    return *this;
}

Statement& Statement::bind(int parameter, std::optional<std::int64_t> value) {
    return value ? bind(parameter, *value) : bind_null(parameter);
}

bool Statement::step() {
    int const code = sqlite3_step(impl_->get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(sqlite3_db_handle(impl_->get()), code);
}

void Statement::run() {
    while (step()) {
    }
    reset();
}

void Statement::reset() {
    sqlite3_reset(impl_->get());
}

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Statement Connection::prepare(std::string_view sql) {
    auto found = impl_->idle.find(sql);
    if (found == impl_->idle.end()) found = impl_->idle.emplace(std::string{sql}, 0).first;
    auto& home = found->second;
    if (!home.empty()) {
        auto kept = std::move(home.back());
        home.pop_back();
        return Statement{std::move(kept)};
    }
    sqlite3_stmt* raw = nullptr;
    int const code = sqlite3_prepare_v3(impl_->database.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) raise(impl_->database.get(), code);
    auto made = std::make_unique<Statement::Impl>();
    made->statement.reset(raw);
    made->home = &home;
    return Statement{std::move(made)};
}

namespace {

class HandedRow : public Row {
public:
    explicit HandedRow(std::span<sqlite3_value*> values) : Row(values) {}
};

}  // namespace

void Connection::Impl::hand_over(sqlite3_context* context, int count, sqlite3_value** values) {
    auto* const impl = static_cast<Impl*>(sqlite3_user_data(context));
    try {
        (*impl->reader)(HandedRow{{values, static_cast<std::size_t>(count)}});
    } catch (...) {
        impl->fault = std::current_exception();
        sqlite3_result_error(context, "a row cannot be read", -1);
    }
}

void Connection::for_each_row(std::string_view select, std::initializer_list<std::int64_t> parameters,
                              std::function<void(Row const&)> const& read) {
    constexpr std::string_view verb = "SELECT ";
    std::size_t const from = select.find(" FROM ");
    Statement statement = prepare(fmt::format(
        "{}hand_over({}){}", verb, select.substr(verb.size(), from - verb.size()), select.substr(from)));
    int parameter = 0;
    for (std::int64_t const value : parameters)
        statement.bind(parameter++, value);
    auto const* const outer = std::exchange(impl_->reader, &read);
    try {
        statement.run();
        impl_->reader = outer;
    } catch (StoreFault const&) {
        impl_->reader = outer;
        if (impl_->fault) std::rethrow_exception(std::exchange(impl_->fault, nullptr));
        throw;
    }
}

void Connection::execute(std::string_view sql) {
    impl_->execute(std::string{sql}.c_str());
}

bool Connection::wipe_log() noexcept {
    try {
        Statement checkpoint = prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.step() && checkpoint.integer(0) == 0;
    } catch (std::exception const&) {
        return false;
    }
}

std::int64_t Connection::last_inserted_id() const {
    return sqlite3_last_insert_rowid(impl_->database.get());
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(impl_->database.get()) == 0;
}

namespace {

std::string pragma(Connection& connection, std::string_view name) {
    Statement statement = connection.prepare(fmt::format("PRAGMA {}", name));
    return statement.step() ? std::string{statement.text(0)} : std::string{};
}

/// What every connection of this program is: nothing in the file is trusted to run code, references hold, and
/// rows replaced by "INSERT OR REPLACE" meet the triggers that refuse deletion.
void set_pragmas(Connection& connection) {
    connection.execute(
        "PRAGMA foreign_keys = ON;"
        "PRAGMA recursive_triggers = ON;"
        "PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON;"
        "PRAGMA secure_delete = ON;");
}

/// Commits must survive a power cut: measured, only WAL with synchronous=FULL (or slower modes) does.
Result<void> set_durability(Connection& connection, std::filesystem::path const& file) {
    std::string const mode = pragma(connection, "journal_mode = WAL");
    connection.execute(
        "PRAGMA synchronous = FULL;"
        "PRAGMA journal_size_limit = 67108864;"
        "PRAGMA cache_size = -65536;");
    if (mode != "wal" || pragma(connection, "synchronous") != "2" ||
        pragma(connection, "foreign_keys") != "1") {
        return tl::unexpected(unavailable(file, "cannot be written durably",
                                          fmt::format("its file system gives journal mode \"{}\"", mode),
                                          "move it to a local disk"));
    }
    return {};
}

}  // namespace

Result<Connection> Connection::open(std::filesystem::path const& file, Mode mode) {
    std::error_code ignored;
    auto const status = std::filesystem::status(file, ignored);
    if (!std::filesystem::exists(status)) {
        return failure(ErrorCode::not_found,
                       fmt::format("There is no database {}; make one with safetycell init.", file.string()));
    }
    if (!std::filesystem::is_regular_file(status)) return tl::unexpected(foreign(file));
    std::error_code unreadable;
    if (std::filesystem::file_size(file, unreadable) == 0) {
        return failure(
            ErrorCode::invalid,
            fmt::format("{} is empty; remove it and make a database with safetycell init, or restore a copy.",
                        file.string()));
    }

    std::string reason;
    auto impl = Impl::open(file.c_str(), mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE,
                           reason);
    if (!impl) {
        return tl::unexpected(
            unavailable(file, "cannot be opened", reason, "check that it is a file you may read and write"));
    }
    sqlite3* const database = impl->database.get();
    Connection connection{std::move(impl)};
    try {
        set_pragmas(connection);
        if (pragma(connection, "application_id") != std::to_string(application_id)) {
            return tl::unexpected(foreign(file));
        }
        // Reads the whole schema, so that a damaged one is told now.
        connection.execute("SELECT count(*) FROM sqlite_schema");
        if (mode == Mode::read_write) {
            if (sqlite3_db_readonly(database, "main") == 1) {
                return tl::unexpected(unavailable(file, "cannot be written", "it is read-only",
                                                  "check its owner and permissions"));
            }
            if (auto const durable = set_durability(connection, file); !durable) {
                return tl::unexpected(durable.error());
            }
        }
    } catch (StoreFault const& fault) {
        std::string const words = sqlite3_errmsg(database);
        switch (sqlite3_errcode(database) & 0xFF) {
            case SQLITE_NOTADB: return tl::unexpected(foreign(file));
            case SQLITE_CORRUPT: return tl::unexpected(damaged(file, words));
            default:
                return failure(ErrorCode::unavailable,
                               fmt::format("{} cannot be opened. {}", file.string(), fault.what()));
        }
    }
    return connection;
}

Result<Connection> Connection::create(std::filesystem::path const& file) {
    int const descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        if (errno == EEXIST) {
            return failure(ErrorCode::conflict,
                           fmt::format("{} exists already; name another file, or remove it.", file.string()));
        }
        return tl::unexpected(unavailable(file, "cannot be made", std::generic_category().message(errno),
                                          "check that its folder exists and may be written"));
    }
    ::close(descriptor);
    std::string reason;
    auto impl = Impl::open(file.c_str(), SQLITE_OPEN_READWRITE, reason);
    if (!impl) return tl::unexpected(unavailable(file, "cannot be made", reason, "check its folder"));
    Connection connection{std::move(impl)};
    try {
        set_pragmas(connection);
        connection.execute(fmt::format("PRAGMA application_id = {}", application_id));
        if (auto const durable = set_durability(connection, file); !durable) {
            return tl::unexpected(durable.error());
        }
    } catch (StoreFault const& fault) {
        return failure(ErrorCode::unavailable,
                       fmt::format("{} cannot be made. {}", file.string(), fault.what()));
    }
    return connection;
}

Connection Connection::in_memory() {
    std::string reason;
    auto impl = Impl::open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, reason);
    if (!impl) throw StoreFault(fmt::format("No database in memory can be made ({}).", reason));
    Connection connection{std::move(impl)};
    set_pragmas(connection);
    return connection;
}

}  // namespace safetycell::store
