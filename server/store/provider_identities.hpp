#pragma once
// Which account somebody has who signs in with a provider: bound once by issuer and subject, never by a name.

#include "base/ids.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string_view>

namespace safetycell::store {

std::optional<AccountId> find_provider_identity(ReadTx const& tx, std::string_view issuer,
                                                std::string_view subject);
/// Precondition: neither is bound.
void bind_provider_identity(WriteTx& tx, std::string_view issuer, std::string_view subject, AccountId account);
bool has_provider_identity(ReadTx const& tx, AccountId account);

}  // namespace safetycell::store
