#include "store/policy.hpp"

#include <stdexcept>

namespace safetycell::store {
namespace {

PolicyRevision read_revision(Row const& row) {
    return {row.integer(0), std::string{row.text(1)}};
}

}  // namespace

Written put_policy_revision(WriteTx& tx, std::string_view text) {
    Revision const change = tx.change();
    auto const known = policy_known_at(tx, change);
    if (known && known->text == text) return Written::unchanged;
    if (known && known->change == change) {
        throw std::logic_error(
            fmt::format("The policy is put twice with different values in change {}.", change));
    }
    tx.connection()
        .prepare("INSERT INTO policy_revision (change, text) VALUES (?, ?)")
        .bind(0, change)
        .bind(1, text)
        .run();
    return known ? Written::revised : Written::created;
}

std::optional<PolicyRevision> policy_known_at(ReadTx const& tx, Revision revision) {
    Statement statement = tx.connection().prepare(
        "SELECT change, text FROM policy_revision WHERE change <= ?1 ORDER BY change DESC LIMIT 1");
    if (!statement.bind(0, revision).step()) return std::nullopt;
    return read_revision(statement);
}

std::vector<PolicyRevision> load_policy_revisions(ReadTx const& tx) {
    Statement statement = tx.connection().prepare("SELECT change, text FROM policy_revision ORDER BY change");
    std::vector<PolicyRevision> revisions;
    while (statement.step())
        revisions.push_back(read_revision(statement));
    return revisions;
}

}  // namespace safetycell::store
