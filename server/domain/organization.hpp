#pragma once
// Who works where: the enterprise, the organizations whose people work for it, and its sites.

#include "base/civil_time.hpp"
#include "base/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

/// The customer that runs the server. One record, revised when a setting changes.
struct Enterprise {
    std::string name;
    TimeZone time_zone;
    bool demo = false;  ///< A generated enterprise: every screen says so.

    friend bool operator==(Enterprise const&, Enterprise const&) = default;
};

enum class OrganizationKind {
    own,  ///< The enterprise's own workforce, or a part of it.
    contractor,
};

/// Where an organization's injuries are recorded.
enum class CountsFrom {
    records,  ///< One record per injured person: no record means no injury.
    totals,   ///< Only period totals: a period without totals is unknown, not zero.
};

struct Organization {
    OrganizationId id;
    std::string code;  ///< Unique; what files and scopes name it by.
    std::string name;
    OrganizationKind kind = OrganizationKind::contractor;
    CountsFrom counts_from = CountsFrom::records;
    Date mobilized_on = Date::never();    ///< First day on site, where known.
    Date demobilized_on = Date::never();  ///< Last day on site, where it has left.
    bool voided = false;

    friend bool operator==(Organization const&, Organization const&) = default;
};

struct Site {
    SiteId id;
    std::string code;  ///< Unique.
    std::string name;
    TimeZone time_zone;
    bool voided = false;

    friend bool operator==(Site const&, Site const&) = default;
};

std::string_view to_string(OrganizationKind kind);  ///< "own", "contractor"
std::optional<OrganizationKind> organization_kind_from(std::string_view text);
std::string_view to_string(CountsFrom source);  ///< "records", "totals"
std::optional<CountsFrom> counts_from_from(std::string_view text);

}  // namespace safetycell::domain
