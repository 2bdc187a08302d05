#pragma once
// Attempts to sign in that failed, for administrators to see: upon whom, from where, when, how often; never
// what was typed. Counted and bounded, so that whoever tries a million times fills neither the disk nor the
// chain of changes.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// What was given that was wrong.
enum class Proof : std::uint8_t { password, second_factor, setup_code, provider };
std::string_view to_string(Proof proof);

struct FailedSignIns {
    std::string login;  ///< Empty: there is no such account.
    std::string address;
    std::string proof;
    Instant first_at;
    Instant last_at;
    std::int64_t count = 0;
};

/// Counts one that fails now. `account` is none where there is no such account. What is older than 90 days, and
/// the oldest beyond ten thousand lines, is forgotten.
void count_failed_sign_in(WriteTx& tx, std::optional<AccountId> account, std::string_view address, Proof proof);

/// The newest first.
std::vector<FailedSignIns> load_failed_sign_ins(ReadTx const& tx, std::int64_t most);

}  // namespace safetycell::store
