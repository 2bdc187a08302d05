#include "domain/definitions.hpp"

#include "support/example_policy.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;

TEST_CASE("the formula of a rate says what is counted, times what, over what") {
    Policy const policy = test::example_policy();
    auto const formula = [&](std::string_view id) {
        return formula_of(policy.rates[test::definition_index(policy, id)], policy.case_sets);
    };
    CHECK(formula("ltifr") ==
          Words{"LTI × 1,000,000 / hours worked", "LTI × 1\u00a0000\u00a0000 / отработанные часы"});
    CHECK(formula("trir_200k").en == "TRI × 200,000 / hours worked");
    CHECK(formula("dart_200k").en == "(PTD + LWC + RWC) × 200,000 / hours worked");
    CHECK(formula("far").en == "FAT × 100,000,000 / hours worked");
    CHECK(formula("severity") == Words{"days lost to LTI × 1,000,000 / hours worked",
                                       "дни, потерянные из-за LTI × 1\u00a0000\u00a0000 / отработанные часы"});
    CHECK(formula("kch") ==
          Words{"LTI × 1,000 / average headcount", "LTI × 1\u00a0000 / среднесписочная численность"});
    CHECK(formula("kt") == Words{"days lost to LTI / LTI that are not fatal",
                                 "дни, потерянные из-за LTI / LTI без смертельных"});
}

TEST_CASE("a formula follows what the policy counts") {
    Policy policy = test::example_policy();
    RateDefinition& ltifr = policy.rates[test::definition_index(policy, "ltifr")];
    policy.case_sets.lti.reset(static_cast<std::size_t>(IncidentClass::fatality));
    CHECK(formula_of(ltifr, policy.case_sets).en == "(FAT + PTD + LWC) × 1,000,000 / hours worked");
    ltifr.classes = policy.case_sets.lti;
    CHECK(formula_of(ltifr, policy.case_sets).en == "LTI × 1,000,000 / hours worked");
    ltifr.base = 100;
    CHECK(formula_of(ltifr, policy.case_sets).en == "LTI × 100 / hours worked");
    ltifr.base = 0.5;
    CHECK(formula_of(ltifr, policy.case_sets).en == "LTI × 0.5 / hours worked");
}
