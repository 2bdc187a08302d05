#include "store/copying.hpp"

#include "store/database.hpp"
#include "store/migrations.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace safetycell::store {
namespace {

/// Everything but what says which database it is, and what SQLite keeps for itself.
std::vector<std::string> tables_with_records(Connection& connection) {
    Statement statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' "
        "AND name NOT IN ('installation', 'migration')");
    std::vector<std::string> tables;
    while (statement.step())
        tables.emplace_back(statement.text(0));
    return tables;
}

void bind_column(Statement& insert, Row const& row, int column) {
    switch (row.type(column)) {
        case ColumnType::null: insert.bind_null(column); return;
        case ColumnType::integer: insert.bind(column, row.integer(column)); return;
        case ColumnType::text: insert.bind(column, row.text(column)); return;
        case ColumnType::blob: insert.bind_blob(column, row.blob(column)); return;
        case ColumnType::real: throw std::logic_error("no record holds a fraction");
    }
}

/// In the order in which the rows stand, which is that of their numbers where they have any.
void copy_table(Connection& to, Connection& from, std::string const& table) {
    Statement rows = from.prepare(fmt::format("SELECT * FROM {}", table));
    if (!rows.step()) return;
    std::string parameters = "?";
    for (int column = 1; column < rows.column_count(); ++column)
        parameters += ", ?";
    Statement insert = to.prepare(fmt::format("INSERT INTO {} VALUES ({})", table, parameters));
    do {
        for (int column = 0; column < rows.column_count(); ++column)
            bind_column(insert, rows, column);
        insert.run();
    } while (rows.step());
}

}  // namespace

Connection blank_in_memory(ReadTx const& tx) {
    Connection blank = Connection::in_memory();
    Instant const made_at = created_at(tx);
    apply_migrations(blank, migration_files(), made_at);
    blank.prepare("INSERT INTO installation (id, epoch, created_at) VALUES (1, ?, ?)")
        .bind(0, std::string_view{epoch(tx)})
        .bind(1, made_at.time_since_epoch().count())
        .run();
    return blank;
}

void copy_records(WriteTx& tx, Connection& from) {
    // A row may come before the one it refers to; all of them are there at the commit.
    tx.connection().execute("PRAGMA defer_foreign_keys = ON");
    for (std::string const& table : tables_with_records(from))
        copy_table(tx.connection(), from, table);
}

}  // namespace safetycell::store
