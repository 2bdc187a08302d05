#include "domain/violations.hpp"

#include "support/facts_builder.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

using Random = std::mt19937;

constexpr Period year{Date{20'000}, Date{20'364}};

std::int32_t below(Random& random, std::int32_t limit) {
    return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(limit));
}

bool one_in(Random& random, std::uint32_t n) {
    return random() % n == 0;
}

/// In any state, with any of the dates it may have.
Violation some_violation(Random& random) {
    Violation violation;
    violation.severity = static_cast<Severity>(random() % severity_count);
    violation.found_on = year.first + below(random, year.days());
    violation.due_on = violation.found_on + below(random, 40);
    if (one_in(random, 3)) {
        violation.extended_due_on = violation.due_on + below(random, 40);
        if (one_in(random, 2)) violation.extension_granted_on = violation.found_on + below(random, 60);
    }
    if (!one_in(random, 3)) violation.fixed_on = violation.found_on + below(random, 80);
    if (!one_in(random, 3)) {
        Date const from = violation.fixed_on.is_never() ? violation.found_on : violation.fixed_on;
        violation.verified_on = from + below(random, 30);
    }
    if (one_in(random, 10)) violation.cancelled_on = violation.found_on + below(random, 80);
    violation.voided = one_in(random, 20);
    return violation;
}

std::vector<Violation> some_violations(Random& random) {
    std::vector<Violation> violations(random() % 40);
    for (Violation& violation : violations)
        violation = some_violation(random);
    return violations;
}

Date some_evening(Random& random) {
    return year.first + below(random, year.days() + 60);
}

ViolationTally tally_of(std::vector<Violation> const& violations, Date evening) {
    ViolationTally tally{year};
    for (Violation const& violation : violations)
        tally.add(violation, evening);
    return tally;
}

ViolationFigures figures_of(std::vector<Violation> const& violations, Date evening) {
    return tally_of(violations, evening).figures(OnTimeDefinition::fixed_by_extended_due);
}

/// A violation without which the others are as they were, and its improved twin.
struct Improved {
    ViolationFigures before;
    ViolationFigures after;
};

template <class Improve>
Improved improved(Random& random, Improve&& improve) {
    std::vector<Violation> violations = some_violations(random);
    violations.push_back(some_violation(random));
    Date const evening = some_evening(random);
    Improved result;
    result.before = figures_of(violations, evening);
    improve(violations.back());
    result.after = figures_of(violations, evening);
    return result;
}

}  // namespace

TEST_CASE("tallies added up count what one tally of all their violations counts") {
    CHECK(rc::check("two tallies and one", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        std::vector<Violation> const some = some_violations(random);
        std::vector<Violation> const others = some_violations(random);
        std::vector<Violation> all = some;
        all.insert(all.end(), others.begin(), others.end());
        Date const evening = some_evening(random);
        ViolationTally sum = tally_of(some, evening);
        sum.add(tally_of(others, evening));
        ViolationTally const one = tally_of(all, evening);
        for (std::size_t i = 0; i < on_time_definition_count; ++i) {
            auto const definition = static_cast<OnTimeDefinition>(i);
            RC_ASSERT(sum.figures(definition) == one.figures(definition));
        }
        RC_ASSERT(sum.closure_curve() == one.closure_curve());
    }));
}

TEST_CASE("the figures of one scope agree with one another") {
    CHECK(rc::check("sums and bounds", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        auto const violations = some_violations(random);
        ViolationFigures const figures = figures_of(violations, some_evening(random));
        RC_ASSERT(figures.found == figures.open + figures.awaiting_verification + figures.closed);
        RC_ASSERT(figures.found + figures.cancelled <= static_cast<std::int64_t>(violations.size()));
        RC_ASSERT(figures.overdue <= figures.open);
        RC_ASSERT(std::accumulate(figures.open_by_severity.begin(), figures.open_by_severity.end(),
                                  std::int64_t{0}) == figures.open);
        std::int64_t overdue = 0;
        for (auto const& by_age : figures.overdue_by_age)
            overdue = std::accumulate(by_age.begin(), by_age.end(), overdue);
        RC_ASSERT(overdue == figures.overdue);
        for (std::size_t i = 0; i < on_time_definition_count; ++i) {
            RC_ASSERT(figures.on_time_by_definition[i] <= figures.due_by_definition[i]);
            RC_ASSERT(figures.due_by_definition[i] <= figures.found);
        }
        RC_ASSERT(figures.mean_days_to_close.has_value() == (figures.closed > 0));
    }));
}

TEST_CASE("the order of the records changes nothing, and the parts add up to the whole") {
    CHECK(rc::check("shuffled and split", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        auto violations = some_violations(random);
        Date const evening = some_evening(random);
        ViolationFigures const before = figures_of(violations, evening);
        std::shuffle(violations.begin(), violations.end(), random);
        RC_ASSERT(figures_of(violations, evening) == before);

        std::size_t const middle = random() % (violations.size() + 1);
        auto const cut = violations.begin() + static_cast<std::ptrdiff_t>(middle);
        ViolationFigures const left = figures_of({violations.begin(), cut}, evening);
        ViolationFigures const right = figures_of({cut, violations.end()}, evening);
        RC_ASSERT(left.found + right.found == before.found);
        RC_ASSERT(left.overdue + right.overdue == before.overdue);
        RC_ASSERT(left.due + right.due == before.due);
        RC_ASSERT(left.on_time + right.on_time == before.on_time);
    }));
}

TEST_CASE("time only ever adds to what was found, and a day makes nothing younger") {
    CHECK(rc::check("one evening and the next", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        auto const violations = some_violations(random);
        Date const evening = some_evening(random);
        ViolationFigures const before = figures_of(violations, evening);
        ViolationFigures const after = figures_of(violations, evening + 1);
        RC_ASSERT(after.found + after.cancelled >= before.found + before.cancelled);
        RC_ASSERT(after.closed + after.cancelled >= before.closed + before.cancelled);
        RC_ASSERT(after.cancelled >= before.cancelled);
    }));
}

TEST_CASE("fixing earlier never looks worse") {
    CHECK(rc::check("fixed some days earlier", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        auto const [before, after] = improved(random, [&random](Violation& violation) {
            Date const fixed_by = std::min(violation.fixed_on, violation.verified_on);
            if (fixed_by.is_never()) {
                violation.fixed_on = violation.found_on + below(random, 80);
            } else {
                violation.fixed_on =
                    violation.found_on + below(random, days_between(violation.found_on, fixed_by) + 1);
            }
        });
        RC_ASSERT(after.overdue <= before.overdue);
        RC_ASSERT(after.open <= before.open);
        RC_ASSERT(after.due_by_definition == before.due_by_definition);
        for (std::size_t i = 0; i < on_time_definition_count; ++i)
            RC_ASSERT(after.on_time_by_definition[i] >= before.on_time_by_definition[i]);
    }));
}

TEST_CASE("a granted extension never makes anything overdue") {
    CHECK(rc::check("extended beyond the due date", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        auto const [before, after] = improved(random, [&random](Violation& violation) {
            Date const due =
                violation.extended_due_on.is_never() ? violation.due_on : violation.extended_due_on;
            violation.extended_due_on = due + below(random, 40);
        });
        RC_ASSERT(after.overdue <= before.overdue);
        // By the original date an extension changes nothing.
        auto const by = [](OnTimeDefinition definition) {
            return static_cast<std::size_t>(definition);
        };
        for (OnTimeDefinition const definition :
             {OnTimeDefinition::fixed_by_original_due, OnTimeDefinition::verified_by_original_due,
              OnTimeDefinition::closed_only_verified_by_original_due}) {
            RC_ASSERT(after.on_time_by_definition[by(definition)] ==
                      before.on_time_by_definition[by(definition)]);
            RC_ASSERT(after.due_by_definition[by(definition)] == before.due_by_definition[by(definition)]);
        }
    }));
}

TEST_CASE("the curve of elimination is the product of Kaplan and Meier, written out") {
    CHECK(rc::check("against the textbook's product", [] {
        Random random{*rc::gen::arbitrary<std::uint32_t>()};
        auto const violations = some_violations(random);
        Date const evening = some_evening(random);

        struct Observed {
            std::int32_t days;
            bool closed;
        };
        std::vector<Observed> observed;
        for (Violation const& violation : violations) {
            switch (status_on(violation, evening)) {
                case ViolationStatus::closed:
                    observed.push_back({days_between(violation.found_on, violation.verified_on), true});
                    break;
                case ViolationStatus::open:
                case ViolationStatus::awaiting_verification:
                    observed.push_back({days_between(violation.found_on, evening), false});
                    break;
                case ViolationStatus::cancelled:
                case ViolationStatus::not_found_yet: break;
            }
        }
        double not_closed = 1;
        std::optional<double> median;
        std::vector<ClosureStep> const curve = tally_of(violations, evening).closure_curve();
        std::size_t step = 0;
        for (std::int32_t day = 0; day <= year.days() + 60; ++day) {
            auto const at_risk = std::count_if(observed.begin(), observed.end(),
                                               [day](Observed const& one) { return one.days >= day; });
            auto const closed = std::count_if(observed.begin(), observed.end(), [day](Observed const& one) {
                return one.closed && one.days == day;
            });
            if (closed == 0) continue;
            not_closed *= 1 - static_cast<double>(closed) / static_cast<double>(at_risk);
            RC_ASSERT(step < curve.size());
            RC_ASSERT(curve[step].day == day);
            RC_ASSERT(std::abs(curve[step].not_closed - not_closed) < 1e-12);
            if (!median && not_closed <= 0.5 + 1e-9) median = day;
            ++step;
        }
        RC_ASSERT(step == curve.size());
        RC_ASSERT((median_of(curve) == median));
    }));
}
