#pragma once
// What requests with an idempotency key were answered. Kept in the transaction of what they did, so that a
// request that is sent again, because its answer was lost, does nothing twice.

#include "base/ids.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::store {

struct KeptReply {
    std::string request_sha256;
    int status = 0;
    std::string etag;
    std::string body;
};
std::optional<KeptReply> find_kept_reply(ReadTx const& tx, AccountId account, std::string_view key);
/// Those older than `forgotten_before` are forgotten.
void keep_reply(WriteTx& tx, AccountId account, std::string_view key, KeptReply const& reply,
                Instant forgotten_before);

}  // namespace safetycell::store
