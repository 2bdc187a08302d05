#pragma once
// Second factors of accounts: the secret that codes are computed from, and the hashes of recovery codes.

#include "base/ids.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

struct SecondFactor {
    std::string secret;          ///< In base32.
    bool confirmed = false;      ///< A code was given for it: it counts.
    std::int64_t last_step = 0;  ///< Of the newest code that was accepted.
};
std::optional<SecondFactor> find_second_factor(ReadTx const& tx, AccountId account);
/// One that does not count yet, instead of whatever there was.
void offer_second_factor(WriteTx& tx, AccountId account, std::string_view secret);
/// From now on it counts; the recovery codes of before are void.
void confirm_second_factor(WriteTx& tx, AccountId account, std::int64_t step,
                           std::vector<std::string> const& recovery_codes_sha256);
void set_last_step(WriteTx& tx, AccountId account, std::int64_t step);
/// Removes it with its recovery codes. False when there was none that counts.
bool delete_second_factor(WriteTx& tx, AccountId account);

/// False when the account has no such code, or has used it.
bool use_recovery_code(WriteTx& tx, AccountId account, std::string_view code_sha256);
std::int64_t count_recovery_codes(ReadTx const& tx, AccountId account);

}  // namespace safetycell::store
