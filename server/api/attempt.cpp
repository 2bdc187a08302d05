#include "api/attempt.hpp"

#include "api/errors.hpp"
#include "domain/passwords.hpp"
#include "store/accounts.hpp"
#include "store/identity.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>

namespace safetycell::api {
namespace {

/// A person at one place mistypes a few times; behind one address there may be a whole office; and an account
/// that is tried from everywhere slows only those from whose address nobody ever signed in to it.
constexpr std::int64_t free_failures_of_a_pair = 5;
constexpr std::int64_t free_failures_of_an_address = 30;
constexpr std::int64_t free_failures_of_an_account = 20;
constexpr seconds failures_are_kept = std::chrono::hours{24};

/// The network that one customer is given: of an IPv6 address the first 64 bits, for the rest are theirs to
/// change.
std::string network_of(std::string const& address) {
    std::array<unsigned char, 16> bytes{};
    std::string const bare = address.starts_with('[') ? address.substr(1, address.size() - 2) : address;
    if (inet_pton(AF_INET6, bare.c_str(), bytes.data()) != 1) return address;
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    return fmt::format("{}/64", inet_ntop(AF_INET6, bytes.data(), text.data(), text.size()));
}

std::int64_t remaining(store::SignInFailures const& failed, Instant now) {
    return domain::remaining_failures(failed.failures, now - failed.last_at);
}

}  // namespace

Attempt::Attempt(Request const& request, std::string login, std::optional<AccountId> account)
    : account_(account),
      source_(source_of(request)),
      network_(network_of(request.address)),
      upon_(std::move(login)),
      pair_(fmt::format("{} from {}", upon_, network_)),
      from_(fmt::format("from {}", network_)) {
}

seconds Attempt::wait(store::ReadTx const& tx, Instant now) const {
    bool const is_known_here = account_ && store::was_signed_in_from(tx, *account_, source_);
    seconds longest{0};
    for (auto const& [subject, free] : subjects()) {
        if (is_known_here && subject != pair_) continue;
        auto const failed = store::find_sign_in_failures(tx, subject);
        if (!failed) continue;
        seconds const wait = domain::wait_after_failures(remaining(*failed, now), free);
        // A clock that has gone back must not make anybody wait for it to catch up.
        longest = std::max(longest, std::min(wait, failed->last_at + wait - now));
    }
    return longest;
}

void Attempt::failed(store::WriteTx& tx, store::Proof proof) const {
    for (auto const& [subject, free] : subjects()) {
        auto const before = store::find_sign_in_failures(tx, subject);
        std::int64_t const failures = before ? remaining(*before, tx.now()) : 0;
        store::set_sign_in_failures(tx, subject, failures + 1, tx.now() - failures_are_kept);
    }
    store::count_failed_sign_in(tx, account_, network_, proof);
}

void Attempt::succeeded(store::WriteTx& tx) const {
    store::forget_sign_in_failures(tx, pair_);
}

std::array<std::pair<std::string, std::int64_t>, 3> Attempt::subjects() const {
    return {{{pair_, free_failures_of_a_pair},
             {from_, free_failures_of_an_address},
             {upon_, free_failures_of_an_account}}};
}

Reply refused_reply(Request const& request, Error const& error) {
    return error_reply(error, request.request_id);
}

Reply told_to_wait(Request const& request, seconds wait) {
    Reply reply = refused_reply(
        request, {ErrorCode::too_many,
                  fmt::format("Signing in failed too often; try again in {} s.", wait.count()), ""});
    reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return reply;
}

std::string source_of(Request const& request) {
    return fmt::format("web, {}", request.address);
}

}  // namespace safetycell::api
