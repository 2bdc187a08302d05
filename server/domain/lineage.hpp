#pragma once
// Where one figure comes from: every record that counts in it, how much, and what was left out and why. Worked
// out by the same steps as the figure itself, so that the parts add up to it.

#include "domain/rate_parts.hpp"

#include <string_view>
#include <vector>

namespace safetycell::domain {

/// An organization of the scope that was there in the window.
struct LineageOrganization {
    OrganizationId organization;
    Period period;                       ///< The window as this organization sees it.
    bool included = false;               ///< Its count stands in the numerator.
    std::optional<NoRateReason> reason;  ///< What is missing of it, if anything.
    std::int64_t numerator = 0;
    double hours = 0;  ///< That count: none while some are missing.
    double estimated_hours = 0;
};

struct LineageIncident {
    Incident const* incident = nullptr;
    std::int64_t counts =
        0;  ///< What it adds to the numerator: 1, or its lost days. 0: only to the denominator.
};

struct LineageTotals {
    PeriodTotals const* totals = nullptr;
    Quantities counted;       ///< What of it counts, of any rate.
    std::int64_t counts = 0;  ///< What it adds to this numerator.
};

enum class HoursSource : std::uint8_t { record, totals, estimate };
std::string_view to_string(HoursSource source);

struct LineageHours {
    OrganizationId organization;
    SiteId site;
    HoursSource source = HoursSource::record;
    Period period;   ///< Of the statement; of a filled gap its days within the window.
    Period counted;  ///< The days of it within the window.
    bool estimated = false;
    double hours = 0;          ///< Of the whole period.
    double counted_hours = 0;  ///< Of the counted days; 0 of organizations left out.
};

/// Points into the facts. Organizations by code; within one, incidents by date, hours and totals by first day.
struct Lineage {
    Figure figure;
    std::vector<LineageOrganization> organizations;
    std::vector<LineageIncident> incidents;
    std::vector<LineageTotals> totals;
    std::vector<LineageHours> hours;
    std::int64_t hidden = 0;  ///< Lines that whoever asked may not see.
};

/// `definition` is an index into Policy::rates.
Lineage trace_figure(Facts const& facts, Policy const& policy, AsOf const& as_of, std::size_t definition,
                     Scope scope, WindowKind window);

}  // namespace safetycell::domain
