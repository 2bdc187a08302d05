#include "store/imports.hpp"

#include "store/columns.hpp"

namespace safetycell::store {
namespace {

constexpr std::string_view select_imports =
    "SELECT i.change, i.undoes, u.change, i.account, i.kind, i.file_name, i.created, i.revised, i.unchanged "
    "FROM import_log i LEFT JOIN import_log u ON u.undoes = i.change ";

LoggedImport read_logged(Statement const& row) {
    LoggedImport logged;
    logged.change = row.integer(0);
    logged.undoes = row.is_null(1) ? 0 : row.integer(1);
    logged.undone_by = row.is_null(2) ? 0 : row.integer(2);
    logged.account = id_at<AccountId>(row, 3);
    logged.kind = row.text(4);
    logged.file_name = row.text(5);
    logged.created = row.integer(6);
    logged.revised = row.integer(7);
    logged.unchanged = row.integer(8);
    return logged;
}

}  // namespace

std::int64_t insert_import_draft(WriteTx& tx, ImportDraft const& draft, Instant forgotten_before) {
    Connection& connection = tx.connection();
    connection.prepare("DELETE FROM import_draft WHERE uploaded_at < ?1")
        .bind(0, seconds_of(forgotten_before))
        .run();
    connection.prepare("INSERT INTO import_draft (account, file_name, choice, uploaded_at) VALUES (?, ?, ?, ?)")
        .bind(0, draft.account.value)
        .bind(1, std::string_view{draft.file_name})
        .bind(2, std::string_view{draft.choice})
        .bind(3, seconds_of(draft.uploaded_at))
        .run();
    std::int64_t const id = connection.last_inserted_id();
    connection.prepare("INSERT INTO import_file (draft, bytes) VALUES (?, ?)")
        .bind(0, id)
        .bind_blob(1, draft.bytes)
        .run();
    connection
        .prepare(
            "DELETE FROM import_draft WHERE account = ?1 AND id NOT IN "
            "(SELECT id FROM import_draft WHERE account = ?1 ORDER BY id DESC LIMIT ?2)")
        .bind(0, draft.account.value)
        .bind(1, most_drafts_of_one)
        .run();
    return id;
}

std::optional<ImportDraft> find_import_draft(ReadTx const& tx, AccountId account, std::int64_t id) {
    Statement statement = tx.connection().prepare(
        "SELECT d.file_name, f.bytes, d.choice, d.uploaded_at FROM import_draft d "
        "JOIN import_file f ON f.draft = d.id WHERE d.account = ?1 AND d.id = ?2");
    if (!statement.bind(0, account.value).bind(1, id).step()) return std::nullopt;
    return ImportDraft{id,
                       account,
                       std::string{statement.text(0)},
                       std::string{statement.blob(1)},
                       std::string{statement.text(2)},
                       instant_at(statement, 3)};
}

std::vector<ImportDraft> load_import_drafts(ReadTx const& tx, AccountId account) {
    Statement statement = tx.connection().prepare(
        "SELECT id, file_name, choice, uploaded_at FROM import_draft WHERE account = ?1 ORDER BY id DESC");
    statement.bind(0, account.value);
    std::vector<ImportDraft> drafts;
    while (statement.step()) {
        drafts.push_back({statement.integer(0),
                          account,
                          std::string{statement.text(1)},
                          {},
                          std::string{statement.text(2)},
                          instant_at(statement, 3)});
    }
    return drafts;
}

void set_import_choice(WriteTx& tx, std::int64_t id, std::string_view choice) {
    tx.connection()
        .prepare("UPDATE import_draft SET choice = ?1 WHERE id = ?2")
        .bind(0, choice)
        .bind(1, id)
        .run();
}

void delete_import_draft(WriteTx& tx, std::int64_t id) {
    tx.connection().prepare("DELETE FROM import_draft WHERE id = ?1").bind(0, id).run();
}

std::vector<ImportProfile> load_import_profiles(ReadTx const& tx) {
    Statement statement =
        tx.connection().prepare("SELECT name, choice, account, saved_at FROM import_profile ORDER BY name");
    std::vector<ImportProfile> profiles;
    while (statement.step()) {
        profiles.push_back({std::string{statement.text(0)}, std::string{statement.text(1)},
                            id_at<AccountId>(statement, 2), instant_at(statement, 3)});
    }
    return profiles;
}

void put_import_profile(WriteTx& tx, ImportProfile const& profile) {
    tx.connection()
        .prepare("INSERT OR REPLACE INTO import_profile (name, choice, account, saved_at) VALUES (?, ?, ?, ?)")
        .bind(0, std::string_view{profile.name})
        .bind(1, std::string_view{profile.choice})
        .bind(2, profile.account.value)
        .bind(3, seconds_of(profile.saved_at))
        .run();
}

bool delete_import_profile(WriteTx& tx, std::string_view name) {
    Statement known = tx.connection().prepare("SELECT 1 FROM import_profile WHERE name = ?1");
    bool const was_there = known.bind(0, name).step();
    known.reset();
    tx.connection().prepare("DELETE FROM import_profile WHERE name = ?1").bind(0, name).run();
    return was_there;
}

void log_import(WriteTx& tx, LoggedImport const& import) {
    Statement insert = tx.connection().prepare(
        "INSERT INTO import_log (change, undoes, account, kind, file_name, created, revised, unchanged) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(0, tx.change());
    import.undoes == 0 ? insert.bind_null(1) : insert.bind(1, import.undoes);
    insert.bind(2, import.account.value)
        .bind(3, std::string_view{import.kind})
        .bind(4, std::string_view{import.file_name})
        .bind(5, import.created)
        .bind(6, import.revised)
        .bind(7, import.unchanged)
        .run();
}

std::optional<LoggedImport> find_logged_import(ReadTx const& tx, Revision change) {
    Statement statement = tx.connection().prepare(fmt::format("{} WHERE i.change = ?1", select_imports));
    if (!statement.bind(0, change).step()) return std::nullopt;
    return read_logged(statement);
}

std::vector<LoggedImport> load_logged_imports(ReadTx const& tx, AccountId account, int limit) {
    Statement statement = tx.connection().prepare(
        fmt::format("{} WHERE ?1 = 0 OR i.account = ?1 ORDER BY i.change DESC LIMIT ?2", select_imports));
    statement.bind(0, account.value).bind(1, limit);
    std::vector<LoggedImport> imports;
    while (statement.step())
        imports.push_back(read_logged(statement));
    return imports;
}

}  // namespace safetycell::store
