#pragma once
// The organizations and sites that rows refer to: found in the store once, created where a profile says so, and
// suggested where a code is unknown.

#include "domain/organization.hpp"
#include "import/codes.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::importing {

/// Where something happened, and what day it is there.
struct Place {
    SiteId site;  ///< None: the enterprise as a whole.
    TimeZone time_zone;
    Date today;
};

class Directory : public Codes {
public:
    Directory(store::WriteTx& tx, domain::Enterprise const& enterprise);

    /// Null where it is not known. Stays where it is.
    domain::Organization const* find_organization(std::string_view code);
    /// By its whole name, whatever the quotes in it, where one organization alone has it.
    domain::Organization const* find_organization_named(std::string_view name);
    /// Those that were, with their codes; "" where none was.
    std::string found_by_name() const;
    domain::Organization const* create_organization(domain::Organization organization);
    std::optional<Place> find_place(std::string_view site_code);
    Place create_place(domain::Site site);
    Place const& enterprise() const { return enterprise_; }

    std::int64_t organizations_created() const { return organizations_created_; }
    std::int64_t sites_created() const { return sites_created_; }

    /// What to say of a code that is unknown: the nearest known ones, or what to import first.
    std::string expected_organization(std::string_view code);
    std::string expected_site(std::string_view code);

private:
    /// All codes of the store as it was before this import, in the order of their ids. Read when the first
    /// code is met that no row names.
    struct KnownCodes {
        std::vector<std::string> organizations;
        std::vector<std::string> sites;
        std::map<std::string, std::string> organizations_by_name;  ///< Folded; no code where several share one.
    };
    KnownCodes const& known_codes();
    Place place_of(domain::Site const& site) const;

    store::WriteTx& tx_;
    Place enterprise_;
    std::map<std::string, std::optional<domain::Organization>, std::less<>> organizations_;
    std::map<std::string, std::optional<Place>, std::less<>> places_;
    std::optional<KnownCodes> codes_;
    /// By unknown code: a file may repeat one in a million rows.
    std::map<std::string, std::string> said_of_organizations_;
    std::map<std::string, std::string> said_of_sites_;
    std::map<std::string, std::string> found_by_name_;  ///< Name as written, and code.
    std::int64_t organizations_created_ = 0;
    std::int64_t sites_created_ = 0;
};

}  // namespace safetycell::importing
