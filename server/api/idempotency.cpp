#include "api/idempotency.hpp"

#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "store/kept_replies.hpp"

#include <fmt/format.h>

namespace safetycell::api {
namespace {

constexpr std::size_t longest_key = 200;
constexpr seconds replies_are_kept = std::chrono::hours{24};

bool applies(Request const& request, Asker const& asker) {
    return !request.idempotency_key.empty() && asker.actor;
}

std::string digest_of(Request const& request) {
    std::string target = request.path;
    for (auto const& [name, value] : request.query)
        target += fmt::format("\n{}={}", name, value);
    return sha256_hex(fmt::format("{} {}\n{}", to_string(request.method), target, request.body));
}

}  // namespace

Result<std::optional<Reply>> earlier_reply(Request const& request, Asker const& asker, store::WriteTx& tx) {
    if (!applies(request, asker)) return std::optional<Reply>{};
    if (!check_line_of_text(request.idempotency_key, longest_key)) {
        return failure(ErrorCode::invalid, "An idempotency key is one line of at most 200 characters.",
                       "Idempotency-Key");
    }
    auto const kept = store::find_kept_reply(tx, asker.actor->account, request.idempotency_key);
    if (!kept) return std::optional<Reply>{};
    if (kept->request_sha256 != digest_of(request)) {
        return failure(
            ErrorCode::conflict,
            "This idempotency key was used for another request; make a new one for each thing to do.",
            "Idempotency-Key");
    }
    Reply reply;
    reply.status = kept->status;
    reply.etag = kept->etag;
    reply.body = std::make_shared<std::string const>(kept->body);
    return std::optional<Reply>{std::move(reply)};
}

void keep_reply(Request const& request, Asker const& asker, Reply const& reply, store::WriteTx& tx) {
    if (!applies(request, asker)) return;
    store::keep_reply(tx, asker.actor->account, request.idempotency_key,
                      {digest_of(request), reply.status, reply.etag, reply.body ? *reply.body : ""},
                      tx.now() - replies_are_kept);
}

}  // namespace safetycell::api
