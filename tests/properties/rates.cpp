#include "domain/rates.hpp"

#include "support/drawn_facts.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace safetycell;
using namespace safetycell::domain;
using test::add_drawn_totals;
using test::day;
using test::draw;
using test::drawn_evening;
using test::drawn_facts;
using test::FactsBuilder;

namespace {

template <class Record>
void shuffle(std::vector<Record>& records) {
    for (std::size_t i = records.size(); i > 1; --i) {
        std::swap(records[i - 1], records[static_cast<std::size_t>(draw(0, static_cast<int>(i)))]);
    }
    for (std::size_t i = 0; i < records.size(); ++i)
        records[i].id.value = static_cast<std::int32_t>(i + 1);
}

Rates rates_of(FactsBuilder const& builder, std::string const& evening) {
    return compute_rates(builder.facts, test::example_policy(), builder.evening_of(evening));
}

bool is_rate_over_hours(Figure const& figure, Policy const& policy) {
    return policy.rates[figure.definition].denominator == Denominator::hours;
}

}  // namespace

TEST_CASE("The order of the records changes nothing, to the last bit") {
    CHECK(rc::check([] {
        FactsBuilder builder = drawn_facts();
        add_drawn_totals(builder);
        std::string const evening = drawn_evening();
        Rates const before = rates_of(builder, evening);
        shuffle(builder.facts.hours);
        shuffle(builder.facts.incidents);
        shuffle(builder.facts.period_totals);
        Rates const after = rates_of(builder, evening);
        RC_ASSERT(before.figures == after.figures);
        RC_ASSERT(before.completeness == after.completeness);
        RC_ASSERT(before.differences == after.differences);
    }));
}

TEST_CASE("More hours in a record never raise a rate") {
    CHECK(rc::check([] {
        FactsBuilder builder = drawn_facts();
        RC_PRE(!builder.facts.hours.empty());
        std::string const evening = drawn_evening();
        Rates const before = rates_of(builder, evening);
        auto const record = static_cast<std::size_t>(draw(0, static_cast<int>(builder.facts.hours.size())));
        builder.facts.hours[record].hours_hundredths += draw(1, 10'000'000);
        Rates const after = rates_of(builder, evening);
        for (std::size_t i = 0; i < before.figures.size(); ++i) {
            RC_ASSERT(before.figures[i].reason == after.figures[i].reason);
            RC_ASSERT(before.figures[i].numerator == after.figures[i].numerator);
            if (before.figures[i].value) {
                RC_ASSERT(*after.figures[i].value <= *before.figures[i].value * (1 + 1e-12));
            }
        }
    }));
}

TEST_CASE("A combined rate lies between the lowest and the highest of its parts, and their counts add up") {
    CHECK(rc::check([] {
        FactsBuilder builder = drawn_facts();
        add_drawn_totals(builder);
        Policy const policy = test::example_policy();
        Rates const rates = rates_of(builder, drawn_evening());

        struct Parts {
            std::vector<double> values;
            std::int64_t numerator = 0;
            std::int64_t left_out = 0;
            double hours = 0;
        };
        std::map<std::pair<std::size_t, WindowKind>, Parts> all;
        for (Figure const& figure : rates.figures) {
            if (figure.scope.kind != ScopeKind::organization || !is_rate_over_hours(figure, policy)) continue;
            Parts& parts = all[{figure.definition, figure.window}];
            if (figure.value) {
                parts.values.push_back(*figure.value);
                parts.numerator += figure.numerator;
                parts.hours += figure.hours;
            } else {
                parts.left_out += figure.numerator;
            }
        }
        for (Figure const& figure : rates.figures) {
            if (figure.scope.kind != ScopeKind::enterprise || !is_rate_over_hours(figure, policy)) continue;
            Parts const& parts = all[{figure.definition, figure.window}];
            RC_ASSERT(figure.value.has_value() == !parts.values.empty());
            RC_ASSERT(figure.numerator == parts.numerator);
            RC_ASSERT(figure.left_out_numerator == parts.left_out);
            RC_ASSERT(std::abs(figure.hours - parts.hours) <= 1e-9 * parts.hours);
            if (!figure.value) continue;
            auto const [low, high] = std::minmax_element(parts.values.begin(), parts.values.end());
            RC_ASSERT(*low * (1 - 1e-12) <= *figure.value);
            RC_ASSERT(*figure.value <= *high * (1 + 1e-12));
        }
    }));
}

TEST_CASE("Own people and contractors add up to the enterprise, and every figure has a value or a reason") {
    CHECK(rc::check([] {
        FactsBuilder builder = drawn_facts();
        add_drawn_totals(builder);
        Rates const rates = rates_of(builder, drawn_evening());
        std::size_t const by_scope = rates.figures.size() / all_scopes(builder.facts).size();
        for (std::size_t i = 0; i < by_scope; ++i) {
            Figure const& enterprise = rates.figures[i];
            Figure const& own = rates.figures[by_scope + i];
            Figure const& contractors = rates.figures[2 * by_scope + i];
            RC_ASSERT(enterprise.numerator == own.numerator + contractors.numerator);
            RC_ASSERT(enterprise.provisional == own.provisional + contractors.provisional);
            RC_ASSERT(enterprise.left_out_organizations ==
                      own.left_out_organizations + contractors.left_out_organizations);
            RC_ASSERT(enterprise.left_out_numerator == own.left_out_numerator + contractors.left_out_numerator);
        }
        for (Figure const& figure : rates.figures) {
            RC_ASSERT(figure.value.has_value() != figure.reason.has_value());
            RC_ASSERT(figure.estimated_hours <= figure.hours * (1 + 1e-12));
            RC_ASSERT(figure.provisional <= figure.numerator);
            RC_ASSERT(figure.reaches_back ==
                      (figure.period.first < window_ending(figure.window, figure.period.last).first));
        }
    }));
}

TEST_CASE("No injury is hidden: what a total leaves out stands beside it") {
    CHECK(rc::check([] {
        FactsBuilder const builder = drawn_facts();
        std::string const evening = drawn_evening();
        AsOf const as_of = builder.evening_of(evening);
        Policy const policy = test::example_policy();
        Rates const rates = rates_of(builder, evening);
        for (Figure const& figure : rates.figures) {
            RateDefinition const& definition = policy.rates[figure.definition];
            if (figure.scope.kind != ScopeKind::enterprise || definition.numerator != Numerator::cases)
                continue;
            Date const first = window_ending(figure.window, as_of.date).first;
            auto const counted = std::count_if(
                builder.facts.incidents.begin(), builder.facts.incidents.end(), [&](Incident const& incident) {
                    return incident.occurred_on >= first &&
                           has_occurred(incident, as_of.instant, as_of.at(incident.site)) &&
                           definition.classes.test(static_cast<std::size_t>(incident.incident_class));
                });
            RC_ASSERT(figure.numerator + figure.left_out_numerator == counted);
        }
    }));
}

TEST_CASE("Reporting a near miss, a hazard, a micro-injury or first aid changes no injury rate") {
    CHECK(rc::check([] {
        FactsBuilder builder = drawn_facts();
        std::string const evening = drawn_evening();
        Rates const before = rates_of(builder, evening);
        // On a day after its first hours: an injury before them proves that hours are missing.
        RC_PRE(!builder.facts.hours.empty());
        auto const place = static_cast<std::size_t>(draw(0, static_cast<int>(builder.facts.hours.size())));
        HoursRecord const& worked = builder.facts.hours[place];
        RC_PRE(!worked.voided);
        builder.incident(worked.organization, worked.site, to_string(worked.period.first),
                         *rc::gen::element(IncidentClass::first_aid_case, IncidentClass::micro_injury,
                                           IncidentClass::near_miss, IncidentClass::hazard));
        Rates const after = rates_of(builder, evening);
        for (std::size_t i = 0; i < before.figures.size(); ++i) {
            RC_ASSERT(before.figures[i].value == after.figures[i].value);
            RC_ASSERT(before.figures[i].numerator == after.figures[i].numerator);
        }
    }));
}
