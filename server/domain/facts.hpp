#pragma once
// All that an edition may look at, as known at one revision. Loaded by the store, advanced by the changes
// since with the same function, read by pure functions. Each family is dense: the record with id n stands at
// index n - 1, voided ones included (skip them).

#include "domain/activities.hpp"
#include "domain/breaches.hpp"
#include "domain/disputes.hpp"
#include "domain/hours.hpp"
#include "domain/incident.hpp"
#include "domain/obligations.hpp"
#include "domain/organization.hpp"
#include "domain/period_totals.hpp"
#include "domain/violations.hpp"

#include <vector>

namespace safetycell::domain {

struct Facts {
    Revision revision = 0;
    Enterprise enterprise;
    std::vector<Organization> organizations;
    std::vector<Site> sites;
    std::vector<HoursRecord> hours;
    std::vector<Incident> incidents;
    std::vector<PeriodTotals> period_totals;
    std::vector<Violation> violations;
    std::vector<Obligation> obligations;
    std::vector<Activity> activities;
    std::vector<Breach> breaches;
    std::vector<Dispute> disputes;
};

}  // namespace safetycell::domain
