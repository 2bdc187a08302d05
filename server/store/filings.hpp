#pragma once
// What the monthly forms of organizations are read and compared with, of every organization of whose form in a
// month somebody may know. Who may see what is decided here, in the queries, as in browsing.hpp.

#include "domain/facts.hpp"
#include "store/browsing.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <vector>

namespace safetycell::store {

/// That some form speaks of a whole period: no more of it than decides who has filed.
struct StatedForm {
    SiteId site;  ///< None: of all sites together.
    Instant recorded_at;
};

/// Of one organization what is visible and in force.
struct FilingRecords {
    domain::Organization organization;
    Date first_trace = Date::never();          ///< First day of any hours or totals of it; never: none.
    Instant recorded_at;                       ///< When the organization itself was recorded.
    std::vector<domain::HoursRecord> hours;    ///< By first day.
    std::vector<domain::Incident> incidents;   ///< By date.
    std::vector<domain::PeriodTotals> totals;  ///< By first day.
    std::vector<StatedForm> stated;            ///< Of the period, visible or not.
};

/// All organizations, in the order of their numbers, of which `visible` sees everything, or that have hours or
/// totals of the period at a visible site; and, for whoever is assigned by sites, those that have them nowhere:
/// nobody else would miss them. Their records are those that touch [since, period.last].
std::vector<FilingRecords> load_filing_records(ReadTx const& tx, Visible const& visible, domain::Period period,
                                               Date since);
/// Of one organization.
std::optional<FilingRecords> load_filing_records_of(ReadTx const& tx, Visible const& visible,
                                                    OrganizationId organization, domain::Period period,
                                                    Date since);

}  // namespace safetycell::store
