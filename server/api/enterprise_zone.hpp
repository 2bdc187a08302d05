#pragma once
// The time zone in which lists of the whole enterprise tell their times.

#include "base/civil_time.hpp"
#include "store/transaction.hpp"

namespace safetycell::api {

/// UTC while there is no enterprise.
TimeZone zone_of_enterprise(store::ReadTx const& tx);

}  // namespace safetycell::api
