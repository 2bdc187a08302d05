#include "import/codes.hpp"

#include "store/browsing.hpp"
#include "store/records.hpp"

namespace safetycell::importing {

std::string const& Codes::code_of(OrganizationId organization) {
    auto known = organizations_.find(organization);
    if (known == organizations_.end()) {
        known = organizations_.emplace(organization, store::organization_code(tx_, organization)).first;
    }
    return known->second;
}

std::string const& Codes::code_of(SiteId site) {
    auto known = sites_.find(site);
    if (known == sites_.end()) known = sites_.emplace(site, store::site_code(tx_, site)).first;
    return known->second;
}

std::string Codes::reference_of(domain::Disputed family, std::int32_t record) {
    switch (family) {
        case domain::Disputed::violation: return store::reference_of(tx_, "violation", record);
        case domain::Disputed::incident: return store::reference_of(tx_, "incident", record);
        case domain::Disputed::obligation: return store::reference_of(tx_, "obligation", record);
        case domain::Disputed::breach: return store::reference_of(tx_, "breach", record);
    }
    return {};
}

TimeZone const& Codes::time_zone_of(SiteId site) {
    auto known = time_zones_.find(site);
    if (known == time_zones_.end()) {
        TimeZone zone = site ? store::find_site(tx_, code_of(site)).value().time_zone
                             : store::find_enterprise(tx_).value().time_zone;
        known = time_zones_.emplace(site, std::move(zone)).first;
    }
    return known->second;
}

}  // namespace safetycell::importing
