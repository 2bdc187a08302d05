#pragma once
// What accounts and tokens are assigned to, from the codes that requests name.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "store/transaction.hpp"

#include <string>
#include <vector>

namespace safetycell::api {

inline constexpr std::size_t most_assignments = 1000;

struct Assignments {
    std::vector<OrganizationId> organizations;  ///< Ascending, each once.
    std::vector<SiteId> sites;                  ///< Likewise.
};

/// Error `invalid` about the first code that there is not.
Result<Assignments> read_assignments(std::vector<std::string> const& organizations,
                                     std::vector<std::string> const& sites, store::ReadTx const& tx);

/// The sentences about codes that there are not, or that the asker may not know of.
Error no_organization(std::string_view code);
Error no_site(std::string_view code);

}  // namespace safetycell::api
