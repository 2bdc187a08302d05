#pragma once
// Somebody who tries to prove who they are: how long they must wait after failures, and the counting of those.
// Failures are counted three ways, upon whom, from where and both, so that neither one address that tries many
// accounts nor many addresses that try one get far, and strangers lock nobody out of what is theirs.

#include "api/message.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "store/failed_sign_ins.hpp"
#include "store/transaction.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace safetycell::api {

class Attempt {
public:
    /// As the login, from where the request comes. `account` is whose it is; none where nobody has it.
    Attempt(Request const& request, std::string login, std::optional<AccountId> account);

    /// How long it must wait still; zero: it is heard. Whoever was signed in from this address before waits for
    /// their own failures only.
    seconds wait(store::ReadTx const& tx, Instant now) const;

    /// Counts it, for the waits and for administrators to see.
    void failed(store::WriteTx& tx, store::Proof proof) const;
    /// The address keeps its count: it may be trying others.
    void succeeded(store::WriteTx& tx) const;

private:
    std::array<std::pair<std::string, std::int64_t>, 3> subjects() const;

    std::optional<AccountId> account_;
    std::string source_;
    std::string network_;
    std::string upon_;
    std::string pair_;
    std::string from_;
};

/// A reply and not a failure, so that what was counted stays counted.
Reply refused_reply(Request const& request, Error const& error);
Reply told_to_wait(Request const& request, seconds wait);

/// Where the request comes from, as changes tell it.
std::string source_of(Request const& request);

}  // namespace safetycell::api
