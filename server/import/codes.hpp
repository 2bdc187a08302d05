#pragma once
// How organizations, sites and disputed records are called in files, by their ids.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "domain/disputes.hpp"
#include "store/transaction.hpp"

#include <map>
#include <string>

namespace safetycell::importing {

class Codes {
public:
    explicit Codes(store::ReadTx const& tx) : tx_(tx) {}

    /// The code of one that is known; "" of none.
    std::string const& code_of(OrganizationId organization);
    std::string const& code_of(SiteId site);
    /// The reference of a record of one of the families that may be disputed.
    std::string reference_of(domain::Disputed family, std::int32_t record);
    /// The enterprise's where there is no site.
    TimeZone const& time_zone_of(SiteId site);

private:
    store::ReadTx const& tx_;
    std::map<OrganizationId, std::string> organizations_{{OrganizationId{}, ""}};
    std::map<SiteId, std::string> sites_{{SiteId{}, ""}};
    std::map<SiteId, TimeZone> time_zones_;
};

}  // namespace safetycell::importing
