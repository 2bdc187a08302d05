#include "store/accounts.hpp"

#include "store/columns.hpp"

#include <algorithm>
#include <array>

namespace safetycell::store {
namespace {

constexpr std::string_view select_newest =
    "SELECT r.change, i.id, i.login, r.name, r.role, r.all_sites, r.disabled "
    "FROM account i JOIN account_revision r ON r.id = i.id "
    "WHERE r.change = (SELECT max(change) FROM account_revision WHERE id = i.id)";

StoredAccount read_account(ReadTx const& tx, Statement const& row) {
    StoredAccount stored;
    stored.change = row.integer(0);
    domain::Account& account = stored.account;
    account.id = id_at<AccountId>(row, 1);
    account.login = row.text(2);
    account.name = row.text(3);
    account.role = word_at(row, 4, &domain::role_from);
    account.all_sites = row.integer(5) != 0;
    account.disabled = row.integer(6) != 0;
    Statement assignments = tx.connection().prepare(
        "SELECT organization, site FROM account_assignment WHERE change = ?1 AND account = ?2 "
        "ORDER BY organization, site");
    assignments.bind(0, stored.change).bind(1, account.id.value);
    while (assignments.step()) {
        if (assignments.is_null(0)) {
            account.sites.push_back(id_at<SiteId>(assignments, 1));
        } else {
            account.organizations.push_back(id_at<OrganizationId>(assignments, 0));
        }
    }
    return stored;
}

void insert_assignment(WriteTx& tx, domain::Account const& account, OrganizationId organization, SiteId site) {
    Statement insert = tx.connection().prepare(
        "INSERT INTO account_assignment (change, account, organization, site) VALUES (?, ?, ?, ?)");
    insert.bind(0, tx.change()).bind(1, account.id.value);
    bind_id(insert, 2, organization);
    bind_id(insert, 3, site);
    insert.run();
}

void insert_revision(WriteTx& tx, domain::Account const& account) {
    tx.connection()
        .prepare(
            "INSERT INTO account_revision (change, id, name, role, all_sites, disabled) "
            "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(0, tx.change())
        .bind(1, account.id.value)
        .bind(2, std::string_view{account.name})
        .bind(3, to_string(account.role))
        .bind(4, account.all_sites)
        .bind(5, account.disabled)
        .run();
    for (OrganizationId const organization : account.organizations)
        insert_assignment(tx, account, organization, {});
    for (SiteId const site : account.sites)
        insert_assignment(tx, account, {}, site);
}

}  // namespace

Put<domain::Account> put_account(WriteTx& tx, domain::Account account) {
    tx.change();  // There must be one.
    auto const sort = [](auto& ids) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    };
    sort(account.organizations);
    sort(account.sites);
    auto const known = find_account(tx, account.login);
    Written written = Written::revised;
    if (!known) {
        tx.connection()
            .prepare("INSERT INTO account (login) VALUES (?)")
            .bind(0, std::string_view{account.login})
            .run();
        account.id.value = static_cast<std::int32_t>(tx.connection().last_inserted_id());
        written = Written::created;
    } else {
        account.id = known->account.id;
        if (known->account == account) return {std::move(account), Written::unchanged};
    }
    insert_revision(tx, account);
    return {std::move(account), written};
}

std::optional<StoredAccount> find_account(ReadTx const& tx, std::string_view login) {
    Statement statement = tx.connection().prepare(fmt::format("{} AND i.login = ?1", select_newest));
    if (!statement.bind(0, login).step()) return std::nullopt;
    return read_account(tx, statement);
}

std::optional<StoredAccount> find_account(ReadTx const& tx, AccountId id) {
    Statement statement = tx.connection().prepare(fmt::format("{} AND i.id = ?1", select_newest));
    if (!statement.bind(0, id.value).step()) return std::nullopt;
    return read_account(tx, statement);
}

std::optional<StoredAccount> account_known_at(ReadTx const& tx, AccountId id, Revision revision) {
    Statement statement = tx.connection().prepare(
        "SELECT r.change, i.id, i.login, r.name, r.role, r.all_sites, r.disabled "
        "FROM account i JOIN account_revision r ON r.id = i.id "
        "WHERE i.id = ?1 AND r.change <= ?2 ORDER BY r.change DESC LIMIT 1");
    if (!statement.bind(0, id.value).bind(1, revision).step()) return std::nullopt;
    return read_account(tx, statement);
}

std::vector<StoredAccount> load_accounts(ReadTx const& tx) {
    Statement statement = tx.connection().prepare(fmt::format("{} ORDER BY i.login", select_newest));
    std::vector<StoredAccount> accounts;
    while (statement.step())
        accounts.push_back(read_account(tx, statement));
    return accounts;
}

bool has_admin(ReadTx const& tx) {
    return tx.connection()
        .prepare(fmt::format("{} AND r.role = 'admin' AND r.disabled = 0 "
                             "AND (EXISTS (SELECT 1 FROM password p WHERE p.account = i.id) "
                             "OR EXISTS (SELECT 1 FROM provider_identity p WHERE p.account = i.id)) LIMIT 1",
                             select_newest))
        .step();
}

std::string_view to_string(AccountEvent event) {
    static constexpr std::array<std::string_view, 9> names{
        "signed_in",    "signed_out",        "signed_out_everywhere", "password_set",
        "link_made",    "second_factor_set", "second_factor_removed", "token_made",
        "token_revoked"};
    return names.at(static_cast<std::size_t>(event));
}

bool was_signed_in_from(ReadTx const& tx, AccountId account, std::string_view source) {
    return tx.connection()
        .prepare(
            "SELECT 1 FROM account_event e JOIN change c ON c.number = e.change "
            "WHERE e.account = ?1 AND c.source = ?2 AND (e.event = 'signed_in' OR e.event = 'password_set') "
            "LIMIT 1")
        .bind(0, account.value)
        .bind(1, source)
        .step();
}

void log_account_event(WriteTx& tx, AccountId account, AccountEvent event, std::string_view detail) {
    tx.connection()
        .prepare("INSERT INTO account_event (change, account, event, detail) VALUES (?, ?, ?, ?)")
        .bind(0, tx.change())
        .bind(1, account.value)
        .bind(2, to_string(event))
        .bind(3, detail)
        .run();
}

}  // namespace safetycell::store
