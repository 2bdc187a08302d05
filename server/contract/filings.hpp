#pragma once
// The monthly forms of organizations over the interface: who has filed and who has not, and one form beside the
// single records of its days.

#include "domain/filings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace safetycell::contract {

struct FiledForm {
    std::int32_t id = 0;
    std::optional<std::string> site;  ///< Its code; none: of all sites together.
    domain::Period period;
    Instant filed_at;
    std::string who;
    domain::FilingComparison comparison;
    domain::Jumps jumps;
};

struct OrganizationFilings {
    std::string code;
    std::string name;
    domain::FilingState state = domain::FilingState::due;
    std::vector<std::string> missing_sites;  ///< Codes of those that no form speaks of, where some do.
    std::vector<FiledForm> forms;
};

struct FilingList {
    domain::Period month;
    Date due_on;
    std::vector<OrganizationFilings> organizations;
};
std::string render_filing_list(FilingList const& list);

struct Filing {
    std::string organization;
    std::string organization_name;
    FiledForm form;
    domain::FilingState state = domain::FilingState::filed;
    Date due_on;
    std::optional<std::int32_t> headcount;
    std::vector<domain::MonthFigures> before;  ///< The latest first.
};
std::string render_filing(Filing const& filing);

}  // namespace safetycell::contract
