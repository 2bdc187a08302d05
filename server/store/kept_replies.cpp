#include "store/kept_replies.hpp"

#include "store/columns.hpp"

namespace safetycell::store {

std::optional<KeptReply> find_kept_reply(ReadTx const& tx, AccountId account, std::string_view key) {
    Statement statement = tx.connection().prepare(
        "SELECT request_sha256, status, etag, body FROM kept_reply WHERE account = ?1 AND key = ?2");
    if (!statement.bind(0, account.value).bind(1, key).step()) return std::nullopt;
    return KeptReply{std::string{statement.text(0)}, static_cast<int>(statement.integer(1)),
                     std::string{statement.text(2)}, std::string{statement.text(3)}};
}

void keep_reply(WriteTx& tx, AccountId account, std::string_view key, KeptReply const& reply,
                Instant forgotten_before) {
    tx.connection()
        .prepare("DELETE FROM kept_reply WHERE kept_at < ?1")
        .bind(0, seconds_of(forgotten_before))
        .run();
    tx.connection()
        .prepare(
            "INSERT INTO kept_reply (account, key, request_sha256, status, etag, body, kept_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(0, account.value)
        .bind(1, key)
        .bind(2, std::string_view{reply.request_sha256})
        .bind(3, reply.status)
        .bind(4, std::string_view{reply.etag})
        .bind(5, std::string_view{reply.body})
        .bind(6, seconds_of(tx.now()))
        .run();
}

}  // namespace safetycell::store
