#include "store/failed_sign_ins.hpp"

#include "store/columns.hpp"

#include <array>

namespace safetycell::store {
namespace {

constexpr seconds counted_together = std::chrono::minutes{15};
constexpr seconds kept_for = std::chrono::hours{24 * 90};
constexpr std::int64_t most_lines = 10'000;

void forget_old(WriteTx& tx) {
    tx.connection()
        .prepare("DELETE FROM failed_sign_in WHERE last_at < ?1")
        .bind(0, seconds_of(tx.now() - kept_for))
        .run();
    // Rows are only ever added at the end, so the number of the newest one bounds how many there are.
    tx.connection()
        .prepare("DELETE FROM failed_sign_in WHERE rowid <= (SELECT max(rowid) FROM failed_sign_in) - ?1")
        .bind(0, most_lines)
        .run();
}

}  // namespace

std::string_view to_string(Proof proof) {
    static constexpr std::array<std::string_view, 4> names{"password", "second_factor", "setup_code",
                                                           "provider"};
    return names.at(static_cast<std::size_t>(proof));
}

void count_failed_sign_in(WriteTx& tx, std::optional<AccountId> account, std::string_view address,
                          Proof proof) {
    Statement counted = tx.connection().prepare(
        "UPDATE failed_sign_in SET count = count + 1, last_at = ?4 "
        "WHERE address = ?1 AND proof = ?2 AND account IS ?3 AND first_at > ?5 RETURNING count");
    counted.bind(0, address).bind(1, to_string(proof));
    bind_id(counted, 2, account.value_or(AccountId{}));
    counted.bind(3, seconds_of(tx.now())).bind(4, seconds_of(tx.now() - counted_together));
    if (counted.step()) return;
    Statement insert = tx.connection().prepare(
        "INSERT INTO failed_sign_in (account, address, proof, first_at, last_at, count) "
        "VALUES (?1, ?2, ?3, ?4, ?4, 1)");
    bind_id(insert, 0, account.value_or(AccountId{}));
    insert.bind(1, address).bind(2, to_string(proof)).bind(3, seconds_of(tx.now())).run();
    forget_old(tx);
}

std::vector<FailedSignIns> load_failed_sign_ins(ReadTx const& tx, std::int64_t most) {
    Statement statement = tx.connection().prepare(
        "SELECT coalesce(a.login, ''), f.address, f.proof, f.first_at, f.last_at, f.count "
        "FROM failed_sign_in f LEFT JOIN account a ON a.id = f.account "
        "ORDER BY f.last_at DESC, f.rowid DESC LIMIT ?1");
    statement.bind(0, most);
    std::vector<FailedSignIns> lines;
    while (statement.step()) {
        lines.push_back({std::string{statement.text(0)}, std::string{statement.text(1)},
                         std::string{statement.text(2)}, instant_at(statement, 3), instant_at(statement, 4),
                         statement.integer(5)});
    }
    return lines;
}

}  // namespace safetycell::store
