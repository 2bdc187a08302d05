#pragma once
// Requests that may be sent again: the first one is carried out and its answer kept, a second one with the same
// key is given that answer. Only for handlers whose requests and answers hold no secret: both are stored.

#include "api/route.hpp"

#include <optional>

namespace safetycell::api {

/// The answer of an earlier request of this asker with this key; none for a new one. Error `conflict` when the
/// key was used for something else.
Result<std::optional<Reply>> earlier_reply(Request const& request, Asker const& asker, store::WriteTx& tx);

/// Keeps the answer to a request that has a key, for a day.
void keep_reply(Request const& request, Asker const& asker, Reply const& reply, store::WriteTx& tx);

}  // namespace safetycell::api
