#include "domain/changes.hpp"

#include "support/figures.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace safetycell;
using namespace safetycell::domain;
using test::add_months;
using test::day;
using test::FactsBuilder;

namespace {

constexpr SiteId no_site{};

/// Rates as an edition publishes them.
PublishedEdition published(FactsBuilder const& builder, std::string_view evening,
                           Policy const& policy = test::example_policy()) {
    AsOf const as_of = builder.evening_of(evening);
    PublishedEdition edition;
    edition.number = 1;
    edition.as_of = as_of.instant;
    for (Figure const& figure : compute_rates(builder.facts, policy, as_of).figures) {
        RateDefinition const& definition = policy.rates[figure.definition];
        edition.figures.push_back({.scope = scope_name(figure.scope, builder.facts),
                                   .id = definition.id,
                                   .definition_version = definition.version,
                                   .window = figure.window,
                                   .period = figure.period,
                                   .numerator = figure.numerator,
                                   .hours = figure.hours,
                                   .estimated_hours = figure.estimated_hours,
                                   .value = figure.value,
                                   .reason = figure.reason,
                                   .left_out_numerator = figure.left_out_numerator});
    }
    for (DayCount const& count : compute_day_counts(builder.facts, policy, as_of)) {
        edition.day_counts.push_back({.scope = scope_name(count.scope, builder.facts),
                                      .counter_class = count.counter_class,
                                      .days = count.days,
                                      .last_on = count.last_on,
                                      .observed_from = count.observed_from,
                                      .only_in_totals = count.only_in_totals});
    }
    return edition;
}

std::vector<FigureChange> changes_since(PublishedEdition const& before, FactsBuilder const& builder,
                                        std::string_view evening, RecordedChanges const& recorded,
                                        Policy const& policy = test::example_policy()) {
    AsOf const as_of = builder.evening_of(evening);
    return find_changes(before, compute_rates(builder.facts, policy, as_of), builder.facts, policy, as_of,
                        recorded);
}

FigureChange const* find(std::vector<FigureChange> const& changes, std::string_view scope, std::string_view id,
                         WindowKind window = WindowKind::rolling_12_months) {
    for (FigureChange const& change : changes) {
        if (change.scope == scope && change.id == id && change.window == window) return &change;
    }
    return nullptr;
}

/// The only cause of a change that must be there.
Cause only_cause(std::vector<FigureChange> const& changes, std::string_view scope, std::string_view id,
                 WindowKind window = WindowKind::rolling_12_months) {
    FigureChange const* change = find(changes, scope, id, window);
    REQUIRE(change != nullptr);
    REQUIRE(change->causes.size() == 1);
    CHECK(change->more_causes == 0);
    return change->causes.front();
}

/// Two contractors at two sites with 10,000 h in each month of 2025.
struct TwoContractors : FactsBuilder {
    SiteId north = site("NORTH");
    SiteId south = site("SOUTH");
    OrganizationId acme = contractor("ACME");
    OrganizationId bolt = contractor("BOLT");
    TwoContractors() {
        add_months(*this, acme, north, "2025-01-01", "2025-12-31", 10'000);
        add_months(*this, bolt, south, "2025-01-01", "2025-12-31", 10'000);
    }
};

}  // namespace

TEST_CASE("Nothing recorded and no day passed: nothing changed") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::lost_work_day_case);
    CHECK(changes_since(published(builder, "2025-12-31"), builder, "2025-12-31", {}).empty());
}

TEST_CASE("A new incident is the cause in its scopes, windows and classes, and in no other") {
    TwoContractors builder;
    PublishedEdition const before = published(builder, "2025-12-31");
    Incident const& incident =
        builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::medical_treatment_case);
    RecordedChanges recorded;
    recorded.incidents.push_back({.before = std::nullopt, .after = incident, .change = 7});
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);

    Cause const expected{.kind = CauseKind::incident_recorded,
                         .reference = "I1",
                         .organization = "ACME",
                         .from = {},
                         .to = "MTC",
                         .change = 7};
    for (char const* scope : {"enterprise", "contractors", "site:NORTH", "organization:ACME"}) {
        CHECK(only_cause(changes, scope, "trifr") == expected);
        CHECK(only_cause(changes, scope, "trifr", WindowKind::year_to_date) == expected);
        CHECK(find(changes, scope, "trifr", WindowKind::month) == nullptr);
        CHECK(find(changes, scope, "ltifr") == nullptr);
    }
    for (char const* scope : {"own", "site:SOUTH", "organization:BOLT"}) {
        CHECK(find(changes, scope, "trifr") == nullptr);
    }
    FigureChange const* change = find(changes, "enterprise", "trifr");
    CHECK(change->old_numerator == 0);
    CHECK(change->new_numerator == 1);
    CHECK(change->old_value == 0.0);
    CHECK(change->new_value == doctest::Approx(1e6 / 240'000));
}

TEST_CASE("A reclassified incident is told with its old and its new class") {
    TwoContractors builder;
    Incident const old =
        builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::first_aid_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    Incident& incident = builder.facts.incidents.front();
    incident.incident_class = IncidentClass::lost_work_day_case;
    incident.returned_on = day("2025-03-10");
    RecordedChanges recorded;
    recorded.incidents.push_back({.before = old, .after = incident, .change = 7});
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);
    Cause const expected{.kind = CauseKind::incident_reclassified,
                         .reference = "I1",
                         .organization = "ACME",
                         .from = "FAC",
                         .to = "LWC",
                         .change = 7};
    CHECK(only_cause(changes, "enterprise", "ltifr") == expected);
    CHECK(only_cause(changes, "organization:ACME", "severity") == expected);
    CHECK(only_cause(changes, "site:NORTH", "kt") == expected);
    CHECK(find(changes, "enterprise", "far") == nullptr);
}

TEST_CASE("A voided, a redated and a moved incident are told as what they are") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::lost_work_day_case);
    builder.incident(builder.acme, builder.north, "2025-04-04", IncidentClass::fatality);
    builder.incident(builder.bolt, builder.south, "2025-12-05", IncidentClass::restricted_work_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    RecordedChanges recorded;
    auto const revise = [&](std::size_t index, auto const& change) {
        Incident const old = builder.facts.incidents[index];
        change(builder.facts.incidents[index]);
        recorded.incidents.push_back({.before = old, .after = builder.facts.incidents[index], .change = 7});
    };
    revise(0, [](Incident& incident) { incident.voided = true; });
    revise(1, [&](Incident& incident) { incident.organization = builder.bolt; });
    revise(2, [](Incident& incident) { incident.occurred_on = day("2025-11-30"); });
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);

    Cause const voided = only_cause(changes, "enterprise", "ltifr");
    CHECK(voided.kind == CauseKind::incident_voided);
    CHECK(voided.from == "LWC");
    CHECK(find(changes, "enterprise", "far") == nullptr);
    CHECK(only_cause(changes, "organization:ACME", "far").kind == CauseKind::incident_revised);
    CHECK(only_cause(changes, "organization:BOLT", "far").reference == "I2");
    Cause const redated = only_cause(changes, "site:SOUTH", "trifr", WindowKind::month);
    CHECK(redated.kind == CauseKind::incident_redated);
    CHECK(redated.from == "2025-12-05");
    CHECK(redated.to == "2025-11-30");
    CHECK(find(changes, "site:SOUTH", "trifr") == nullptr);
}

TEST_CASE("Time moves incidents out of the window and into it") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-01-01", IncidentClass::lost_work_day_case);
    builder.incident(builder.acme, builder.north, "2025-01-02", IncidentClass::lost_work_day_case);
    builder.incident(builder.bolt, builder.south, "2026-01-01", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    auto const changes = changes_since(before, builder, "2026-01-01", {});

    FigureChange const* all = find(changes, "organization:ACME", "ltifr");
    REQUIRE(all != nullptr);
    CHECK(all->causes == std::vector<Cause>{{.kind = CauseKind::incident_left_window,
                                             .reference = "I1",
                                             .organization = "ACME",
                                             .from = "2025-01-01",
                                             .to = {}}});
    CHECK(only_cause(changes, "organization:BOLT", "ltifr") == Cause{.kind = CauseKind::incident_entered_window,
                                                                     .reference = "I3",
                                                                     .organization = "BOLT",
                                                                     .from = {},
                                                                     .to = "2026-01-01"});
    // One came and one went: the number is the same, nobody need be told.
    CHECK(find(changes, "enterprise", "ltifr") == nullptr);
    // The year to date lost both of last year's.
    FigureChange const* year = find(changes, "site:NORTH", "ltifr", WindowKind::year_to_date);
    REQUIRE(year != nullptr);
    CHECK(year->causes.size() == 2);
}

TEST_CASE("Hours recorded and revised are grouped by organization and month, with how many records") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::lost_work_day_case);
    builder.incident(builder.bolt, builder.south, "2025-03-03", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    RecordedChanges recorded;
    for (std::size_t index : {std::size_t{2}, std::size_t{14}}) {
        HoursRecord const old = builder.facts.hours[index];
        builder.facts.hours[index].hours_hundredths *= 3;
        recorded.hours.push_back({.before = old, .after = builder.facts.hours[index], .change = 7});
    }
    REQUIRE(builder.facts.hours[14].organization == builder.bolt);
    for (char const* date : {"2025-12-01", "2025-12-02", "2025-12-03"}) {
        HoursRecord const& extra = builder.hours(builder.acme, builder.south, date, date, 9'000);
        recorded.hours.push_back({.before = std::nullopt, .after = extra, .change = 8});
    }
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);
    Cause const revised{.kind = CauseKind::hours_revised,
                        .reference = "2025-03-01/2025-03-31",
                        .organization = "ACME",
                        .from = {},
                        .to = {},
                        .change = 7};
    Cause const arrived{.kind = CauseKind::hours_recorded,
                        .reference = "2025-12-01/2025-12-31",
                        .organization = "ACME",
                        .from = {},
                        .to = {},
                        .count = 3,
                        .change = 8};
    FigureChange const* acme = find(changes, "organization:ACME", "ltifr");
    REQUIRE(acme != nullptr);
    CHECK(acme->causes == std::vector{arrived, revised});
    CHECK(only_cause(changes, "site:NORTH", "ltifr") == revised);
    FigureChange const* enterprise = find(changes, "enterprise", "ltifr");
    REQUIRE(enterprise != nullptr);
    CHECK(enterprise->causes.size() == 3);
    CHECK(find(changes, "enterprise", "kt") == nullptr);
}

TEST_CASE("A figure whose printed value stays the same is no change") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    HoursRecord const old = builder.facts.hours.front();
    builder.facts.hours.front().hours_hundredths += 1;
    RecordedChanges recorded;
    recorded.hours.push_back({.before = old, .after = builder.facts.hours.front(), .change = 7});
    CHECK(find(changes_since(before, builder, "2025-12-31", recorded), "enterprise", "ltifr") == nullptr);
}

TEST_CASE("A gap grown too long lapses the estimate, and late hours bring the rate back") {
    TwoContractors builder;
    for (HoursRecord& record : builder.facts.hours) {
        if (record.organization == builder.acme && record.period.first > day("2025-10-01"))
            record.voided = true;
    }
    builder.incident(builder.acme, builder.north, "2025-05-05", IncidentClass::lost_work_day_case);
    REQUIRE(days_between(day("2025-10-31"), day("2026-01-01")) == 62);
    PublishedEdition const before = published(builder, "2026-01-01");
    auto const lapsed = changes_since(before, builder, "2026-01-02", {});
    for (char const* scope : {"enterprise", "site:NORTH", "organization:ACME"}) {
        CAPTURE(scope);
        CHECK(only_cause(lapsed, scope, "ltifr") == Cause{.kind = CauseKind::estimate_lapsed,
                                                          .reference = {},
                                                          .organization = "ACME",
                                                          .from = {},
                                                          .to = {}});
    }
    CHECK(find(lapsed, "site:SOUTH", "ltifr") == nullptr);

    PublishedEdition const without = published(builder, "2026-01-02");
    HoursRecord const& late = builder.hours(builder.acme, builder.north, "2025-11-01", "2025-12-31", 20'000);
    RecordedChanges recorded;
    recorded.hours.push_back({.before = std::nullopt, .after = late, .change = 9});
    Cause const cause =
        only_cause(changes_since(without, builder, "2026-01-02", recorded), "enterprise", "ltifr");
    CHECK(cause.kind == CauseKind::hours_recorded);
    CHECK(cause.reference == "2025-11-01/2025-12-31");
}

TEST_CASE("Totals recorded and revised are causes by their months") {
    TwoContractors builder;
    PublishedEdition const before = published(builder, "2025-12-31");
    PeriodTotals& form = builder.totals(builder.acme, builder.north, "2025-05-01", "2025-05-31");
    form.counts.fill(0);
    form.counts[2] = 1;
    RecordedChanges recorded;
    recorded.period_totals.push_back({.before = std::nullopt, .after = form, .change = 7});
    Cause const cause =
        only_cause(changes_since(before, builder, "2025-12-31", recorded), "site:NORTH", "ltifr");
    CHECK(cause.kind == CauseKind::totals_recorded);
    CHECK(cause.reference == "2025-05-01/2025-05-31");
    CHECK(cause.organization == "ACME");
}

TEST_CASE("An organization that changes sides moves both sides") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-05-05", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    Organization const old = builder.at(builder.acme);
    builder.at(builder.acme).kind = OrganizationKind::own;
    RecordedChanges recorded;
    recorded.organizations.push_back({.before = old, .after = builder.at(builder.acme), .change = 7});
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);
    Cause const expected{.kind = CauseKind::organization_changed,
                         .reference = {},
                         .organization = "ACME",
                         .from = "contractor",
                         .to = "own",
                         .change = 7};
    CHECK(only_cause(changes, "own", "ltifr") == expected);
    CHECK(only_cause(changes, "contractors", "ltifr") == expected);
    CHECK(find(changes, "enterprise", "ltifr") == nullptr);
}

TEST_CASE("Another version of a definition is the first cause told") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-05-05", IncidentClass::fatality);
    PublishedEdition const before = published(builder, "2025-12-31");
    Policy policy = test::example_policy();
    RateDefinition& ltifr = policy.rates[test::definition_index(policy, "ltifr")];
    ltifr.version = 2;
    ltifr.classes.reset(static_cast<std::size_t>(IncidentClass::fatality));
    auto const changes = changes_since(before, builder, "2025-12-31", {}, policy);
    CHECK(only_cause(changes, "enterprise", "ltifr") == Cause{.kind = CauseKind::definition_changed,
                                                              .reference = "ltifr",
                                                              .organization = {},
                                                              .from = "1",
                                                              .to = "2"});
    CHECK(find(changes, "enterprise", "trifr") == nullptr);
}

TEST_CASE(
    "Another version of the rule for missing hours is the cause where hours are estimated, and nowhere else") {
    TwoContractors builder;
    OrganizationId const late = builder.contractor("LATE");
    add_months(builder, late, builder.north, "2025-01-01", "2025-10-31", 10'000);
    builder.hours(late, builder.north, "2025-11-01", "2025-11-30", 40'000);
    builder.incident(late, builder.north, "2025-05-05", IncidentClass::lost_work_day_case);
    builder.incident(builder.bolt, builder.south, "2025-05-05", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    Policy policy = test::example_policy();
    policy.gaps.version = 2;
    policy.gaps.mean_of_reported_days = 30;
    auto const changes = changes_since(before, builder, "2025-12-31", {}, policy);
    Cause const expected{
        .kind = CauseKind::definition_changed, .reference = "gaps", .organization = {}, .from = "1", .to = "2"};
    CHECK(only_cause(changes, "organization:LATE", "ltifr") == expected);
    CHECK(only_cause(changes, "site:NORTH", "ltifr") == expected);
    CHECK(find(changes, "organization:BOLT", "ltifr") == nullptr);
    CHECK(find(changes, "organization:LATE", "kt") == nullptr);

    // A gap that is filled no longer is the rule's doing first.
    policy.gaps.longest_filled_gap_days = 10;
    auto const shorter = changes_since(before, builder, "2025-12-31", {}, policy);
    FigureChange const* const lapsed = find(shorter, "organization:LATE", "ltifr");
    REQUIRE(lapsed != nullptr);
    CHECK(lapsed->causes.front() == expected);
}

TEST_CASE("When only hours came and went with the days, the window moved") {
    FactsBuilder builder;
    OrganizationId const acme = builder.contractor("ACME");
    builder.hours(acme, no_site, "2024-01-01", "2024-12-31", 1'000);
    builder.hours(acme, no_site, "2025-01-01", "2025-12-31", 100'000);
    builder.incident(acme, no_site, "2025-01-05", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-03-01");
    Cause const cause = only_cause(changes_since(before, builder, "2025-03-02", {}), "enterprise", "ltifr");
    CHECK(cause.kind == CauseKind::window_moved);
}

TEST_CASE("At most twelve causes are told, the worst first, and the rest counted") {
    TwoContractors builder;
    PublishedEdition const before = published(builder, "2025-12-31");
    RecordedChanges recorded;
    for (int i = 0; i < 14; ++i) {
        builder.incident(builder.acme, builder.north, "2025-05-05", IncidentClass::lost_work_day_case);
    }
    builder.incident(builder.acme, builder.north, "2025-05-05", IncidentClass::fatality);
    for (Incident const& incident : builder.facts.incidents) {
        recorded.incidents.push_back({.before = std::nullopt, .after = incident, .change = 7});
    }
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);
    FigureChange const* change = find(changes, "enterprise", "ltifr");
    REQUIRE(change != nullptr);
    CHECK(change->causes.size() == most_causes);
    CHECK(change->more_causes == 3);
    CHECK(change->causes.front().to == "FAT");
    CHECK(change->causes[1].reference == "I1");
}

TEST_CASE("A scope that the edition before did not have is no change") {
    TwoContractors builder;
    PublishedEdition const before = published(builder, "2025-12-31");
    OrganizationId const fresh = builder.contractor("FRESH");
    builder.hours(fresh, no_site, "2025-12-01", "2025-12-31", 1'000);
    auto const changes = changes_since(before, builder, "2025-12-31", {});
    CHECK(find(changes, "organization:FRESH", "ltifr") == nullptr);
}

TEST_CASE("An injury of an organization without hours moves the count beside the rate, and is told there too") {
    TwoContractors builder;
    OrganizationId const silent = builder.contractor("SILENT");
    builder.at(silent).mobilized_on = day("2025-01-01");
    PublishedEdition const before = published(builder, "2025-12-31");
    RecordedChanges recorded;
    Incident const& hidden =
        builder.incident(silent, builder.north, "2025-05-05", IncidentClass::lost_work_day_case);
    recorded.incidents.push_back({.before = std::nullopt, .after = hidden, .change = 7});
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);
    CHECK(only_cause(changes, "organization:SILENT", "ltifr").reference == "I1");
    CHECK(only_cause(changes, "enterprise", "ltifr").reference == "I1");
    FigureChange const* enterprise = find(changes, "enterprise", "ltifr");
    CHECK(enterprise->old_numerator == enterprise->new_numerator);
    CHECK(enterprise->old_left_out == 0);
    CHECK(enterprise->new_left_out == 1);
}

TEST_CASE("Hours that still leave an organization incomplete are no cause") {
    TwoContractors builder;
    OrganizationId const silent = builder.contractor("SILENT");
    builder.at(silent).mobilized_on = day("2025-01-01");
    PublishedEdition const before = published(builder, "2025-12-31");
    RecordedChanges recorded;
    HoursRecord const& too_few = builder.hours(silent, builder.north, "2025-12-01", "2025-12-31", 1'000);
    recorded.hours.push_back({.before = std::nullopt, .after = too_few, .change = 7});
    Incident const& counted =
        builder.incident(builder.acme, builder.north, "2025-05-05", IncidentClass::lost_work_day_case);
    recorded.incidents.push_back({.before = std::nullopt, .after = counted, .change = 8});
    auto const changes = changes_since(before, builder, "2025-12-31", recorded);
    CHECK(only_cause(changes, "enterprise", "ltifr").reference == "I1");
}

TEST_CASE("A counter that starts again, or loses its last event, is told; one that counts on is not") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::lost_work_day_case);
    builder.incident(builder.bolt, builder.south, "2025-06-01", IncidentClass::lost_work_day_case);
    PublishedEdition const before = published(builder, "2025-12-31");
    auto const counters_at = [&](std::string_view evening) {
        return find_counter_changes(
            before, compute_day_counts(builder.facts, test::example_policy(), builder.evening_of(evening)),
            builder.facts);
    };
    CHECK(counters_at("2026-01-05").empty());

    builder.incident(builder.acme, builder.north, "2026-01-02", IncidentClass::lost_work_day_case);
    auto const reset = counters_at("2026-01-05");
    auto const find_lti = [](std::vector<CounterChange> const& changes, std::string_view scope) {
        auto const found = std::find_if(changes.begin(), changes.end(), [&](CounterChange const& change) {
            return change.scope == scope && change.counter_class == CounterClass::lti;
        });
        return found == changes.end() ? std::nullopt : std::optional(*found);
    };
    CounterChange const expected{"enterprise", CounterClass::lti, 213, 3, day("2026-01-02")};
    CHECK(find_lti(reset, "enterprise") == expected);
    CHECK(find_lti(reset, "site:NORTH").has_value());
    CHECK_FALSE(find_lti(reset, "site:SOUTH").has_value());

    builder.facts.incidents[1].voided = true;
    auto const lost = counters_at("2026-01-05");
    REQUIRE(find_lti(lost, "organization:BOLT").has_value());
    CHECK(find_lti(lost, "organization:BOLT")->last_on == Date::never());
}

TEST_CASE("After an edition that knew more, what is not known yet is not blamed on the window") {
    TwoContractors builder;
    builder.incident(builder.acme, builder.north, "2025-03-03", IncidentClass::lost_work_day_case);
    PublishedEdition before = published(builder, "2025-12-31");
    before.known_through = 9;
    builder.facts.revision = 8;
    builder.facts.incidents.clear();
    CHECK(only_cause(changes_since(before, builder, "2025-12-31", {}), "enterprise", "ltifr").kind ==
          CauseKind::less_known);
}
