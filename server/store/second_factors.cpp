#include "store/second_factors.hpp"

#include "store/columns.hpp"

namespace safetycell::store {
namespace {

void delete_recovery_codes(WriteTx& tx, AccountId account) {
    tx.connection().prepare("DELETE FROM recovery_code WHERE account = ?1").bind(0, account.value).run();
}

}  // namespace

std::optional<SecondFactor> find_second_factor(ReadTx const& tx, AccountId account) {
    Statement statement =
        tx.connection().prepare("SELECT secret, confirmed, last_step FROM second_factor WHERE account = ?1");
    if (!statement.bind(0, account.value).step()) return std::nullopt;
    return SecondFactor{std::string{statement.text(0)}, statement.integer(1) != 0, statement.integer(2)};
}

void offer_second_factor(WriteTx& tx, AccountId account, std::string_view secret) {
    tx.connection()
        .prepare(
            "INSERT INTO second_factor (account, secret, confirmed, last_step) VALUES (?1, ?2, 0, 0) "
            "ON CONFLICT (account) DO UPDATE SET secret = ?2, confirmed = 0, last_step = 0")
        .bind(0, account.value)
        .bind(1, secret)
        .run();
}

void confirm_second_factor(WriteTx& tx, AccountId account, std::int64_t step,
                           std::vector<std::string> const& recovery_codes_sha256) {
    tx.connection()
        .prepare("UPDATE second_factor SET confirmed = 1, last_step = ?2 WHERE account = ?1")
        .bind(0, account.value)
        .bind(1, step)
        .run();
    delete_recovery_codes(tx, account);
    for (std::string const& code : recovery_codes_sha256) {
        tx.connection()
            .prepare("INSERT INTO recovery_code (account, code_sha256) VALUES (?, ?)")
            .bind(0, account.value)
            .bind(1, std::string_view{code})
            .run();
    }
}

void set_last_step(WriteTx& tx, AccountId account, std::int64_t step) {
    tx.connection()
        .prepare("UPDATE second_factor SET last_step = ?2 WHERE account = ?1")
        .bind(0, account.value)
        .bind(1, step)
        .run();
}

bool delete_second_factor(WriteTx& tx, AccountId account) {
    delete_recovery_codes(tx, account);
    Statement statement =
        tx.connection().prepare("DELETE FROM second_factor WHERE account = ?1 RETURNING confirmed");
    return statement.bind(0, account.value).step() && statement.integer(0) != 0;
}

bool use_recovery_code(WriteTx& tx, AccountId account, std::string_view code_sha256) {
    Statement statement = tx.connection().prepare(
        "DELETE FROM recovery_code WHERE account = ?1 AND code_sha256 = ?2 RETURNING account");
    return statement.bind(0, account.value).bind(1, code_sha256).step();
}

std::int64_t count_recovery_codes(ReadTx const& tx, AccountId account) {
    Statement statement = tx.connection().prepare("SELECT count(*) FROM recovery_code WHERE account = ?1");
    statement.bind(0, account.value).step();
    return statement.integer(0);
}

}  // namespace safetycell::store
