#pragma once
// What each organization brings into each window: its hours and its counts, whole and by site, and what is
// missing of them. Worked out once; the rates of every scope are sums of these.

#include "domain/period_totals.hpp"
#include "domain/policy.hpp"
#include "domain/scopes.hpp"
#include "domain/windows.hpp"

#include <array>
#include <vector>

namespace safetycell::domain {

/// Counts by class. A period total states its lost days for all classes together.
struct Cases {
    std::array<std::int64_t, incident_class_count> cases{};
    std::array<std::int64_t, incident_class_count> provisional{};  ///< Part of `cases`.
    std::array<std::int64_t, incident_class_count> lost_days{};    ///< By the class of the injury.
    std::array<std::int64_t, incident_class_count> provisional_lost_days{};
    std::int64_t lost_days_in_totals = 0;
    Quantities unknown;  ///< Not known for every day of the window.
};

/// One organization, or its part at one site, in one window.
struct Contribution {
    bool has_hours = false;  ///< A day of the window is reported or filled.
    HoursSum hours;
    HoursSum estimated;  ///< Part of `hours`.
    double average_headcount = 0;
    bool headcount_known = true;
    Cases cases;
};

struct SiteContribution {
    SiteId site;
    Contribution contribution;
};

/// One organization in one window.
struct OrganizationWindow {
    Period period;        ///< The window; earlier at its start when a period total reaches back.
    bool active = false;  ///< It was there, or left a trace: hours, an incident, a total.
    bool hours_missing = false;
    Contribution whole;
    std::vector<SiteContribution> sites;  ///< Where it left a trace, in no order; not what has no site.

    /// Null where it left no trace.
    Contribution const* at(SiteId site) const;
};

struct OrganizationContributions {
    OrganizationId organization;
    std::array<OrganizationWindow, all_window_kinds.size()> windows;  ///< As in all_window_kinds.
};

struct Contributions {
    std::vector<OrganizationContributions> organizations;  ///< By code; voided ones left out.
    std::vector<TotalsDifference> differences;             ///< By code, period, site.
};

/// By index of the organization; what has not happened by `as_of` is left out, but for hours.
std::vector<OrganizationRecords> records_by_organization(Facts const& facts, AsOf const& as_of);

/// An incident that counts in a window.
struct CountedIncident {
    Incident const* incident = nullptr;
    std::int32_t lost_days = 0;  ///< Until the as-of date.
};

/// What one organization's window was added up from. Points into the facts.
struct WindowEvidence {
    OrganizationId organization;
    OrganizationWindow window;
    std::vector<CountedIncident> incidents;  ///< By date.
    std::vector<SettledTotals> totals;       ///< Those that touch the window, by first day.
    std::vector<HoursEntry> statements;      ///< What the shares point to.
    std::vector<HoursShare> hours;           ///< By first counted day.
};

/// Of the organizations of a scope, by code, in any window that ends with the as-of date.
std::vector<WindowEvidence> collect_evidence(Facts const& facts, Policy const& policy, AsOf const& as_of,
                                             Scope scope, Period window);

Contributions collect_contributions(Facts const& facts, Policy const& policy, AsOf const& as_of);

}  // namespace safetycell::domain
