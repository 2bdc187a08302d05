#include "api/enterprise_zone.hpp"

#include "store/records.hpp"

namespace safetycell::api {

TimeZone zone_of_enterprise(store::ReadTx const& tx) {
    auto const enterprise = store::find_enterprise(tx);
    return enterprise ? enterprise->time_zone : TimeZone();
}

}  // namespace safetycell::api
