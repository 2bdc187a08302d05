#include "domain/rating.hpp"

#include "domain/rating_inputs.hpp"
#include "support/figures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace safetycell;
using namespace safetycell::domain;
using doctest::Approx;
using test::add_months;
using test::day;
using test::FactsBuilder;

namespace {

/// A contractor of whom nothing is known but its hours.
RatingInputs contractor(std::int32_t id, std::optional<double> hours = 100'000) {
    RatingInputs inputs;
    inputs.organization.value = id;
    inputs.hours = hours;
    return inputs;
}

Rating rate(RatingInputs const& inputs, RatingPolicy const& policy = {}) {
    return rate_contractors(std::vector{inputs}, policy).front();
}

ComponentRating const& line(Rating const& rating, RatingComponent component) {
    return rating.components[static_cast<std::size_t>(component)];
}

double input(Rating const& rating, RatingComponent component, std::string_view name) {
    for (NamedInput const& input : line(rating, component).inputs) {
        if (input.name == name) return input.value;
    }
    FAIL("no input is named ", name);
    return 0;
}

Raise const* find_raise(Rating const& rating, RaiseAction action) {
    auto const found = std::find_if(rating.raises.begin(), rating.raises.end(),
                                    [action](Raise const& raise) { return raise.action == action; });
    return found == rating.raises.end() ? nullptr : &*found;
}

OpenGate critical_overdue(std::vector<ViolationId> violations) {
    return {Gate::critical_overdue, {std::move(violations), {}}, day("2026-10-01")};
}

std::vector<PersistentRule> rules(Rating const& rating) {
    std::vector<PersistentRule> rules;
    for (Persistence const& persistence : rating.persistent)
        rules.push_back(persistence.rule);
    return rules;
}

/// One of everything, all of it as good as it can be but the initiative, which has no best.
RatingInputs faultless() {
    RatingInputs inputs = contractor(1);
    inputs.elimination = {10, 10};
    inputs.comparable = 10;
    inputs.p_rate_at_most_mean = 1;
    inputs.mentorship = MentorshipInputs{{12, 12}, {7, 7}};
    inputs.commitments = CommitmentInputs{{3, 3}, {5, 5}};
    inputs.initiative.near_misses = 5;
    return inputs;
}

}  // namespace

TEST_CASE("All components together are 100 points") {
    Rating const rating = rate(faultless());
    CHECK(rating.possible == 100);
    CHECK(line(rating, RatingComponent::elimination_on_time).points == Approx(35));
    CHECK(line(rating, RatingComponent::repeats).points == Approx(15));
    CHECK(line(rating, RatingComponent::injuries).points == Approx(20));
    CHECK(line(rating, RatingComponent::mentorship).points == Approx(15));
    CHECK(line(rating, RatingComponent::commitments).points == Approx(5));
    CHECK(line(rating, RatingComponent::initiative).points == Approx(5));  // Half: 5 per 100,000 h.
    CHECK(rating.points == Approx(95));
    CHECK(*rating.score == Approx(95));
    CHECK(*rating.band == Band::a);
    CHECK(rating.gates.empty());
    CHECK(rating.persistent.empty());
}

TEST_CASE("A component of which nothing is known gives no points and takes none away") {
    RatingInputs inputs = faultless();
    inputs.mentorship.reset();
    inputs.commitments.reset();
    Rating const rating = rate(inputs);
    CHECK(rating.possible == 80);
    CHECK_FALSE(line(rating, RatingComponent::mentorship).assessed);
    CHECK(line(rating, RatingComponent::mentorship).points == 0);
    CHECK(line(rating, RatingComponent::mentorship).possible == 15);
    CHECK(*rating.score == Approx(100 * 75.0 / 80));

    // Known, and nothing due yet.
    inputs.mentorship = MentorshipInputs{};
    inputs.commitments = CommitmentInputs{};
    Rating const nothing_due = rate(inputs);
    CHECK(nothing_due.possible == 80);
    CHECK(input(nothing_due, RatingComponent::mentorship, "rotations_ended") == 0);
}

TEST_CASE("Of whom nothing is known there is no score, and initiative makes none alone") {
    Rating const nothing = rate(contractor(1, std::nullopt));
    CHECK(nothing.possible == 0);
    CHECK_FALSE(nothing.score);
    CHECK_FALSE(nothing.band);

    RatingInputs reporting = contractor(1);
    reporting.initiative.hazards = 100;
    Rating const only_reports = rate(reporting);
    CHECK(line(only_reports, RatingComponent::initiative).assessed);
    CHECK_FALSE(only_reports.score);
    CHECK_FALSE(only_reports.band);

    reporting.gates = {critical_overdue({ViolationId{4}})};
    CHECK_FALSE(rate(reporting).score);
    CHECK(*rate(reporting).band == Band::d);
    CHECK(rate_contractors({}, RatingPolicy{}).empty());
}

TEST_CASE("A share is drawn toward the share of all by exposure, not by the number found") {
    std::vector<RatingInputs> all{contractor(1, 150'000), contractor(2, 50'000), contractor(3, 100'000)};
    all[0].elimination = {10, 5};
    all[1].elimination = {4, 4};
    std::vector<Rating> const ratings = rate_contractors(all, RatingPolicy{});
    // Share of all by hours: (150 * 0.5 + 50 * 1) / 200 = 0.625. Weights of their own: 30, 10 and none.
    constexpr auto component = RatingComponent::elimination_on_time;
    CHECK(input(ratings[0], component, "share_of_all") == Approx(0.625));
    CHECK(input(ratings[0], component, "weight_of_own") == Approx(30));
    CHECK(line(ratings[0], component).points == Approx(35 * (30 * 0.5 + 10 * 0.625) / 40));
    CHECK(line(ratings[1], component).points == Approx(35 * (10 * 1 + 10 * 0.625) / 20));
    CHECK(line(ratings[2], component).assessed);
    CHECK(line(ratings[2], component).points == Approx(35 * 0.625));

    all[0].elimination = {1000, 500};
    CHECK(line(rate_contractors(all, RatingPolicy{})[0], component).points ==
          line(ratings[0], component).points);
    CHECK(line(rate_contractors(all, RatingPolicy{})[1], component).points ==
          line(ratings[1], component).points);
}

TEST_CASE("Unknown hours weigh as average ones, and hours of 0 as none") {
    std::vector<RatingInputs> all{contractor(1, std::nullopt), contractor(2, 0), contractor(3, 100'000)};
    all[0].elimination = {10, 10};
    all[1].elimination = {10, 0};
    all[2].elimination = {10, 5};
    std::vector<Rating> const ratings = rate_contractors(all, RatingPolicy{});
    constexpr auto component = RatingComponent::elimination_on_time;
    // Average hours are 50,000, so the third counts twice and the first once.
    CHECK(input(ratings[0], component, "weight_of_own") == Approx(20));
    CHECK(input(ratings[0], component, "share_of_all") == Approx((1 + 2 * 0.5) / 3));
    CHECK(input(ratings[1], component, "weight_of_own") == 0);
    CHECK(line(ratings[1], component).points == Approx(35 * 2.0 / 3));
    CHECK_FALSE(line(ratings[1], RatingComponent::initiative).assessed);

    RatingInputs idle = contractor(1, 0);
    idle.elimination = {4, 1};
    CHECK(line(rate(idle), component).points == Approx(35 * 0.25));
}

TEST_CASE("A self-found violation counts only when it helps") {
    RatingInputs inputs = contractor(1);
    inputs.elimination = {2, 1};
    double const alone = *rate(inputs).score;
    inputs.self_found_elimination = {1, 0};
    CHECK(*rate(inputs).score == alone);
    inputs.self_found_elimination = {3, 2};
    CHECK(input(rate(inputs), RatingComponent::elimination_on_time, "share") == Approx(0.75));
    CHECK(*rate(inputs).score > alone);
}

TEST_CASE("Mentorship and commitments are the mean of their parts that have anything due") {
    RatingInputs inputs = contractor(1);
    inputs.mentorship = MentorshipInputs{{4, 3}, {10, 5}};
    inputs.commitments = CommitmentInputs{{2, 1}, {}};
    Rating const rating = rate(inputs);
    CHECK(line(rating, RatingComponent::mentorship).points == Approx(15 * (0.75 + 0.5) / 2));
    CHECK(line(rating, RatingComponent::commitments).points == Approx(2.5));
    inputs.mentorship = MentorshipInputs{{}, {10, 5}};
    CHECK(line(rate(inputs), RatingComponent::mentorship).points == Approx(7.5));
}

TEST_CASE("Initiative halves what is missing with each further number of reports, and never fills up") {
    RatingInputs inputs = contractor(1, 200'000);
    auto const points = [&inputs](std::int64_t near_misses) {
        inputs.initiative.near_misses = near_misses;
        return line(rate(inputs), RatingComponent::initiative).points;
    };
    CHECK(points(0) == 0);
    CHECK(points(10) == Approx(5));
    CHECK(points(20) == Approx(7.5));
    CHECK(points(10'000) <= 10);
    inputs.initiative = {1, 2, 3, 4, std::nullopt};
    CHECK(line(rate(inputs), RatingComponent::initiative).points == Approx(5));
    inputs.initiative.proposals = 10;
    CHECK(line(rate(inputs), RatingComponent::initiative).points == Approx(7.5));
}

TEST_CASE("The band is that of the score as it is printed, with one decimal") {
    auto const band_at = [](double p) {
        RatingPolicy policy;
        policy.weights = {0, 0, 100, 0, 0, 0};
        RatingInputs inputs = contractor(1);
        inputs.p_rate_at_most_mean = p;
        return *rate(inputs, policy).band;
    };
    CHECK(band_at(1) == Band::a);
    CHECK(band_at(0.85) == Band::a);
    CHECK(band_at(0.8495) == Band::a);  // 85.0
    CHECK(band_at(0.8494) == Band::b);  // 84.9
    CHECK(band_at(0.7) == Band::b);
    CHECK(band_at(0.699) == Band::c);
    CHECK(band_at(0.5) == Band::c);
    CHECK(band_at(0.499) == Band::d);
    CHECK(band_at(0) == Band::d);
}

TEST_CASE("A gate puts the best contractor in the last band and is named with its records") {
    RatingInputs inputs = faultless();
    inputs.gates = {{Gate::hours_missing, {{}, {"2026-08", "2026-09"}}, day("2026-08-01")},
                    critical_overdue({ViolationId{7}})};
    Rating const rating = rate(inputs);
    CHECK(*rating.score == Approx(95));
    CHECK(*rating.band == Band::d);
    REQUIRE(rating.gates.size() == 2);
    CHECK(rating.gates[0] == inputs.gates[1]);
    CHECK(rating.gates[1] == inputs.gates[0]);

    RatingPolicy policy;
    policy.gates.reset();
    CHECK(rate(inputs, policy).gates.empty());
    CHECK(*rate(inputs, policy).band == Band::a);
    for (Gate const gate : {Gate::cardinal_rule_breach, Gate::concealment}) {
        inputs.gates = {{gate, {{}, {"K-1"}}, std::nullopt}};
        CHECK(*rate(inputs).band == Band::d);
    }
}

TEST_CASE("Three repeats of one requirement make a persistent violator, two and two do not") {
    RatingInputs inputs = contractor(1);
    inputs.recent_repeats = {{4, {ViolationId{1}, ViolationId{2}}}, {5, {ViolationId{3}, ViolationId{6}}}};
    CHECK(rate(inputs).persistent.empty());
    inputs.recent_repeats[1].repeats.push_back(ViolationId{9});
    Rating const rating = rate(inputs);
    REQUIRE(rules(rating) == std::vector{PersistentRule::repeats_of_one_requirement});
    CHECK(rating.persistent[0].records.violations ==
          std::vector{ViolationId{3}, ViolationId{6}, ViolationId{9}});
}

TEST_CASE("Two critical violations overdue at once, or a gate in two months, make a persistent violator") {
    RatingInputs inputs = contractor(1);
    inputs.gates = {critical_overdue({ViolationId{1}})};
    CHECK(rate(inputs).persistent.empty());
    inputs.gates = {critical_overdue({ViolationId{1}, ViolationId{2}})};
    CHECK(rules(rate(inputs)) == std::vector{PersistentRule::critical_overdue_at_once});

    inputs.gates = {critical_overdue({ViolationId{2}})};
    inputs.gates_at_end_of_previous_month = {{Gate::hours_missing, {{}, {"2026-08"}}, std::nullopt}};
    Rating const two_months = rate(inputs);
    REQUIRE(rules(two_months) == std::vector{PersistentRule::gate_in_two_months});
    CHECK(two_months.persistent[0].records == Evidence{{ViolationId{2}}, {"2026-08"}});

    inputs.gates.clear();
    CHECK(rate(inputs).persistent.empty());

    RatingPolicy policy;
    policy.gates.reset(static_cast<std::size_t>(Gate::hours_missing));
    inputs.gates = {critical_overdue({ViolationId{2}})};
    CHECK(rate(inputs, policy).persistent.empty());
}

TEST_CASE("What would raise a rating is told with the rating it would give, best first") {
    std::vector<RatingInputs> all{contractor(1), contractor(2)};
    all[0].elimination = {10, 4};
    all[0].open_not_overdue = 6;
    all[0].comparable = 10;
    all[0].repeats = 5;
    all[0].p_rate_at_most_mean = 0.5;
    all[0].mentorship = MentorshipInputs{{6, 3}, {4, 4}};
    all[0].commitments = CommitmentInputs{{4, 3}, {3, 1}};
    all[1].elimination = {20, 18};
    all[1].comparable = 20;
    RatingPolicy const policy;
    Rating const rating = rate_contractors(all, policy)[0];

    auto const expect = [&](RaiseAction action, std::int64_t amount, auto&& change) {
        CAPTURE(to_string(action));
        std::vector<RatingInputs> changed = all;
        change(changed[0]);
        Rating const then = rate_contractors(changed, policy)[0];
        Raise const* const raise = find_raise(rating, action);
        REQUIRE(raise != nullptr);
        CHECK(raise->amount == amount);
        CHECK(*raise->score == Approx(*then.score).epsilon(1e-12));
        CHECK(*raise->band == *then.band);
        CHECK(*raise->score > *rating.score);
    };
    expect(RaiseAction::fix_open_on_time, 6, [](RatingInputs& one) { one.elimination = {16, 10}; });
    expect(RaiseAction::no_further_repeats, 5, [](RatingInputs& one) { one.repeats = 0; });
    expect(RaiseAction::hold_missed_meetings, 3, [](RatingInputs& one) { one.mentorship->meetings = {6, 6}; });
    expect(RaiseAction::fulfil_commitments, 1, [](RatingInputs& one) {
        one.commitments->commitments = {4, 4};
    });
    expect(RaiseAction::finish_onboarding, 2, [](RatingInputs& one) { one.commitments->onboarding = {3, 3}; });
    expect(RaiseAction::report_near_misses, 5, [](RatingInputs& one) { one.initiative.near_misses = 5; });
    CHECK(find_raise(rating, RaiseAction::do_measures_on_time) == nullptr);  // All were.
    CHECK(rating.raises.size() == 6);
    CHECK(std::is_sorted(rating.raises.begin(), rating.raises.end(), [](Raise const& left, Raise const& right) {
        return std::pair{*left.band, -*left.score} < std::pair{*right.band, -*right.score};
    }));
}

TEST_CASE("Closing the only gate is the best raise, and closing one of two is none") {
    RatingInputs inputs = faultless();
    inputs.gates = {critical_overdue({ViolationId{1}, ViolationId{2}})};
    Rating const rating = rate(inputs);
    REQUIRE_FALSE(rating.raises.empty());
    CHECK(rating.raises[0].action == RaiseAction::fix_critical_overdue);
    CHECK(rating.raises[0].component == RatingComponent::elimination_on_time);
    CHECK(rating.raises[0].amount == 2);
    CHECK(*rating.raises[0].band == Band::a);

    inputs.gates.push_back({Gate::hours_missing, {{}, {"2026-08"}}, std::nullopt});
    CHECK(find_raise(rate(inputs), RaiseAction::fix_critical_overdue) == nullptr);
    inputs.gates.erase(inputs.gates.begin());
    REQUIRE(find_raise(rate(inputs), RaiseAction::send_missing_hours) != nullptr);
    CHECK(find_raise(rate(inputs), RaiseAction::send_missing_hours)->amount == 1);
}

TEST_CASE("Words of the rating come back from their texts") {
    for (std::size_t i = 0; i < rating_component_count; ++i) {
        auto const component = static_cast<RatingComponent>(i);
        CHECK(*rating_component_from(to_string(component)) == component);
    }
    for (std::size_t i = 0; i < gate_count; ++i) {
        CHECK(*gate_from(to_string(static_cast<Gate>(i))) == static_cast<Gate>(i));
    }
    CHECK_FALSE(rating_component_from("enthusiasm"));
    CHECK_FALSE(gate_from(""));
}

namespace {

/// One contractor with 1,000 h a month through 2025 and to the end of October 2026, looked at in November.
struct OneContractor : FactsBuilder {
    SiteId mine = site("MINE");
    OrganizationId acme = contractor("ACME");
    OneContractor() { add_months(*this, acme, mine, "2025-01-01", "2026-10-31", 1'000); }

    std::vector<RatingInputs> all(std::string_view evening = "2026-11-22") const {
        return collect_rating_inputs(facts, test::example_policy(), evening_of(evening));
    }
    RatingInputs inputs(std::string_view evening = "2026-11-22") const {
        std::vector<RatingInputs> const found = all(evening);
        REQUIRE(found.size() == 1);
        return found[0];
    }
};

}  // namespace

TEST_CASE("Inputs are collected for contractors that were there within the window, by code") {
    OneContractor builder;
    builder.own("OWN");
    builder.contractor("ZETA");
    builder.contractor("BETA");
    builder.at(builder.contractor("GONE")).demobilized_on = day("2025-11-22");
    builder.at(builder.contractor("LEFT")).demobilized_on = day("2025-11-23");
    builder.at(builder.contractor("LATER")).mobilized_on = day("2026-11-23");
    builder.at(builder.contractor("WRONG")).voided = true;
    std::vector<std::string> codes;
    for (RatingInputs const& inputs : builder.all())
        codes.push_back(builder.at(inputs.organization).code);
    CHECK(codes == std::vector<std::string>{"ACME", "BETA", "LEFT", "ZETA"});
}

TEST_CASE("What no record tells is absent") {
    RatingInputs const inputs = OneContractor{}.inputs();
    CHECK_FALSE(inputs.p_rate_at_most_mean);
    CHECK_FALSE(inputs.mentorship);
    CHECK_FALSE(inputs.commitments);
    CHECK_FALSE(inputs.initiative.joint_inspections);
    CHECK_FALSE(inputs.initiative.proposals);
    CHECK(inputs.self_found_elimination == Kept{});
    CHECK(inputs.gates.empty());
    // 8 of November 2025, December to October, and 22 days filled with the mean of August to October.
    CHECK(*inputs.hours == Approx(8'000.0 / 30 + 11'000 + 22 * 3'000.0 / 92));
}

TEST_CASE("Violations of the window give shares on time and of repeats, and what is open") {
    OneContractor builder;
    auto const add = [&builder](std::string_view found, std::string_view due) -> Violation& {
        Violation& violation = builder.violation(builder.acme, builder.mine, found, due);
        violation.requirement = 3;
        return violation;
    };
    add("2025-11-01", "2025-11-10").fixed_on = day("2025-11-05");  // Before the window.
    add("2025-11-20", "2025-12-01").fixed_on = day("2025-12-01");  // Found before it, due in it.
    add("2026-03-01", "2026-03-10").fixed_on = day("2026-03-11");
    add("2026-11-10", "2026-11-20").cancelled_on = day("2026-11-11");
    add("2026-10-01", "2026-10-10").fixed_on = day("2026-10-09");
    add("2026-11-20", "2026-11-22");  // Due today, a repeat.
    add("2026-11-21", "2026-11-21");  // Overdue, a repeat.
    add("2026-11-21", "2026-12-21").requirement = 0;
    add("2026-11-22", "2026-12-21").voided = true;
    RatingInputs const inputs = builder.inputs();
    CHECK(inputs.elimination == Kept{4, 2});
    CHECK(inputs.open_not_overdue == 2);
    CHECK(inputs.comparable == 4);
    CHECK(inputs.repeats == 2);
    REQUIRE(inputs.recent_repeats.size() == 1);
    CHECK(inputs.recent_repeats[0] == RequirementRepeats{3, {ViolationId{6}, ViolationId{7}}});
    // 90 days after the first of them both are still recent, 91 days after the second none is.
    CHECK(builder.inputs("2027-02-18").recent_repeats[0].repeats.size() == 2);
    CHECK(builder.inputs("2027-02-20").recent_repeats.empty());
}

TEST_CASE("A critical violation overdue is a gate since the day after it was due, now and a month ago") {
    OneContractor builder;
    auto const add = [&builder](std::string_view found, Severity severity) -> Violation& {
        Violation& violation = builder.violation(builder.acme, builder.mine, found, found);
        violation.severity = severity;
        return violation;
    };
    add("2026-10-30", Severity::critical);
    add("2026-11-20", Severity::critical);
    add("2026-11-22", Severity::critical);  // Due today.
    add("2026-10-01", Severity::high);
    add("2026-10-01", Severity::critical).fixed_on = day("2026-11-01");
    RatingInputs const inputs = builder.inputs();
    CHECK(inputs.gates ==
          std::vector{
              OpenGate{Gate::critical_overdue, {{ViolationId{1}, ViolationId{2}}, {}}, day("2026-10-31")}});
    CHECK(inputs.gates_at_end_of_previous_month ==
          std::vector{
              OpenGate{Gate::critical_overdue, {{ViolationId{1}, ViolationId{5}}, {}}, day("2026-10-02")}});
    CHECK(rules(rate(inputs)) ==
          std::vector{PersistentRule::critical_overdue_at_once, PersistentRule::gate_in_two_months});
}

TEST_CASE("Hours of a closed month are missing when the gap is too long to fill") {
    OneContractor builder;
    // November and December are silent: 61 days, then 62, then 63.
    CHECK(builder.inputs("2026-12-31").gates.empty());
    CHECK(builder.inputs("2027-01-01").gates.empty());
    RatingInputs const inputs = builder.inputs("2027-01-02");
    CHECK(inputs.gates ==
          std::vector{OpenGate{Gate::hours_missing, {{}, {"2026-11", "2026-12"}}, day("2026-11-01")}});
    CHECK(inputs.gates_at_end_of_previous_month.empty());
    CHECK_FALSE(inputs.hours);
    CHECK(builder.inputs("2027-02-01").gates_at_end_of_previous_month.size() == 1);

    builder.at(builder.acme).demobilized_on = day("2026-11-30");
    CHECK(builder.inputs("2027-02-01").gates.empty());
    CHECK(builder.inputs("2027-02-01").hours);
}

TEST_CASE("Who never sent hours misses them since it came, and from the beginning where nobody said when") {
    FactsBuilder builder;
    OrganizationId const silent = builder.contractor("SILENT");
    auto const gates = [&builder](std::string_view evening) {
        return collect_rating_inputs(builder.facts, test::example_policy(), builder.evening_of(evening))
            .front()
            .gates;
    };
    REQUIRE(gates("2026-11-22").size() == 1);
    CHECK(gates("2026-11-22")[0].records.references.size() == 11);  // December to October.
    CHECK(gates("2026-10-31")[0].records.references.size() == 11);  // October has not ended.
    CHECK(gates("2026-12-31")[0].records.references.size() == 11);
    CHECK(gates("2026-12-31")[0].records.references.front() == "2026-01");

    builder.at(silent).mobilized_on = day("2026-09-21");
    CHECK(gates("2026-11-21").empty());  // 62 days.
    REQUIRE(gates("2026-11-22").size() == 1);
    CHECK(gates("2026-11-22")[0].records.references == std::vector<std::string>{"2026-09", "2026-10"});

    // Hours that begin a few days after mobilization are complete.
    builder.hours(silent, SiteId{}, "2026-10-01", "2026-10-31", 500);
    CHECK(gates("2026-11-22").empty());
}

TEST_CASE("Reports are records and what totals state beside them, each once") {
    OneContractor builder;
    builder.incident(builder.acme, builder.mine, "2025-11-22", IncidentClass::near_miss);  // Before the window.
    builder.incident(builder.acme, builder.mine, "2025-11-23", IncidentClass::near_miss);
    builder.incident(builder.acme, builder.mine, "2026-11-23", IncidentClass::near_miss);  // Tomorrow.
    builder.incident(builder.acme, builder.mine, "2026-02-03", IncidentClass::hazard);
    builder.incident(builder.acme, builder.mine, "2026-02-03", IncidentClass::micro_injury);
    builder.incident(builder.acme, builder.mine, "2026-02-03", IncidentClass::first_aid_case);
    builder.incident(builder.acme, builder.mine, "2026-02-03", IncidentClass::lost_work_day_case);
    RatingInputs inputs = builder.inputs();
    CHECK(inputs.initiative == InitiativeInputs{1, 1, 1, std::nullopt, std::nullopt});
    CHECK(inputs.first_aid_cases == 1);
    std::vector<ReportCount> const counts = report_counts(std::vector{inputs});
    REQUIRE(counts.size() == 1);
    CHECK(counts[0].reports == 4);
    CHECK(counts[0].hours == *inputs.hours);
    inputs.hours.reset();
    CHECK(report_counts(std::vector{inputs}).empty());

    // A form for February that knows five near misses, of which one record tells.
    PeriodTotals& totals = builder.totals(builder.acme, SiteId{}, "2026-02-01", "2026-02-28");
    totals.counts[static_cast<std::size_t>(IncidentClass::near_miss)] = 5;
    totals.counts[static_cast<std::size_t>(IncidentClass::hazard)] = 0;
    CHECK(builder.inputs().initiative.near_misses == 6);
    CHECK(builder.inputs().initiative.hazards == 1);
    builder.incident(builder.acme, builder.mine, "2026-02-05", IncidentClass::near_miss);
    CHECK(builder.inputs().initiative.near_misses == 6);
    for (int i = 0; i < 5; ++i)
        builder.incident(builder.acme, builder.mine, "2026-02-06", IncidentClass::near_miss);
    CHECK(builder.inputs().initiative.near_misses == 7);
}

TEST_CASE("What was agreed counts once its day has ended within the window") {
    OneContractor builder;
    using enum ObligationKind;
    builder.obligation(builder.acme, meeting, "2025-11-22").done_on = day("2025-11-01");  // Before the window.
    builder.obligation(builder.acme, meeting, "2025-12-20").done_on = day("2025-12-20");
    builder.obligation(builder.acme, meeting, "2026-11-21").done_on = day("2026-11-22");  // After its rotation.
    builder.obligation(builder.acme, meeting, "2026-11-22").done_on = day("2026-11-01");  // Ends today.
    builder.obligation(builder.acme, measure, "2026-05-01").done_on = day("2026-04-01");
    builder.obligation(builder.acme, measure, "2026-05-02");
    builder.obligation(builder.acme, measure, "2026-05-03").voided = true;
    RatingInputs inputs = builder.inputs();
    CHECK(inputs.mentorship == MentorshipInputs{{2, 1}, {2, 1}});
    CHECK_FALSE(inputs.commitments);

    Obligation& promised = builder.obligation(builder.acme, commitment, "2026-06-01");
    promised.done_on = day("2026-05-01");
    promised.weight = 5;
    builder.obligation(builder.acme, onboarding_step, "2026-06-01").done_on = day("2026-05-30");
    CHECK(builder.inputs().commitments == CommitmentInputs{{1, 0}, {1, 1}});
    builder.facts.obligations[7].confirmed_by = "B. Other";
    CHECK(builder.inputs().commitments == CommitmentInputs{{1, 1}, {1, 1}});
}

TEST_CASE("Joint inspections and proposals that the contractor started are initiative") {
    OneContractor builder;
    using enum ActivityKind;
    builder.activity(builder.acme, joint_inspection, "2025-11-22");  // Before the window.
    builder.activity(builder.acme, joint_inspection, "2025-11-23");
    builder.activity(builder.acme, joint_inspection, "2026-11-23");  // Tomorrow.
    builder.activity(builder.acme, joint_inspection, "2026-05-01").started_by = StartedBy::enterprise;
    builder.activity(builder.acme, inspection, "2026-05-01");
    builder.activity(builder.acme, proposal, "2026-05-01");
    builder.activity(builder.acme, proposal, "2026-05-01").voided = true;
    CHECK(builder.inputs().initiative == InitiativeInputs{0, 0, 0, 1, 1});
    // Where the enterprise records such things at all, none of one contractor is none.
    builder.facts.activities.resize(1);
    CHECK(builder.inputs().initiative == InitiativeInputs{0, 0, 0, 0, 0});
}

TEST_CASE("An open breach of a cardinal rule and proven concealment are gates with their records") {
    OneContractor builder;
    builder.breach(builder.acme, BreachKind::cardinal_rule, "2026-11-05");
    builder.breach(builder.acme, BreachKind::cardinal_rule, "2026-10-12").resolved_on = day("2026-11-22");
    Breach& hidden = builder.breach(builder.acme, BreachKind::concealment, "2026-01-01");
    CHECK(builder.inputs().gates ==
          std::vector{OpenGate{Gate::cardinal_rule_breach, {{}, {"B1"}}, day("2026-11-05")}});
    CHECK(builder.inputs().gates_at_end_of_previous_month ==
          std::vector{OpenGate{Gate::cardinal_rule_breach, {{}, {"B2"}}, day("2026-10-12")}});
    hidden.established_on = day("2026-11-20");
    RatingInputs const inputs = builder.inputs();
    REQUIRE(inputs.gates.size() == 2);
    CHECK(inputs.gates[1] == OpenGate{Gate::concealment, {{}, {"B3"}}, day("2026-11-20")});
    CHECK(rate(inputs).band == Band::d);
    CHECK(rules(rate(inputs)) == std::vector{PersistentRule::gate_in_two_months});
}

TEST_CASE("A self-found violation counts when it was on time, and is no repeat and no gate") {
    OneContractor builder;
    auto const add = [&builder](std::string_view found, std::string_view due) -> Violation& {
        Violation& violation = builder.violation(builder.acme, builder.mine, found, due);
        violation.requirement = 3;
        violation.severity = Severity::critical;
        violation.self_found = true;
        return violation;
    };
    add("2026-10-01", "2026-10-10").fixed_on = day("2026-10-09");
    add("2026-10-05", "2026-10-10");
    builder.violation(builder.acme, builder.mine, "2026-10-20", "2026-10-30").requirement = 3;
    RatingInputs const inputs = builder.inputs();
    CHECK(inputs.self_found_elimination == Kept{2, 1});
    CHECK(inputs.elimination == Kept{1, 0});
    CHECK(inputs.gates.empty());
    CHECK(inputs.comparable == 1);
    CHECK(inputs.repeats == 0);
}

TEST_CASE("While a dispute is open the rating is given with what is disputed and without it") {
    OneContractor builder;
    builder.violation(builder.acme, builder.mine, "2026-11-10", "2026-11-12");  // Overdue.
    builder.violation(builder.acme, builder.mine, "2026-11-01", "2026-11-05").fixed_on = day("2026-11-04");
    builder.obligation(builder.acme, ObligationKind::measure, "2026-11-12");
    builder.obligation(builder.acme, ObligationKind::measure, "2026-11-13").done_on = day("2026-11-13");
    builder.breach(builder.acme, BreachKind::cardinal_rule, "2026-11-11");
    Policy const policy = test::example_policy();
    auto const undisputed = [&](std::string_view evening = "2026-11-22") {
        return collect_undisputed_inputs(builder.facts, policy, builder.evening_of(evening));
    };
    CHECK(undisputed().empty());

    builder.dispute(Disputed::violation, 1, "2026-11-15");
    builder.dispute(Disputed::obligation, 1, "2026-11-16");
    builder.dispute(Disputed::breach, 1, "2026-11-17");
    CHECK(undisputed("2026-11-14").empty());
    RatingInputs const with = builder.inputs();
    CHECK(with.disputed == std::vector{DisputeId{1}, DisputeId{2}, DisputeId{3}});
    CHECK(with.elimination == Kept{2, 1});
    CHECK(with.mentorship == MentorshipInputs{{}, {2, 1}});
    CHECK(with.gates.size() == 1);
    REQUIRE(undisputed().size() == 1);
    RatingInputs const without = undisputed().front();
    CHECK(without.elimination == Kept{1, 1});
    CHECK(without.mentorship == MentorshipInputs{{}, {1, 1}});
    CHECK(without.gates.empty());

    Rating const rating = rate_contractors(std::vector{with}, policy.rating, std::vector{without}).front();
    CHECK(rating.disputed == with.disputed);
    CHECK(rating.band == Band::d);
    REQUIRE(rating.without_disputed);
    Rating const alone = rate(without);
    CHECK(*rating.without_disputed ==
          RatingVersion{alone.points, alone.possible, alone.score, alone.band, false});
    CHECK(*rating.without_disputed->score > *rating.score);
    CHECK_FALSE(rate(with).without_disputed);
}

TEST_CASE(
    "What an upheld dispute was about does not count, of the past either; a refused one changes nothing") {
    OneContractor builder;
    Violation& violation = builder.violation(builder.acme, builder.mine, "2026-11-01", "2026-11-05");
    violation.severity = Severity::critical;
    violation.requirement = 3;
    builder.violation(builder.acme, builder.mine, "2026-11-07", "2026-11-30").requirement = 3;
    builder.breach(builder.acme, BreachKind::cardinal_rule, "2026-10-11");
    builder.obligation(builder.acme, ObligationKind::meeting, "2026-11-05");
    RatingInputs const before = builder.inputs("2026-11-10");
    CHECK(before.gates.size() == 2);
    CHECK(before.repeats == 1);

    for (auto const& [family, record] : {std::pair{Disputed::violation, 1}, std::pair{Disputed::breach, 1},
                                         std::pair{Disputed::obligation, 1}}) {
        Dispute& dispute = builder.dispute(family, record, "2026-11-11");
        dispute.decided_on = day("2026-11-20");
        dispute.decided_by = "C. Head";
        dispute.reason = "Seen";
    }
    CHECK(builder.inputs("2026-11-10") == before);
    for (Dispute& dispute : builder.facts.disputes)
        dispute.upheld = true;
    // As of a day before the decision, known since.
    RatingInputs const restated = builder.inputs("2026-11-10");
    CHECK(restated.gates.empty());
    CHECK(restated.gates_at_end_of_previous_month.empty());
    CHECK(restated.elimination == Kept{});
    CHECK(restated.repeats == 0);
    CHECK(restated.comparable == 1);
    CHECK_FALSE(restated.mentorship);
    CHECK(restated.disputed.empty());
}

TEST_CASE("A dispute of an incident carries the mark and takes nothing out") {
    OneContractor builder;
    builder.incident(builder.acme, builder.mine, "2026-11-10", IncidentClass::near_miss);
    Dispute& dispute = builder.dispute(Disputed::incident, 1, "2026-11-15");
    CHECK(builder.inputs().disputed == std::vector{DisputeId{1}});
    CHECK(builder.inputs().initiative.near_misses == 1);
    dispute.decided_on = day("2026-11-20");
    dispute.upheld = true;
    CHECK(builder.inputs().disputed.empty());
    CHECK(builder.inputs().initiative.near_misses == 1);
}
