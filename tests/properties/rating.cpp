#include "domain/rating.hpp"

#include "domain/rates.hpp"
#include "domain/rating_inputs.hpp"
#include "domain/repeats.hpp"
#include "support/figures.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace safetycell;
using namespace safetycell::domain;
using test::day;
using test::FactsBuilder;

namespace {

using Random = std::mt19937;
using Contractors = std::vector<RatingInputs>;

/// Scores that differ by less are the same: sums of scaled fractions round otherwise.
constexpr double rounding = 1e-9;

std::int32_t below(Random& random, std::int32_t limit) {
    return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(limit));
}

bool one_in(Random& random, std::uint32_t n) {
    return random() % n == 0;
}

template <class List>
auto& any_of(Random& random, List& list) {
    return list[random() % list.size()];
}

/// Runs the property 40 times on each of rapidcheck's 100 seeds: 4000 enterprises.
template <class Property>
bool holds_for_thousands(std::string const& what, Property&& property) {
    return rc::check(what, [&property] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        for (int i = 0; i < 40; ++i)
            property(random);
    });
}

Kept some_kept(Random& random, std::int32_t limit) {
    std::int64_t const due = below(random, limit);
    return {due, due == 0 ? 0 : below(random, static_cast<std::int32_t>(due) + 1)};
}

std::vector<OpenGate> some_gates(Random& random) {
    std::vector<OpenGate> gates;
    if (one_in(random, 5)) gates.push_back({Gate::hours_missing, {{}, {"2026-08"}}, std::nullopt});
    if (one_in(random, 5)) {
        gates.push_back({Gate::critical_overdue, {{ViolationId{1}, ViolationId{2}}, {}}, std::nullopt});
    }
    if (one_in(random, 9)) gates.push_back({Gate::concealment, {{}, {"K-7"}}, std::nullopt});
    return gates;
}

RatingInputs some_contractor(Random& random, std::int32_t id) {
    RatingInputs inputs;
    inputs.organization.value = id;
    if (!one_in(random, 5)) inputs.hours = one_in(random, 9) ? 0.0 : 1 + below(random, 1'000'000) / 7.0;
    if (!one_in(random, 4)) inputs.elimination = some_kept(random, 30);
    if (one_in(random, 3)) inputs.self_found_elimination = some_kept(random, 5);
    inputs.open_not_overdue = below(random, 4);
    if (!one_in(random, 4)) {
        inputs.comparable = below(random, 30);
        inputs.repeats = below(random, static_cast<std::int32_t>(inputs.comparable) + 1);
    }
    if (one_in(random, 4)) inputs.recent_repeats = {{1, std::vector<ViolationId>(random() % 5)}};
    if (!one_in(random, 4)) inputs.p_rate_at_most_mean = below(random, 1001) / 1000.0;
    if (one_in(random, 2)) inputs.mentorship = MentorshipInputs{some_kept(random, 12), some_kept(random, 9)};
    if (one_in(random, 2)) inputs.commitments = CommitmentInputs{some_kept(random, 5), some_kept(random, 5)};
    inputs.initiative = {below(random, 9), below(random, 9), below(random, 3), std::nullopt, std::nullopt};
    if (one_in(random, 3)) inputs.initiative.proposals = below(random, 4);
    inputs.gates = some_gates(random);
    inputs.gates_at_end_of_previous_month = some_gates(random);
    return inputs;
}

Contractors some_enterprise(Random& random) {
    Contractors enterprise;
    std::int32_t const contractors = 1 + below(random, 6);
    for (std::int32_t id = 1; id <= contractors; ++id)
        enterprise.push_back(some_contractor(random, id));
    return enterprise;
}

std::vector<Rating> rated(Contractors const& enterprise) {
    return rate_contractors(enterprise, RatingPolicy{});
}

/// A score and a band at least as good, and no more against it.
bool is_not_worse(Rating const& after, Rating const& before) {
    if (before.score && (!after.score || *after.score < *before.score - rounding)) return false;
    if (before.band && after.band && *after.band > *before.band) return false;
    return after.gates.size() <= before.gates.size() && after.persistent.size() <= before.persistent.size();
}

/// Rates an enterprise before and after a change of one contractor.
template <class Change>
void assert_never_lowers(Random& random, Change&& change) {
    Contractors enterprise = some_enterprise(random);
    std::size_t const changed = random() % enterprise.size();
    Rating const before = rated(enterprise)[changed];
    change(enterprise[changed]);
    RC_ASSERT(is_not_worse(rated(enterprise)[changed], before));
}

void times(Kept& kept, std::int64_t factor) {
    kept.due *= factor;
    kept.kept *= factor;
}

void times_violations(RatingInputs& inputs, std::int64_t factor) {
    times(inputs.elimination, factor);
    times(inputs.self_found_elimination, factor);
    inputs.comparable *= factor;
    inputs.repeats *= factor;
}

}  // namespace

TEST_CASE("A rating agrees with itself") {
    CHECK(holds_for_thousands("sums and bounds", [](Random& random) {
        Contractors const enterprise = some_enterprise(random);
        for (Rating const& rating : rated(enterprise)) {
            double points = 0;
            std::int32_t possible = 0;
            for (ComponentRating const& line : rating.components) {
                RC_ASSERT(line.points >= 0);
                RC_ASSERT(line.points <= line.possible + rounding);
                RC_ASSERT((line.assessed || line.points == 0));
                points += line.points;
                possible += line.assessed ? line.possible : 0;
            }
            RC_ASSERT(rating.points == points);
            RC_ASSERT(rating.possible == possible);
            if (rating.score) {
                RC_ASSERT(*rating.score >= 0);
                RC_ASSERT(*rating.score <= 100 + rounding);
                RC_ASSERT(rating.band.has_value());
            }
            RC_ASSERT((rating.gates.empty() || *rating.band == Band::d));
            for (Raise const& raise : rating.raises) {
                RC_ASSERT(raise.amount > 0);
                bool const better_band = raise.band && rating.band && *raise.band < *rating.band;
                RC_ASSERT((better_band || !rating.score || *raise.score > *rating.score));
            }
        }
    }));
}

TEST_CASE("The order of the contractors changes nothing, to the last bit") {
    CHECK(holds_for_thousands("shuffled", [](Random& random) {
        Contractors enterprise = some_enterprise(random);
        auto const by_organization = [](std::vector<Rating> ratings) {
            std::sort(ratings.begin(), ratings.end(), [](Rating const& left, Rating const& right) {
                return left.organization < right.organization;
            });
            return ratings;
        };
        std::vector<Rating> const before = by_organization(rated(enterprise));
        std::shuffle(enterprise.begin(), enterprise.end(), random);
        std::vector<Rating> const after = rated(enterprise);
        for (std::size_t i = 0; i < enterprise.size(); ++i)
            RC_ASSERT(after[i].organization == enterprise[i].organization);
        RC_ASSERT(by_organization(after) == before);
        RC_ASSERT(rated(enterprise) == after);
    }));
}

TEST_CASE("A report, an initiative or a self-found violation never lowers a rating") {
    CHECK(holds_for_thousands("one more of any", [](Random& random) {
        std::int32_t const kind = below(random, 8);
        assert_never_lowers(random, [kind](RatingInputs& inputs) {
            switch (kind) {
                case 0: ++inputs.initiative.near_misses; break;
                case 1: ++inputs.initiative.hazards; break;
                case 2: ++inputs.initiative.micro_injuries; break;
                case 3: ++inputs.first_aid_cases; break;
                case 4:
                    inputs.initiative.joint_inspections = inputs.initiative.joint_inspections.value_or(0) + 1;
                    break;
                case 5: inputs.initiative.proposals = inputs.initiative.proposals.value_or(0) + 1; break;
                case 6: ++inputs.self_found_elimination.due; break;
                case 7:
                    ++inputs.self_found_elimination.due;
                    ++inputs.self_found_elimination.kept;
                    break;
            }
        });
    }));
}

TEST_CASE("Doing better never lowers a rating") {
    CHECK(holds_for_thousands("one more kept", [](Random& random) {
        std::int32_t const kind = below(random, 5);
        assert_never_lowers(random, [kind](RatingInputs& inputs) {
            auto const keep_one_more = [](Kept& kept) {
                kept.kept = std::min(kept.kept + 1, kept.due);
            };
            switch (kind) {
                case 0: keep_one_more(inputs.elimination); break;
                case 1: inputs.repeats = std::max<std::int64_t>(inputs.repeats - 1, 0); break;
                case 2:
                    if (inputs.mentorship) keep_one_more(inputs.mentorship->meetings);
                    break;
                case 3:
                    if (inputs.commitments) keep_one_more(inputs.commitments->onboarding);
                    break;
                case 4:
                    if (!inputs.gates.empty()) inputs.gates.pop_back();
                    break;
            }
        });
    }));
}

TEST_CASE("More inspections with the same shares change nothing for anybody, to the last bit") {
    CHECK(holds_for_thousands("as many times over", [](Random& random) {
        Contractors enterprise = some_enterprise(random);
        std::vector<Rating> const before = rated(enterprise);
        times_violations(any_of(random, enterprise), 2 + below(random, 20));
        std::vector<Rating> const after = rated(enterprise);
        for (std::size_t i = 0; i < before.size(); ++i) {
            RC_ASSERT((after[i].score == before[i].score));
            RC_ASSERT((after[i].band == before[i].band));
            for (std::size_t line = 0; line < rating_component_count; ++line)
                RC_ASSERT(after[i].components[line].points == before[i].components[line].points);
        }
    }));
}

TEST_CASE("Hours and counts of everybody together may be scaled") {
    CHECK(holds_for_thousands("everything as many times over", [](Random& random) {
        Contractors enterprise = some_enterprise(random);
        std::vector<Rating> const before = rated(enterprise);
        std::int64_t const factor = 2 + below(random, 20);
        for (RatingInputs& inputs : enterprise) {
            times_violations(inputs, factor);
            if (inputs.hours) *inputs.hours *= static_cast<double>(factor);
            inputs.initiative.near_misses *= factor;
            inputs.initiative.hazards *= factor;
            inputs.initiative.micro_injuries *= factor;
            if (inputs.initiative.proposals) *inputs.initiative.proposals *= factor;
            if (inputs.mentorship) {
                times(inputs.mentorship->meetings, factor);
                times(inputs.mentorship->measures, factor);
            }
            if (inputs.commitments) {
                times(inputs.commitments->commitments, factor);
                times(inputs.commitments->onboarding, factor);
            }
        }
        std::vector<Rating> const after = rated(enterprise);
        for (std::size_t i = 0; i < before.size(); ++i) {
            RC_ASSERT(after[i].score.has_value() == before[i].score.has_value());
            if (before[i].score) RC_ASSERT(std::abs(*after[i].score - *before[i].score) < rounding);
        }
    }));
}

TEST_CASE("What is said to raise a rating raises it so far") {
    CHECK(holds_for_thousands("done as said", [](Random& random) {
        Contractors enterprise = some_enterprise(random);
        std::size_t const changed = random() % enterprise.size();
        Rating const before = rated(enterprise)[changed];
        if (before.raises.empty()) return;
        Raise const raise = any_of(random, before.raises);
        RatingInputs& inputs = enterprise[changed];
        auto const keep_all = [](Kept& kept) {
            kept.kept = kept.due;
        };
        auto const close = [&inputs](Gate gate) {
            std::erase_if(inputs.gates, [gate](OpenGate const& open) { return open.gate == gate; });
        };
        switch (raise.action) {
            case RaiseAction::fix_open_on_time:
                inputs.elimination.due += raise.amount;
                inputs.elimination.kept += raise.amount;
                break;
            case RaiseAction::fix_critical_overdue: close(Gate::critical_overdue); break;
            case RaiseAction::no_further_repeats: inputs.repeats -= raise.amount; break;
            case RaiseAction::hold_missed_meetings: keep_all(inputs.mentorship->meetings); break;
            case RaiseAction::do_measures_on_time: keep_all(inputs.mentorship->measures); break;
            case RaiseAction::fulfil_commitments: keep_all(inputs.commitments->commitments); break;
            case RaiseAction::finish_onboarding: keep_all(inputs.commitments->onboarding); break;
            case RaiseAction::report_near_misses: inputs.initiative.near_misses += raise.amount; break;
            case RaiseAction::send_missing_hours: close(Gate::hours_missing); break;
        }
        Rating const after = rated(enterprise)[changed];
        RC_ASSERT((after.band == raise.band));
        RC_ASSERT(after.score.has_value() == raise.score.has_value());
        if (after.score) RC_ASSERT(std::abs(*after.score - *raise.score) < rounding);
    }));
}

namespace {

/// Contractors at two sites over two years, with hours by month that may be missing, violations in any state,
/// incidents of every class, and a few period totals.
FactsBuilder some_facts(Random& random) {
    FactsBuilder builder;
    std::array const sites{SiteId{}, builder.site("NORTH", "Asia/Almaty"), builder.site("SOUTH")};
    std::int32_t const organizations = 1 + below(random, 3);
    Date const start = day("2025-01-01");
    for (std::int32_t i = 0; i < organizations; ++i) {
        OrganizationId const organization = builder.contractor("C" + std::to_string(i));
        if (one_in(random, 4)) builder.at(organization).mobilized_on = start + below(random, 100);
        if (one_in(random, 9)) builder.at(organization).demobilized_on = start + 500 + below(random, 200);
        if (one_in(random, 4)) builder.at(organization).counts_from = CountsFrom::totals;
        SiteId const site = any_of(random, sites);
        std::int32_t const months = below(random, 25);
        for (std::int32_t number = 24 - months; number < 24; ++number) {
            if (one_in(random, 12)) continue;
            Period const month = test::month(2025 + number / 12, static_cast<unsigned>(number % 12) + 1);
            builder.hours(organization, site, month, below(random, 20'000) / 3.0);
        }
        for (std::int32_t quarter = 0; quarter < 8; ++quarter) {
            if (!one_in(random, 8)) continue;
            Date const first = date_from({2025 + quarter / 4, static_cast<unsigned>(quarter % 4 * 3 + 1), 1});
            PeriodTotals& totals =
                builder.totals(organization, any_of(random, sites), "2025-01-01", "2025-01-31");
            totals.period = {first, last_of_month(first + 62)};
            if (one_in(random, 2)) totals.hours_hundredths = below(random, 1'000'000);
            for (std::int64_t& count : totals.counts)
                count = below(random, 5) - 1;
        }
    }
    auto const any_organization = [&] {
        return OrganizationId{1 + below(random, organizations)};
    };
    for (std::int32_t i = below(random, 12); i > 0; --i) {
        builder.incident(any_organization(), any_of(random, sites), to_string(start + below(random, 730)),
                         any_of(random, all_incident_classes));
    }
    for (std::int32_t i = below(random, 25); i > 0; --i) {
        Date const found = start + below(random, 730);
        Violation& violation = builder.violation(any_organization(), any_of(random, sites), to_string(found),
                                                 to_string(found + below(random, 20)));
        violation.severity = static_cast<Severity>(below(random, severity_count));
        violation.requirement = below(random, 4);
        if (!one_in(random, 4)) violation.fixed_on = found + below(random, 40);
        if (one_in(random, 9)) violation.cancelled_on = found + below(random, 40);
        violation.voided = one_in(random, 20);
        violation.self_found = one_in(random, 6);
    }
    for (std::int32_t i = below(random, 12); i > 0; --i) {
        auto const kind = static_cast<ObligationKind>(below(random, 4));
        Obligation& obligation =
            builder.obligation(any_organization(), kind, to_string(start + 28 + below(random, 700)));
        if (!one_in(random, 3)) obligation.done_on = obligation.due_on - 20 + below(random, 40);
        if (!one_in(random, 3)) obligation.confirmed_by = "somebody else";
    }
    for (std::int32_t i = below(random, 6); i > 0; --i) {
        Activity& activity = builder.activity(any_organization(), static_cast<ActivityKind>(below(random, 3)),
                                              to_string(start + below(random, 730)));
        if (one_in(random, 3)) activity.started_by = StartedBy::enterprise;
    }
    for (std::int32_t i = below(random, 3); i > 0; --i) {
        Breach& breach = builder.breach(any_organization(), static_cast<BreachKind>(below(random, 2)),
                                        to_string(start + below(random, 730)));
        if (one_in(random, 2)) breach.established_on = breach.occurred_on + below(random, 100);
        if (!one_in(random, 3)) breach.resolved_on = breach.occurred_on + below(random, 200);
    }
    return builder;
}

/// Disputes of some of the records, open, upheld or refused.
void add_disputes(Random& random, FactsBuilder& builder) {
    auto const dispute = [&](Disputed family, std::size_t records) {
        if (records == 0 || one_in(random, 2)) return;
        auto const record = 1 + below(random, static_cast<std::int32_t>(records));
        Dispute& one = builder.dispute(family, record, to_string(day("2025-06-01") + below(random, 500)));
        if (one_in(random, 2)) return;
        one.decided_on = one.submitted_on + below(random, 30);
        one.upheld = one_in(random, 2);
    };
    dispute(Disputed::violation, builder.facts.violations.size());
    dispute(Disputed::incident, builder.facts.incidents.size());
    dispute(Disputed::obligation, builder.facts.obligations.size());
    dispute(Disputed::breach, builder.facts.breaches.size());
}

std::string some_evening(Random& random) {
    return to_string(day("2026-01-01") + below(random, 364));
}

/// With a probability of the injury rate that depends on nothing but the contractor.
std::vector<Rating> rated(FactsBuilder const& builder, std::string const& evening) {
    Policy const policy = test::example_policy();
    Contractors enterprise = collect_rating_inputs(builder.facts, policy, builder.evening_of(evening));
    for (RatingInputs& inputs : enterprise)
        inputs.p_rate_at_most_mean = 1.0 / inputs.organization.value;
    return rate_contractors(enterprise, policy.rating);
}

/// In total, also where hours are missing.
std::int64_t recordable_injuries(FactsBuilder const& builder, std::string const& evening) {
    test::Computed const computed(builder, evening);
    Figure const& figure = computed.figure("contractors", "trifr");
    return figure.numerator + figure.left_out_numerator;
}

}  // namespace

TEST_CASE("A record of a near miss, hazard, micro-injury or first-aid case never lowers a rating") {
    CHECK(holds_for_thousands("one more record", [](Random& random) {
        FactsBuilder builder = some_facts(random);
        std::string const evening = some_evening(random);
        std::vector<Rating> const before = rated(builder, evening);
        OrganizationId const organization = any_of(random, builder.facts.organizations).id;
        constexpr std::array reports{IncidentClass::near_miss, IncidentClass::hazard,
                                     IncidentClass::micro_injury, IncidentClass::first_aid_case};
        builder.incident(organization, SiteId{below(random, 3)},
                         to_string(day("2024-06-01") + below(random, 950)), any_of(random, reports));
        std::vector<Rating> const after = rated(builder, evening);
        RC_ASSERT(after.size() == before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            RC_ASSERT(is_not_worse(after[i], before[i]));
    }));
}

TEST_CASE("A record of a joint inspection, a proposal or a self-found violation never lowers a rating") {
    CHECK(holds_for_thousands("one more record", [](Random& random) {
        FactsBuilder builder = some_facts(random);
        add_disputes(random, builder);
        // Whether anything of the kind is recorded at all is the enterprise's doing.
        if (builder.facts.activities.empty()) {
            builder.activity(OrganizationId{1}, ActivityKind::inspection, "2025-01-01");
        }
        std::string const evening = some_evening(random);
        std::vector<Rating> const before = rated(builder, evening);
        OrganizationId const organization = any_of(random, builder.facts.organizations).id;
        Date const on = day("2024-06-01") + below(random, 950);
        switch (below(random, 4)) {
            case 0: builder.activity(organization, ActivityKind::inspection, to_string(on)); break;
            case 1: builder.activity(organization, ActivityKind::joint_inspection, to_string(on)); break;
            case 2: builder.activity(organization, ActivityKind::proposal, to_string(on)); break;
            case 3: {
                Violation& violation = builder.violation(organization, SiteId{below(random, 3)}, to_string(on),
                                                         to_string(on + below(random, 20)));
                violation.severity = static_cast<Severity>(below(random, severity_count));
                violation.requirement = below(random, 4);
                if (!one_in(random, 3)) violation.fixed_on = on + below(random, 40);
                violation.self_found = true;
                break;
            }
        }
        std::vector<Rating> const after = rated(builder, evening);
        RC_ASSERT(after.size() == before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            RC_ASSERT(is_not_worse(after[i], before[i]));
    }));
}

TEST_CASE("What was agreed and done earlier never rates worse than later, nor does a breach resolved earlier") {
    CHECK(holds_for_thousands("some days earlier", [](Random& random) {
        FactsBuilder builder = some_facts(random);
        std::string const evening = some_evening(random);
        std::vector<Rating> const before = rated(builder, evening);
        for (Obligation& obligation : builder.facts.obligations) {
            // Never before its rotation: there a meeting is of the one before.
            Date const earliest = obligation.kind == ObligationKind::meeting ? obligation.first_on : Date{0};
            Date const earlier = obligation.due_on - 20 + below(random, 40);
            obligation.done_on = std::min(obligation.done_on, std::max(earlier, earliest));
        }
        for (Breach& breach : builder.facts.breaches)
            breach.resolved_on = std::min(breach.resolved_on, breach.occurred_on + below(random, 100));
        std::vector<Rating> const after = rated(builder, evening);
        for (std::size_t i = 0; i < before.size(); ++i)
            RC_ASSERT(is_not_worse(after[i], before[i]));
    }));
}

TEST_CASE("An upheld dispute rates as if the record were not there, and a refused one as if nobody had asked") {
    CHECK(holds_for_thousands("disputed and decided", [](Random& random) {
        FactsBuilder builder = some_facts(random);
        std::string const evening = some_evening(random);
        add_disputes(random, builder);
        for (Dispute& dispute : builder.facts.disputes)
            if (dispute.decided_on.is_never()) dispute.decided_on = dispute.submitted_on;
        std::vector<Rating> const decided = rated(builder, evening);
        for (Dispute const& dispute : builder.facts.disputes) {
            auto const index = static_cast<std::size_t>(dispute.record - 1);
            if (!dispute.upheld) continue;
            if (dispute.family == Disputed::violation) builder.facts.violations[index].voided = true;
            if (dispute.family == Disputed::obligation) builder.facts.obligations[index].voided = true;
            if (dispute.family == Disputed::breach) builder.facts.breaches[index].voided = true;
        }
        builder.facts.disputes.clear();
        RC_ASSERT(rated(builder, evening) == decided);
    }));
}

TEST_CASE("A first-aid case is no recordable injury") {
    CHECK(rc::check([] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        FactsBuilder builder = some_facts(random);
        std::string const evening = some_evening(random);
        // A recordable case would take the place of what a total counts.
        builder.facts.period_totals.clear();
        std::int64_t const before = recordable_injuries(builder, evening);
        builder.incident(OrganizationId{1}, SiteId{}, evening, IncidentClass::first_aid_case);
        RC_ASSERT(recordable_injuries(builder, evening) == before);
        builder.incident(OrganizationId{1}, SiteId{}, evening, IncidentClass::medical_treatment_case);
        RC_ASSERT(recordable_injuries(builder, evening) == before + 1);
    }));
}

TEST_CASE("Reporting or fixing earlier never rates worse than later") {
    CHECK(holds_for_thousands("some days earlier", [](Random& random) {
        FactsBuilder builder = some_facts(random);
        std::string const evening = some_evening(random);
        for (Incident& incident : builder.facts.incidents)
            incident.reported_on = incident.occurred_on + below(random, 100);
        std::vector<Rating> const before = rated(builder, evening);
        if (one_in(random, 2)) {
            for (Incident& incident : builder.facts.incidents)
                incident.reported_on = std::min(incident.reported_on, incident.occurred_on + below(random, 30));
        } else {
            for (Violation& violation : builder.facts.violations)
                violation.fixed_on = std::min(violation.fixed_on, violation.found_on + below(random, 30));
        }
        // Everybody may have been quicker, which lifts the share of all, so nobody is worse off.
        std::vector<Rating> const after = rated(builder, evening);
        for (std::size_t i = 0; i < before.size(); ++i)
            RC_ASSERT(is_not_worse(after[i], before[i]));
    }));
}

TEST_CASE("The order of the records changes no rating") {
    CHECK(holds_for_thousands("shuffled records", [](Random& random) {
        FactsBuilder builder = some_facts(random);
        std::string const evening = some_evening(random);
        std::vector<Rating> const before = rated(builder, evening);
        auto const shuffle = [&random](auto& records) {
            std::shuffle(records.begin(), records.end(), random);
            for (std::size_t i = 0; i < records.size(); ++i)
                records[i].id.value = static_cast<std::int32_t>(i + 1);
        };
        shuffle(builder.facts.hours);
        shuffle(builder.facts.incidents);
        shuffle(builder.facts.period_totals);
        shuffle(builder.facts.violations);
        shuffle(builder.facts.obligations);
        shuffle(builder.facts.activities);
        shuffle(builder.facts.breaches);
        std::vector<Rating> const after = rated(builder, evening);
        for (std::size_t i = 0; i < before.size(); ++i) {
            RC_ASSERT(after[i].components == before[i].components);
            RC_ASSERT((after[i].score == before[i].score));
            RC_ASSERT(after[i].gates.size() == before[i].gates.size());
            RC_ASSERT(after[i].persistent.size() == before[i].persistent.size());
        }
    }));
}

TEST_CASE("Repeats are those of the definition, written out") {
    CHECK(holds_for_thousands("pair by pair", [](Random& random) {
        FactsBuilder const builder = some_facts(random);
        AsOf const as_of = builder.evening_of(some_evening(random));
        std::int32_t const within_days = below(random, 200);
        Date const since = day("2025-01-01") + below(random, 700);
        std::vector<Violation> const& violations = builder.facts.violations;
        auto const counts = [&as_of](Violation const& violation) {
            ViolationStatus const status = status_on(violation, as_of.at(violation.site));
            return status != ViolationStatus::not_found_yet && status != ViolationStatus::cancelled &&
                   violation.requirement != 0 && !violation.self_found;
        };
        std::vector<std::uint8_t> const repeats = find_repeats(builder.facts, as_of, within_days, since);
        for (Violation const& violation : violations) {
            auto const is_repeated_by = [&](Violation const& earlier) {
                std::int32_t const days = days_between(earlier.found_on, violation.found_on);
                return counts(earlier) && earlier.organization == violation.organization &&
                       earlier.requirement == violation.requirement && earlier.site == violation.site &&
                       days > 0 && days <= within_days;
            };
            bool const expected = counts(violation) && violation.found_on >= since &&
                                  std::any_of(violations.begin(), violations.end(), is_repeated_by);
            RC_ASSERT((repeats[violation.id.index()] != 0) == expected);
        }
    }));
}
