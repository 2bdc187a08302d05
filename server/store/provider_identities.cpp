#include "store/provider_identities.hpp"

#include "store/columns.hpp"

namespace safetycell::store {

std::optional<AccountId> find_provider_identity(ReadTx const& tx, std::string_view issuer,
                                                std::string_view subject) {
    Statement statement =
        tx.connection().prepare("SELECT account FROM provider_identity WHERE issuer = ?1 AND subject = ?2");
    if (!statement.bind(0, issuer).bind(1, subject).step()) return std::nullopt;
    return id_at<AccountId>(statement, 0);
}

void bind_provider_identity(WriteTx& tx, std::string_view issuer, std::string_view subject, AccountId account) {
    tx.connection()
        .prepare("INSERT INTO provider_identity (issuer, subject, account, bound_at) VALUES (?, ?, ?, ?)")
        .bind(0, issuer)
        .bind(1, subject)
        .bind(2, account.value)
        .bind(3, seconds_of(tx.now()))
        .run();
}

bool has_provider_identity(ReadTx const& tx, AccountId account) {
    return tx.connection()
        .prepare("SELECT 1 FROM provider_identity WHERE account = ?1")
        .bind(0, account.value)
        .step();
}

}  // namespace safetycell::store
