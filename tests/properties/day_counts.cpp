#include "domain/day_counts.hpp"

#include "support/example_policy.hpp"
#include "support/facts_builder.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

using Random = std::mt19937;

constexpr std::int32_t horizon_days = 400;

Date first_day() {
    return test::day("2024-01-01");
}

std::int32_t below(Random& random, std::int32_t limit) {
    return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(limit));
}

/// An enterprise whose records all lie within the horizon, and the evening of one of its days.
struct Enterprise400 {
    test::FactsBuilder builder{"Europe/Berlin"};
    Date today;

    Facts& facts() { return builder.facts; }
    AsOf as_of() const { return builder.evening_of(to_string(today)); }
    std::vector<DayCount> counts() const {
        return compute_day_counts(builder.facts, test::example_policy(), as_of());
    }

    OrganizationId any_organization(Random& random) const {
        return builder.facts.organizations[random() % builder.facts.organizations.size()].id;
    }
    /// Sometimes none.
    SiteId any_site(Random& random) const {
        std::size_t const site = random() % (builder.facts.sites.size() + 1);
        return site == builder.facts.sites.size() ? SiteId{} : builder.facts.sites[site].id;
    }
    Incident& add_incident(Random& random, Date on, IncidentClass incident_class) {
        OrganizationId const organization = any_organization(random);
        Incident& incident = builder.incident(organization, any_site(random), to_string(on), incident_class);
        incident.provisional = random() % 4 == 0;
        return incident;
    }
};

Enterprise400 some_enterprise(Random& random, bool with_totals) {
    Enterprise400 enterprise;
    test::FactsBuilder& builder = enterprise.builder;
    enterprise.today = first_day() + 1 + below(random, horizon_days);
    constexpr std::array zones{"Europe/Berlin", "Asia/Almaty", "America/St_Johns"};
    for (std::size_t i = random() % 4; i > 0; --i)
        builder.site("S" + std::to_string(i), zones[random() % zones.size()]);
    builder.own("OWN");
    for (std::size_t i = random() % 4; i > 0; --i) {
        OrganizationId const id = builder.contractor("C" + std::to_string(i));
        if (random() % 3 == 0) builder.at(id).mobilized_on = first_day() + below(random, horizon_days / 2);
        if (random() % 3 == 0) {
            builder.at(id).demobilized_on = first_day() + horizon_days / 2 + below(random, horizon_days / 2);
        }
    }
    for (std::size_t i = random() % 12; i > 0; --i) {
        auto const incident_class = all_incident_classes[random() % incident_class_count];
        enterprise.add_incident(random, first_day() + below(random, horizon_days), incident_class).voided =
            random() % 8 == 0;
    }
    for (std::size_t i = random() % 8; i > 0; --i) {
        Date const first = first_day() + below(random, horizon_days);
        OrganizationId const organization = enterprise.any_organization(random);
        HoursRecord& hours =
            builder.hours(organization, enterprise.any_site(random), Period{first, first + below(random, 60)},
                          random() % 2 == 0 ? 0 : 100);
        hours.voided = random() % 8 == 0;
    }
    for (std::size_t i = random() % 4; i > 0; --i) {
        std::string const found_on = to_string(first_day() + below(random, horizon_days));
        OrganizationId const organization = enterprise.any_organization(random);
        builder.violation(organization, enterprise.any_site(random), found_on, found_on);
    }
    for (std::size_t i = with_totals ? random() % 5 : 0; i > 0; --i) {
        Date const first = first_day() + below(random, horizon_days);
        OrganizationId const organization = enterprise.any_organization(random);
        PeriodTotals& totals = builder.totals(organization, enterprise.any_site(random), to_string(first),
                                              to_string(first + below(random, 90)));
        for (std::int64_t& count : totals.counts)
            count = static_cast<std::int64_t>(random() % 4) - 1;
    }
    return enterprise;
}

bool is_in(Scope const& scope, Facts const& facts, OrganizationId organization, SiteId site) {
    OrganizationKind const kind = facts.organizations[organization.index()].kind;
    switch (scope.kind) {
        case ScopeKind::enterprise: return true;
        case ScopeKind::own: return kind == OrganizationKind::own;
        case ScopeKind::contractors: return kind == OrganizationKind::contractor;
        case ScopeKind::site: return site == scope.site;
        case ScopeKind::organization: return organization == scope.organization;
    }
    return false;
}

bool resets(CounterClass counter_class, IncidentClass incident_class) {
    CaseSets const sets = test::example_policy().case_sets;
    auto const index = static_cast<std::size_t>(incident_class);
    return counter_class == CounterClass::lti ? sets.lti.test(index) : sets.tri.test(index);
}

/// The days of the events that reset a counter, ascending.
std::vector<Date> event_days(DayCount const& of, Facts const& facts, AsOf const& as_of) {
    std::vector<Date> events;
    for (Incident const& incident : facts.incidents) {
        if (resets(of.counter_class, incident.incident_class) &&
            is_in(of.scope, facts, incident.organization, incident.site) &&
            has_occurred(incident, as_of.instant, as_of.at(incident.site))) {
            events.push_back(incident.occurred_on);
        }
    }
    std::sort(events.begin(), events.end());
    return events;
}

/// Whether a day counts for a scope, told from the records of that day alone.
bool counts(Date day, Scope const& scope, Facts const& facts, AsOf const& as_of) {
    if (scope.kind != ScopeKind::organization) return true;
    Organization const& organization = facts.organizations[scope.organization.index()];
    if (organization.mobilized_on <= as_of.date && day < organization.mobilized_on) return false;
    if (day > organization.demobilized_on) return false;
    bool zero = false;
    bool worked = false;
    for (HoursRecord const& hours : facts.hours) {
        if (hours.voided || hours.organization != organization.id || !hours.period.contains(day)) continue;
        (hours.hours_hundredths == 0 ? zero : worked) = true;
    }
    return worked || !zero;
}

/// Makes every scope observed from the day before the horizon on, so that no record can begin its observation.
void observe_from_the_start(test::FactsBuilder& builder) {
    Date const before = first_day() - 1;
    std::vector<SiteId> sites{SiteId{}};
    for (Site const& site : builder.facts.sites)
        sites.push_back(site.id);
    for (Organization const& organization : builder.facts.organizations) {
        for (SiteId const site : sites)
            builder.hours(organization.id, site, Period{before, before}, 8);
    }
}

Date some_past_day(Random& random, Enterprise400 const& enterprise) {
    return first_day() + below(random, days_between(first_day(), enterprise.today) + 1);
}

}  // namespace

TEST_CASE("day counts agree with counting day by day") {
    CHECK(rc::check("days and record, counted one day after another", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 const enterprise = some_enterprise(random, false);
        Facts const& facts = enterprise.builder.facts;
        AsOf const as_of = enterprise.as_of();
        for (DayCount const& count : enterprise.counts()) {
            std::vector<Date> const events = event_days(count, facts, as_of);
            Date const today = count.scope.kind == ScopeKind::site ? as_of.at(count.scope.site) : as_of.date;
            if (events.empty()) {
                RC_ASSERT(count.last_on.is_never());
                RC_ASSERT_FALSE(count.record);
                RC_ASSERT(count.days.has_value() == !count.observed_from.is_never());
                continue;
            }
            RC_ASSERT(count.last_on == events.back());
            std::int32_t days = 0;
            std::int32_t record = 0;
            for (Date day = events.front() + 1; day <= std::max(today, events.back()); day = day + 1) {
                if (day <= today || day <= events.back())
                    days += counts(day, count.scope, facts, as_of) ? 1 : 0;
                record = std::max(record, days);
                if (std::binary_search(events.begin(), events.end(), day)) days = 0;
            }
            RC_ASSERT(count.days == days);
            RC_ASSERT(count.record == record);
        }
    }));
}

TEST_CASE("the order of the records changes nothing") {
    CHECK(rc::check("shuffled records give the same day counts", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 enterprise = some_enterprise(random, true);
        auto const before = enterprise.counts();
        std::shuffle(enterprise.facts().incidents.begin(), enterprise.facts().incidents.end(), random);
        std::shuffle(enterprise.facts().hours.begin(), enterprise.facts().hours.end(), random);
        std::shuffle(enterprise.facts().period_totals.begin(), enterprise.facts().period_totals.end(), random);
        std::shuffle(enterprise.facts().violations.begin(), enterprise.facts().violations.end(), random);
        RC_ASSERT(enterprise.counts() == before);
    }));
}

TEST_CASE("reporting what hurt nobody, or hardly, changes no count of days") {
    CHECK(rc::check("a near miss or hazard", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 enterprise = some_enterprise(random, true);
        observe_from_the_start(enterprise.builder);
        auto const before = enterprise.counts();
        auto const incident_class = random() % 2 == 0 ? IncidentClass::near_miss : IncidentClass::hazard;
        enterprise.add_incident(random, some_past_day(random, enterprise), incident_class);
        RC_ASSERT(enterprise.counts() == before);
    }));
    // Beside a period total a single record of an injury makes the records count, so there are none here.
    CHECK(rc::check("a micro-injury or first aid", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 enterprise = some_enterprise(random, false);
        observe_from_the_start(enterprise.builder);
        auto const before = enterprise.counts();
        auto const incident_class =
            random() % 2 == 0 ? IncidentClass::micro_injury : IncidentClass::first_aid_case;
        enterprise.add_incident(random, some_past_day(random, enterprise), incident_class);
        RC_ASSERT(enterprise.counts() == before);
    }));
    CHECK(rc::check("even where it is the first thing ever recorded it takes no day away", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 enterprise = some_enterprise(random, true);
        auto const before = enterprise.counts();
        enterprise.add_incident(random, some_past_day(random, enterprise), IncidentClass::near_miss);
        auto const after = enterprise.counts();
        for (std::size_t i = 0; i < before.size(); ++i) {
            RC_ASSERT(after[i].last_on == before[i].last_on);
            RC_ASSERT((after[i].record == before[i].record));
            RC_ASSERT((!before[i].days || after[i].days >= before[i].days));
        }
    }));
}

TEST_CASE("a late report splits an old gap: it never raises a record nor the days") {
    CHECK(rc::check("a lost time injury, dated after the first event", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 enterprise = some_enterprise(random, false);
        observe_from_the_start(enterprise.builder);
        AsOf const as_of = enterprise.as_of();
        auto const before = enterprise.counts();
        std::vector<std::vector<Date>> events;
        for (DayCount const& count : before)
            events.push_back(event_days(count, enterprise.facts(), as_of));
        Date const day = some_past_day(random, enterprise);
        Incident const late = enterprise.add_incident(random, day, IncidentClass::lost_work_day_case);
        RC_PRE(has_occurred(late, as_of.instant, as_of.at(late.site)));
        auto const after = enterprise.counts();
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!is_in(before[i].scope, enterprise.facts(), late.organization, late.site)) {
                RC_ASSERT(after[i] == before[i]);
                continue;
            }
            RC_ASSERT((after[i].days <= before[i].days));
            if (events[i].empty() || day < events[i].front()) continue;  // It is the first event, not a split.
            RC_ASSERT((after[i].record <= before[i].record));
            RC_ASSERT(after[i].last_on == std::max(before[i].last_on, day));
        }
    }));
}

TEST_CASE("a counter is never below 0, and the record never below the days") {
    CHECK(rc::check("bounds, with totals", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        Enterprise400 const enterprise = some_enterprise(random, true);
        for (DayCount const& count : enterprise.counts()) {
            if (count.days) RC_ASSERT(*count.days >= 0);
            RC_ASSERT(count.record.has_value() == !count.last_on.is_never());
            if (count.days && count.record) RC_ASSERT(*count.record >= *count.days);
            if (count.only_in_totals) RC_ASSERT_FALSE(count.days);
            if (count.provisional) RC_ASSERT_FALSE(count.last_on.is_never());
        }
    }));
}
