#include "domain/lineage.hpp"

#include "support/drawn_facts.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace safetycell;
using namespace safetycell::domain;

TEST_CASE("The records of a lineage add up to its figure, which is the published one") {
    CHECK(rc::check([] {
        test::FactsBuilder builder = test::drawn_facts();
        test::add_drawn_totals(builder);
        Policy const policy = test::example_policy();
        AsOf const as_of = builder.evening_of(test::drawn_evening());
        Rates const rates = compute_rates(builder.facts, policy, as_of);
        // A draw of them: every figure of every example would take minutes.
        for (int i = 0; i < 12; ++i) {
            Figure const& figure =
                rates.figures[static_cast<std::size_t>(test::draw(0, static_cast<int>(rates.figures.size())))];
            Lineage const lineage =
                trace_figure(builder.facts, policy, as_of, figure.definition, figure.scope, figure.window);
            RC_ASSERT(lineage.figure == figure);
            Figure alone = compute_figure(builder.facts, policy, as_of, figure.definition, figure.scope,
                                          window_ending(figure.window, as_of.date));
            alone.window = figure.window;
            RC_ASSERT(alone == figure);

            std::int64_t left_out = 0;
            for (LineageOrganization const& organization : lineage.organizations) {
                if (!organization.included) left_out += organization.numerator;
            }
            std::int64_t numerator = 0;
            for (LineageIncident const& line : lineage.incidents) {
                numerator += line.counts;
            }
            for (LineageTotals const& line : lineage.totals) {
                numerator += line.counts;
            }
            double hours = 0;
            double estimated = 0;
            for (LineageHours const& line : lineage.hours) {
                hours += line.counted_hours;
                if (line.estimated) estimated += line.counted_hours;
            }
            RC_ASSERT(numerator == figure.numerator);
            RC_ASSERT(left_out == figure.left_out_numerator);
            RC_ASSERT(std::abs(hours - figure.hours) <= 1e-9 * (1 + figure.hours));
            RC_ASSERT(std::abs(estimated - figure.estimated_hours) <= 1e-9 * (1 + figure.estimated_hours));
        }
    }));
}
