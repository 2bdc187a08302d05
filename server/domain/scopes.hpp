#pragma once
// What a figure is about, and how a moment looks at each place.

#include "domain/facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::domain {

enum class ScopeKind : std::uint8_t { enterprise, own, contractors, site, organization };

struct Scope {
    ScopeKind kind = ScopeKind::enterprise;
    SiteId site;                  ///< Only for ScopeKind::site.
    OrganizationId organization;  ///< Only for ScopeKind::organization.

    friend auto operator<=>(Scope const&, Scope const&) = default;
};

/// "enterprise", "own", "contractors", "site:CODE", "organization:CODE".
std::string scope_name(Scope scope, Facts const& facts);

/// The scope of that name; none when there is none, or its site or organization is voided.
std::optional<Scope> scope_from(std::string_view name, Facts const& facts);

/// Whether no record can belong to both: own people and contractors, two organizations, two sites. An
/// organization and a site are not apart, it may work there.
bool are_apart(Scope left, Scope right, Facts const& facts);

/// Enterprise, own, contractors, then each site by code, then each organization by code; voided ones left out.
std::vector<Scope> all_scopes(Facts const& facts);

/// The moment the figures are about, and its civil date at every place.
struct AsOf {
    Instant instant;
    Date date;                       ///< In the enterprise's zone.
    std::vector<Date> date_at_site;  ///< By site index.

    AsOf(Instant as_of, Facts const& facts);
    /// The end of that day, by the enterprise's clocks and by the calendar of each site: nothing of the next
    /// day has happened yet, however far east.
    static AsOf evening_of(Date day, Facts const& facts);
    /// The local date at a site; the enterprise's date where there is none.
    Date at(SiteId site) const { return site ? date_at_site[site.index()] : date; }
};

}  // namespace safetycell::domain
