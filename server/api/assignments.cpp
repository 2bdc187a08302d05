#include "api/assignments.hpp"

#include "store/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::api {
namespace {

template <class SomeId>
void sort_once(std::vector<SomeId>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

Result<Assignments> read_assignments(std::vector<std::string> const& organizations,
                                     std::vector<std::string> const& sites, store::ReadTx const& tx) {
    Assignments assignments;
    for (std::string const& code : organizations) {
        auto const organization = store::find_organization(tx, code);
        if (!organization || organization->voided) return tl::unexpected(no_organization(code));
        assignments.organizations.push_back(organization->id);
    }
    for (std::string const& code : sites) {
        auto const site = store::find_site(tx, code);
        if (!site || site->voided) return tl::unexpected(no_site(code));
        assignments.sites.push_back(site->id);
    }
    sort_once(assignments.organizations);
    sort_once(assignments.sites);
    return assignments;
}

Error no_organization(std::string_view code) {
    return {ErrorCode::invalid,
            fmt::format("There is no organization \"{}\"; use the code it was recorded with.", code),
            "organizations"};
}

Error no_site(std::string_view code) {
    return {ErrorCode::invalid,
            fmt::format("There is no site \"{}\"; use the code it was recorded with.", code), "sites"};
}

}  // namespace safetycell::api
