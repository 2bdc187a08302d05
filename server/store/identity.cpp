#include "store/identity.hpp"

#include "store/columns.hpp"

namespace safetycell::store {
namespace {

Session read_session(Statement const& row) {
    return {std::string{row.text(0)}, id_at<AccountId>(row, 1), instant_at(row, 2),
            instant_at(row, 3),       std::string{row.text(4)}, std::string{row.text(5)}};
}

ApiToken read_api_token(ReadTx const& tx, Statement const& row) {
    ApiToken token;
    token.id = row.integer(0);
    token.account = id_at<AccountId>(row, 1);
    token.name = row.text(2);
    token.read_only = row.integer(3) != 0;
    token.made_at = instant_at(row, 4);
    token.expires_at = instant_at(row, 5);
    if (!row.is_null(6)) token.narrowing.role = word_at(row, 6, &domain::role_from);
    token.narrowing.scoped = row.integer(7) != 0;
    token.paired = row.integer(8) != 0;
    if (!token.narrowing.scoped) return token;
    Statement assignments = tx.connection().prepare(
        "SELECT organization, site FROM api_token_assignment WHERE token = ?1 ORDER BY organization, site");
    assignments.bind(0, token.id);
    while (assignments.step()) {
        if (assignments.is_null(0)) {
            token.narrowing.sites.push_back(id_at<SiteId>(assignments, 1));
        } else {
            token.narrowing.organizations.push_back(id_at<OrganizationId>(assignments, 0));
        }
    }
    return token;
}

void insert_token_assignment(WriteTx& tx, std::int64_t token, OrganizationId organization, SiteId site) {
    Statement insert = tx.connection().prepare(
        "INSERT INTO api_token_assignment (token, organization, site) VALUES (?, ?, ?)");
    insert.bind(0, token);
    bind_id(insert, 1, organization);
    bind_id(insert, 2, site);
    insert.run();
}

constexpr std::string_view select_session =
    "SELECT token_sha256, account, began_at, seen_at, address, program FROM session";
constexpr std::string_view select_api_token =
    "SELECT id, account, name, read_only, made_at, expires_at, role, scoped, paired FROM api_token";

}  // namespace

std::optional<std::string> find_password_hash(ReadTx const& tx, AccountId account) {
    Statement statement = tx.connection().prepare("SELECT hash FROM password WHERE account = ?1");
    if (!statement.bind(0, account.value).step()) return std::nullopt;
    return std::string{statement.text(0)};
}

void set_password_hash(WriteTx& tx, AccountId account, std::string_view hash) {
    tx.connection()
        .prepare(
            "INSERT INTO password (account, hash, set_at) VALUES (?1, ?2, ?3) "
            "ON CONFLICT (account) DO UPDATE SET hash = ?2, set_at = ?3")
        .bind(0, account.value)
        .bind(1, hash)
        .bind(2, seconds_of(tx.now()))
        .run();
}

void insert_session(WriteTx& tx, Session const& session) {
    tx.connection()
        .prepare(
            "INSERT INTO session (token_sha256, account, began_at, seen_at, address, program) "
            "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(0, std::string_view{session.token_sha256})
        .bind(1, session.account.value)
        .bind(2, seconds_of(session.began_at))
        .bind(3, seconds_of(session.seen_at))
        .bind(4, std::string_view{session.address})
        .bind(5, std::string_view{session.program})
        .run();
}

std::optional<Session> find_session(ReadTx const& tx, std::string_view token_sha256) {
    Statement statement = tx.connection().prepare(fmt::format("{} WHERE token_sha256 = ?1", select_session));
    if (!statement.bind(0, token_sha256).step()) return std::nullopt;
    return read_session(statement);
}

std::vector<Session> load_sessions(ReadTx const& tx, AccountId account) {
    Statement statement = tx.connection().prepare(
        fmt::format("{} WHERE account = ?1 ORDER BY began_at DESC, token_sha256", select_session));
    statement.bind(0, account.value);
    std::vector<Session> sessions;
    while (statement.step())
        sessions.push_back(read_session(statement));
    return sessions;
}

void set_session_seen(WriteTx& tx, std::string_view token_sha256) {
    tx.connection()
        .prepare("UPDATE session SET seen_at = ?2 WHERE token_sha256 = ?1")
        .bind(0, token_sha256)
        .bind(1, seconds_of(tx.now()))
        .run();
}

void delete_session(WriteTx& tx, std::string_view token_sha256) {
    tx.connection().prepare("DELETE FROM session WHERE token_sha256 = ?1").bind(0, token_sha256).run();
}

void delete_sessions(WriteTx& tx, AccountId account, std::string_view but_token_sha256) {
    tx.connection()
        .prepare("DELETE FROM session WHERE account = ?1 AND token_sha256 <> ?2")
        .bind(0, account.value)
        .bind(1, but_token_sha256)
        .run();
}

void delete_sessions_before(WriteTx& tx, Instant began, Instant seen) {
    tx.connection()
        .prepare("DELETE FROM session WHERE began_at < ?1 OR seen_at < ?2")
        .bind(0, seconds_of(began))
        .bind(1, seconds_of(seen))
        .run();
}

void insert_access_link(WriteTx& tx, AccountId account, std::string_view token_sha256, Instant expires_at) {
    delete_access_links(tx, account);
    tx.connection()
        .prepare("INSERT INTO access_link (token_sha256, account, expires_at) VALUES (?, ?, ?)")
        .bind(0, token_sha256)
        .bind(1, account.value)
        .bind(2, seconds_of(expires_at))
        .run();
}

std::optional<AccountId> find_access_link(ReadTx const& tx, std::string_view token_sha256, Instant now) {
    Statement statement =
        tx.connection().prepare("SELECT account FROM access_link WHERE token_sha256 = ?1 AND expires_at > ?2");
    if (!statement.bind(0, token_sha256).bind(1, seconds_of(now)).step()) return std::nullopt;
    return id_at<AccountId>(statement, 0);
}

void delete_access_links(WriteTx& tx, AccountId account) {
    tx.connection().prepare("DELETE FROM access_link WHERE account = ?1").bind(0, account.value).run();
}

std::int64_t insert_api_token(WriteTx& tx, ApiToken const& token, std::string_view token_sha256) {
    Statement insert = tx.connection().prepare(
        "INSERT INTO api_token (token_sha256, account, name, read_only, made_at, expires_at, role, scoped) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(0, token_sha256)
        .bind(1, token.account.value)
        .bind(2, std::string_view{token.name})
        .bind(3, token.read_only)
        .bind(4, seconds_of(token.made_at))
        .bind(5, seconds_of(token.expires_at))
        .bind(7, token.narrowing.scoped);
    if (token.narrowing.role) {
        insert.bind(6, to_string(*token.narrowing.role));
    } else {
        insert.bind_null(6);
    }
    insert.run();
    std::int64_t const id = tx.connection().last_inserted_id();
    for (OrganizationId const organization : token.narrowing.organizations)
        insert_token_assignment(tx, id, organization, {});
    for (SiteId const site : token.narrowing.sites)
        insert_token_assignment(tx, id, {}, site);
    return id;
}

std::optional<ApiToken> find_api_token(ReadTx const& tx, std::string_view token_sha256, Instant now) {
    Statement statement = tx.connection().prepare(
        fmt::format("{} WHERE token_sha256 = ?1 AND expires_at > ?2", select_api_token));
    if (!statement.bind(0, token_sha256).bind(1, seconds_of(now)).step()) return std::nullopt;
    return read_api_token(tx, statement);
}

void pair_api_token(WriteTx& tx, std::int64_t id, std::string_view token_sha256) {
    tx.connection()
        .prepare("UPDATE api_token SET token_sha256 = ?2, paired = 1 WHERE id = ?1")
        .bind(0, id)
        .bind(1, token_sha256)
        .run();
}

std::vector<ApiToken> load_api_tokens(ReadTx const& tx, AccountId account, Instant now) {
    Statement statement = tx.connection().prepare(
        fmt::format("{} WHERE account = ?1 AND expires_at > ?2 ORDER BY id DESC", select_api_token));
    statement.bind(0, account.value).bind(1, seconds_of(now));
    std::vector<ApiToken> tokens;
    while (statement.step())
        tokens.push_back(read_api_token(tx, statement));
    return tokens;
}

bool delete_api_token(WriteTx& tx, AccountId account, std::int64_t id) {
    Statement statement =
        tx.connection().prepare("DELETE FROM api_token WHERE account = ?1 AND id = ?2 RETURNING id");
    return statement.bind(0, account.value).bind(1, id).step();
}

void delete_api_tokens(WriteTx& tx, AccountId account) {
    tx.connection().prepare("DELETE FROM api_token WHERE account = ?1").bind(0, account.value).run();
}

std::optional<SignInFailures> find_sign_in_failures(ReadTx const& tx, std::string_view subject) {
    Statement statement =
        tx.connection().prepare("SELECT failures, last_at FROM sign_in_failures WHERE subject = ?1");
    if (!statement.bind(0, subject).step()) return std::nullopt;
    return SignInFailures{statement.integer(0), instant_at(statement, 1)};
}

void set_sign_in_failures(WriteTx& tx, std::string_view subject, std::int64_t failures,
                          Instant forgotten_before) {
    tx.connection()
        .prepare(
            "INSERT INTO sign_in_failures (subject, failures, last_at) VALUES (?1, ?2, ?3) "
            "ON CONFLICT (subject) DO UPDATE SET failures = ?2, last_at = ?3")
        .bind(0, subject)
        .bind(1, failures)
        .bind(2, seconds_of(tx.now()))
        .run();
    tx.connection()
        .prepare("DELETE FROM sign_in_failures WHERE last_at < ?1")
        .bind(0, seconds_of(forgotten_before))
        .run();
}

void forget_sign_in_failures(WriteTx& tx, std::string_view subject) {
    tx.connection().prepare("DELETE FROM sign_in_failures WHERE subject = ?1").bind(0, subject).run();
}

}  // namespace safetycell::store
